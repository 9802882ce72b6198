"""What a chart shows in one sentence, in Vietnamese and English: its title says what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from portal.domain.charts.speech import Speech
from portal.domain.figures import Satisfaction, Share
from portal.domain.wording import Language

# Below so many cases, parts are named instead of a percentage, and no month is part of a rise or fall.
FEWEST_SAID = 5
# So many months in one direction are worth saying.
SHORTEST_RUN = 2


@dataclass(frozen=True, slots=True)
class Promise:
    """A rate of promises kept: what it is called, and the months before it, the oldest first."""

    vietnamese: str
    english: str
    rate: Share
    target: Decimal | None = None
    # Whole months only: of a running one nobody knows the end.
    months: Sequence[Share] = ()
    # Whether the period has ended; if not, the months are those before it.
    ended: bool = True


def promise_finding(promise: Promise, language: Language) -> str:
    """The rate, its distance from the target, and for how many months it has risen or fallen."""
    speech = Speech(language)
    name = speech.say(promise.vietnamese, promise.english)
    if promise.rate.percent is None:
        return speech.say("{name}: chưa có gì đến hạn", "{name}: nothing has fallen due yet", name=name)
    return _rate(promise, name, speech) + _gap(promise, speech) + _run(promise, speech)


def _rate(promise: Promise, name: str, speech: Speech) -> str:
    part, whole = speech.number(promise.rate.part), speech.number(promise.rate.whole)
    if promise.rate.whole < FEWEST_SAID or promise.rate.percent is None:
        return speech.say(
            "{name} {part} trên {whole}", "{name} {part} of {whole}", name=name, part=part, whole=whole
        )
    return f"{name} {speech.percent(promise.rate.percent)}"


def _gap(promise: Promise, speech: Speech) -> str:
    percent = promise.rate.percent
    if promise.target is None or percent is None or promise.rate.whole < FEWEST_SAID:
        return ""
    gap = percent - promise.target
    points = speech.number(abs(gap), 2)
    if gap == 0:
        return speech.say(" – bằng chỉ tiêu", " – on target")
    if gap > 0:
        return speech.say(" – vượt chỉ tiêu {points} điểm", " – {points} points above target", points=points)
    return speech.say(" – thấp hơn chỉ tiêu {points} điểm", " – {points} points below target", points=points)


def _run(promise: Promise, speech: Speech) -> str:
    months = run_of(promise.months)
    if abs(months) < SHORTEST_RUN:
        return ""
    number = speech.number(abs(months))
    if not promise.ended:
        if months > 0:
            return speech.say("; trước đó tăng {n} tháng liền", "; rising for {n} months before", n=number)
        return speech.say("; trước đó giảm {n} tháng liền", "; falling for {n} months before", n=number)
    if months > 0:
        return speech.say("; tăng {n} tháng liền", "; rising for {n} months", n=number)
    return speech.say("; giảm {n} tháng liền", "; falling for {n} months", n=number)


def run_of(months: Sequence[Share]) -> int:
    """For how many months up to the last the rate has risen; negative where it has fallen."""
    run = 0
    for before, after in pairwise(months):
        known = before.whole >= FEWEST_SAID and after.whole >= FEWEST_SAID
        ahead = after.part * before.whole - before.part * after.whole if known else 0
        if ahead == 0:
            run = 0
        elif ahead > 0:
            run = max(run, 0) + 1
        else:
            run = min(run, 0) - 1
    return run


def heat_finding(rates: Iterable[tuple[str, Share]], target: Decimal | None, language: Language) -> str:
    """How many units reach the target over all months together, and which one is the lowest.

    Each unit with its name, which others may have too.
    """
    speech = Speech(language)
    known = [(name, each) for name, each in rates if each.whole >= FEWEST_SAID]
    if not known:
        return speech.say("Chưa đủ việc đến hạn để so sánh", "Too few cases due to compare")
    lowest, rate = min(known, key=lambda each: _exact(each[1]))
    percent = speech.percent(rate.percent or Decimal(0))
    end = speech.say(
        "thấp nhất tính chung các tháng là {name}, {percent}",
        "lowest over all months is {name}, {percent}",
        name=lowest,
        percent=percent,
    )
    if len(known) == 1:
        return f"{lowest}: {percent}"
    if target is None:
        return end[:1].upper() + end[1:]
    there = sum(_exact(each) >= target for _name, each in known)
    values = {"n": speech.number(there), "all": speech.number(len(known)), "target": _short(target, speech)}
    start = speech.say(
        "{n} trên {all} đơn vị đạt chỉ tiêu {target}",
        "{n} of {all} units reach the target of {target}",
        **values,
    )
    return start if there == len(known) else f"{start}; {end}"


def _exact(share: Share) -> Decimal:
    return Decimal(share.part) * 100 / Decimal(share.whole)


def _short(target: Decimal, speech: Speech) -> str:
    """A target as people say it: 95%, 98,5%."""
    exact = target.normalize()
    decimals = max(0, -int(exact.as_tuple().exponent))
    return f"{speech.number(exact, decimals)}%"


def target_words(target: Decimal | None, language: Language) -> str:
    """What stands beside the line of a target."""
    speech = Speech(language)
    if target is None:
        return ""
    return speech.say("Chỉ tiêu {target}", "Target {target}", target=_short(target, speech))


def ranking_finding(ranked: Sequence[tuple[int, str, Share]], language: Language) -> str:
    """Who stands first and last, with their rates; `ranked` has places, names and rates, the best first."""
    speech = Speech(language)
    if not ranked:
        return speech.say("Chưa đơn vị nào đủ việc để xếp hạng", "No unit has enough cases to be ranked")
    (first, best, top), (last, worst, bottom) = ranked[0], ranked[-1]
    equals = sum(place == first for place, _name, _share in ranked)
    values = {"best": best, "top": speech.percent(top.percent or Decimal(0))}
    if equals > 1:
        values |= {"n": speech.number(equals)}
        start = speech.say("{n} đơn vị cùng đứng đầu, {top}", "{n} units share first place, {top}", **values)
    else:
        start = speech.say("Đứng đầu là {best}, {top}", "First is {best}, {top}", **values)
    if last == first:
        return start
    values = {"worst": worst, "bottom": speech.percent(bottom.percent or Decimal(0))}
    return start + speech.say("; cuối là {worst}, {bottom}", "; last is {worst}, {bottom}", **values)


def satisfaction_finding(asked: Mapping[str, Satisfaction], language: Language) -> str:
    """What satisfies most and least; where the intervals overlap, that the difference may be chance."""
    speech = Speech(language)
    known = {name: each for name, each in asked.items() if each.share is not None}
    if not known:
        return speech.say("Chưa đủ phiếu để nêu tỷ lệ hài lòng", "Too few ballots to tell satisfaction")
    best = max(known, key=lambda name: _satisfied(known[name]))
    worst = min(known, key=lambda name: _satisfied(known[name]))
    values = {
        "best": best,
        "top": _said(known[best], speech),
        "worst": worst,
        "low": _said(known[worst], speech),
    }
    if _satisfied(known[best]) == _satisfied(known[worst]):
        return speech.say("Hài lòng {top} ở mọi câu hỏi", "Satisfied: {top} on every question", **values)
    sentence = speech.say(
        "Hài lòng nhất: {best}, {top}; ít hơn cả: {worst}, {low}",
        "Most satisfied with: {best}, {top}; least with: {worst}, {low}",
        **values,
    )
    lower, upper = known[best].interval, known[worst].interval
    if lower and upper and lower[0] <= upper[1]:
        sentence += speech.say(" – chênh lệch có thể do ngẫu nhiên", " – the difference may be chance")
    return sentence


def _satisfied(each: Satisfaction) -> Decimal:
    return Decimal(each.satisfied) / each.n


def _said(each: Satisfaction, speech: Speech) -> str:
    share = each.share
    return speech.percent(share.percent or Decimal(0)) if share else "–"


def parts_finding(
    whole: tuple[int, str, str], parts: Sequence[tuple[int, str, str]], language: Language
) -> str:
    """A whole and the shares of its parts, each as (number, Vietnamese, English); few are told by number alone."""
    speech = Speech(language)
    number, *names = whole
    start = f"{speech.number(number)} {speech.say(*names)}"
    if number < FEWEST_SAID:
        return start
    shares = (
        f"{speech.percent(Share(count, number).percent or Decimal(0))} {speech.say(vietnamese, english)}"
        for count, vietnamese, english in parts
        if count
    )
    return f"{start}: {', '.join(shares)}"


def apology_finding(coverage: Share, target: Decimal | None, language: Language) -> str:
    """How many of the late dossiers have a letter of apology, and how many have none in time."""
    speech = Speech(language)
    if not coverage.whole:
        return speech.say("Không có hồ sơ trễ hạn", "No dossier is late")
    promise = Promise("Có thư xin lỗi", "With a letter of apology", coverage, target)
    without = coverage.whole - coverage.part
    if not without:
        return promise_finding(promise, language)
    rest = speech.cases(
        without,
        "hồ sơ không có thư kịp thời",
        ("dossier without a letter in time", "dossiers without a letter in time"),
    )
    return f"{promise_finding(promise, language)}; {rest}"


def targets_finding(gaps: Mapping[str, Decimal], language: Language) -> str:
    """How many figures reach their targets, and which one is farthest below; `gaps` in points, by name."""
    speech = Speech(language)
    if not gaps:
        return speech.say("Chưa có chỉ tiêu nào để so sánh", "There is no target to compare with")
    there = sum(gap >= 0 for gap in gaps.values())
    values = {"n": speech.number(there), "all": speech.number(len(gaps))}
    start = speech.say(
        "{n} trên {all} chỉ số đạt chỉ tiêu", "{n} of {all} figures reach their targets", **values
    )
    if there == len(gaps):
        return start
    worst = min(gaps, key=lambda name: gaps[name])
    points = {"name": worst, "points": speech.number(-gaps[worst], 2)}
    return start + speech.say(
        "; thiếu nhiều nhất: {name}, {points} điểm", "; farthest below: {name}, {points} points", **points
    )
