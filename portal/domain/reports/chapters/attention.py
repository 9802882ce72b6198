"""What a leader should look at: units below their targets, overdue work, letters that are missing."""

from collections.abc import Iterator, Sequence

from portal.domain.reports.content import ChapterContent, Part
from portal.domain.reports.facts import Facts, UnitFacts
from portal.domain.reports.findings import FEWEST_COMPARED, listed, sentence, share_words
from portal.domain.reports.spec import Chapter
from portal.domain.targets import TargetFigure

MOST_NAMED = 5


def attention_chapter(facts: Facts) -> ChapterContent:
    """The points in the order of weight; that there are none is said too."""
    found = tuple(_points(facts))
    none = facts.say(
        "Không có điểm nào thấp hơn chỉ tiêu hoặc quá hạn cần lưu ý.",
        "Nothing is below its target or overdue.",
    )
    heading = facts.say("Những điểm cần lưu ý", "What needs attention")
    return ChapterContent(heading, (Part("", found or (none,)),))


def _points(facts: Facts) -> Iterator[str]:
    if Chapter.CASES in facts.spec.chapters:
        yield from _overdue(facts)
        yield from _below(facts)
    if Chapter.DOSSIERS in facts.spec.chapters:
        yield from _dossiers(facts)


def _overdue(facts: Facts) -> Iterator[str]:
    number = facts.speech.number
    if not facts.backlog.overdue:
        return
    units = sorted(
        (each for each in facts.units if each.cases.due.overdue),
        key=lambda each: (-each.cases.due.overdue, each.name),
    )
    named = [f"{each.name} ({number(each.cases.due.overdue)})" for each in units[:MOST_NAMED]]
    where = facts.say(
        "đến hạn trong kỳ: {names}", "due in the period: {names}", names=listed(named, facts.speech)
    )
    yield sentence(_backlog(facts), where if named else "", _rest(facts, units))


def _backlog(facts: Facts) -> str:
    """How much is overdue, of whatever period it is."""
    overdue, in_period = facts.backlog.overdue, sum(each.cases.due.overdue for each in facts.units)
    words = facts.say(
        "còn {n} việc quá hạn chưa trả lời",
        "{n} cases are overdue without an answer",
        n=facts.speech.number(overdue),
    )
    others = facts.say("(tính cả việc của các kỳ khác)", "(cases of other periods included)")
    return words if overdue == in_period else f"{words} {others}"


def _rest(facts: Facts, units: Sequence[UnitFacts]) -> str:
    """That there are more units than are named."""
    if len(units) <= MOST_NAMED:
        return ""
    return facts.say("và các đơn vị khác nêu ở bảng trên", "and others in the table above")


def _below(facts: Facts) -> Iterator[str]:
    """Units below their target, the lowest first; those with too few cases are not named."""
    below = sorted((each for each in facts.units if _is_below(each)), key=_rate)
    if not below:
        return
    named = [
        f"{each.name} {share_words(each.cases.on_time_rate, facts.speech)}" for each in below[:MOST_NAMED]
    ]
    words = facts.say(
        "{n} đơn vị có tỷ lệ trả lời đúng hạn thấp hơn chỉ tiêu: {names}",
        "{n} units are below their target for answers on time: {names}",
        n=facts.speech.number(len(below)),
        names=listed(named, facts.speech),
    )
    yield sentence(words, _rest(facts, below))


def _is_below(unit: UnitFacts) -> bool:
    target, rate = unit.targets.get(TargetFigure.ANSWERS_ON_TIME), unit.cases.on_time_rate
    return (
        target is not None
        and rate.percent is not None
        and rate.whole >= FEWEST_COMPARED
        and rate.percent < target
    )


def _rate(unit: UnitFacts) -> tuple[float, str]:
    return float(unit.cases.on_time_rate.percent or 0), unit.name


def _dossiers(facts: Facts) -> Iterator[str]:
    kept, number = facts.counted.kept, facts.speech.number
    if kept.overdue.all:
        words = facts.say(
            "{n} hồ sơ quá hạn chưa giải quyết",
            "{n} dossiers are overdue and not settled",
            n=number(kept.overdue.all),
        )
        yield sentence(words)
    without = kept.all_late - kept.coverage.part
    if without:
        words = facts.say(
            "{n} hồ sơ trễ hạn không có thư xin lỗi kịp thời",
            "{n} late dossiers have no letter of apology in time",
            n=number(without),
        )
        yield sentence(words)
