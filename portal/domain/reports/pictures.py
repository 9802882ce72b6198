"""The pictures of a report: the charts of the pages, drawn to stand on paper."""

from collections.abc import Iterable
from decimal import Decimal

from portal.domain.apologies import Timing
from portal.domain.charts.backlog import Backlog, backlog_finding, bucket_words
from portal.domain.charts.bars import Bar, Bars, bar_chart
from portal.domain.charts.columns import Bin, histogram
from portal.domain.charts.findings import (
    FEWEST_SAID,
    Promise,
    apology_finding,
    parts_finding,
    promise_finding,
    target_words,
    targets_finding,
)
from portal.domain.charts.line import Point, Trend, trend_chart
from portal.domain.charts.marks import WIDE, Chart, Ink
from portal.domain.charts.stacked import Part, Stack, Stacks, gathered, stacked_chart
from portal.domain.charts.svg import svg_document
from portal.domain.dossier_figures import Kept
from portal.domain.figures import CaseCounts, Share
from portal.domain.periods import month_label, month_of
from portal.domain.reports.content import Picture
from portal.domain.reports.facts import Facts
from portal.domain.targets import TargetFigure

# The parts of what came in as the pages draw them: what kept a later date is one part.
RECEIVED_PARTS = (
    (("in_time",), Ink.GOOD, "đúng hạn", "on time"),
    (
        ("in_time_after_extension", "kept_by_notice"),
        Ink.NOTICE,
        "đúng hạn sau gia hạn, theo thông báo",
        "on time after extension or by notice",
    ),
    (("late",), Ink.LATE, "trễ hạn", "late"),
    (("open",), Ink.OPEN, "đang xử lý", "in progress"),
    (("stopped",), Ink.STOPPED, "dừng, không trả lời", "stopped, no answer"),
)
# When letters of apology came. One after the return is none in time: it is counted there and has no row of its own.
LETTER_TIMINGS = (
    (Timing.BEFORE_DUE, Ink.VALUE, "trước ngày hẹn", "before the due date"),
    (Timing.ON_DUE, Ink.VALUE, "đúng ngày hẹn", "on the due date"),
    (Timing.AFTER_DUE, Ink.OVERDUE, "sau ngày hẹn", "after the due date"),
    (Timing.NEVER, Ink.LATE, "không có thư kịp thời", "no letter in time"),
)


def picture(chart: Chart, caption: str = "") -> Picture:
    """A chart as it is kept."""
    return Picture(chart.title, chart.text, svg_document(chart), chart.width, chart.height, caption)


def told(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with their values in one sentence, for those who cannot see a picture."""
    return "; ".join(f"{name} {value}" for name, value in pairs)


def received_picture(facts: Facts) -> Picture | None:
    """What came in by unit and by how it stands."""
    speech = facts.speech
    stacks = [
        _stack(facts, each.name, _parts(each.cases.received))
        for each in facts.units
        if each.cases.received.received
    ]
    if not stacks:
        return None
    few = gathered(stacks)
    drawn = list(few.stacks)
    if few.others:
        name = facts.say("{n} đơn vị khác", "{n} other units", n=speech.number(few.others))
        drawn.append(_stack(facts, name, few.counts))
    total = facts.counted.cases.received
    shares = zip(_parts(total), RECEIVED_PARTS, strict=True)
    told_parts = [(count, vi, en) for count, (_names, _ink, vi, en) in shares]
    title = parts_finding(
        (total.received, "việc tiếp nhận", "cases received"), told_parts, facts.spec.language
    )
    parts = [Part(facts.say(vi, en), ink) for _names, ink, vi, en in RECEIVED_PARTS]
    shown = Stacks(title, told((each.label, each.words) for each in drawn), parts, drawn)
    return picture(stacked_chart(shown, WIDE))


def _parts(counts: CaseCounts) -> list[int]:
    return [sum(getattr(counts, name) for name in names) for names, *_rest in RECEIVED_PARTS]


def _stack(facts: Facts, name: str, counts: Iterable[int]) -> Stack:
    numbers = tuple(counts)
    number = facts.speech.number
    return Stack(name, numbers, number(sum(numbers)), tuple(map(number, numbers)))


def promise_picture(facts: Facts) -> Picture | None:
    """Answered on time, month by month, against the target."""
    months = facts.months
    if not any(share.whole for share in months.values()):
        return None
    language, target = facts.spec.language, facts.targets.get(TargetFigure.ANSWERS_ON_TIME)
    points = [_point(facts, month, share) for month, share in months.items()]
    whole = [share for month, share in months.items() if month < facts.running_month]
    rate = facts.counted.cases.on_time_rate
    ended = month_of(facts.days.last) < facts.running_month
    promise = Promise("Trả lời đúng hạn", "Answered on time", rate, target, whole, ended=ended)
    text = told((each.label, each.words) for each in points if each.words)
    trend = Trend(promise_finding(promise, language), text, points, target, target_words(target, language))
    return picture(trend_chart(trend, WIDE), _trend_caption(facts, trend))


def _point(facts: Facts, month: int, share: Share) -> Point:
    running = month == facts.running_month
    if share.percent is None:
        return Point(month_label(month), None, unfinished=running)
    words = f"{facts.speech.number(share.percent, 1 if share.percent % 1 else 0)}%"
    return Point(month_label(month), share.percent, words, unfinished=running, weak=share.whole < FEWEST_SAID)


def _trend_caption(facts: Facts, trend: Trend) -> str:
    pieces = []
    if any(each.value is not None and (each.weak or each.unfinished) for each in trend.points):
        hollow = (
            "Vòng rỗng: tháng chưa hết hoặc có dưới {n} việc.",
            "Hollow: unfinished, or under {n} cases.",
        )
        pieces.append(facts.say(*hollow, n=str(FEWEST_SAID)))
    if trend.floor:
        floor = ("Trục đứng bắt đầu từ {n}%.", "The scale begins at {n}%.")
        pieces.append(facts.say(*floor, n=str(trend.floor)))
    return " ".join(pieces)


def backlog_picture(facts: Facts, backlog: Backlog) -> Picture | None:
    """What is open, by how long it may wait or has waited too long."""
    if not backlog.all:
        return None
    language, number = facts.spec.language, facts.speech.number
    bins = [
        Bin(
            bucket_words(each, language),
            each.count,
            number(each.count),
            Ink.LATE if each.is_overdue else Ink.OVERDUE if each.last == 0 else Ink.VALUE,
        )
        for each in backlog.buckets
    ]
    title = backlog_finding(backlog, language)
    text = told((each.label, each.words) for each in bins)
    return picture(histogram(title, text, bins, frame=WIDE))


def letters_picture(facts: Facts, kept: Kept) -> Picture | None:
    """The late dossiers by when their letter of apology was issued."""
    if not kept.all_late:
        return None
    language, number = facts.spec.language, facts.speech.number
    bins = [
        Bin(facts.say(vi, en), kept.with_letter(timing), number(kept.with_letter(timing)), ink)
        for timing, ink, vi, en in LETTER_TIMINGS
    ]
    title = apology_finding(kept.coverage, facts.targets.get(TargetFigure.APOLOGY_COVERAGE), language)
    return picture(histogram(title, told((each.label, each.words) for each in bins), bins, frame=WIDE))


def targets_picture(facts: Facts, against: Iterable[tuple[str, Share, Decimal]]) -> Picture | None:
    """Figures beside their targets."""
    known = [(name, share.percent, target) for name, share, target in against if share.percent is not None]
    if not known:
        return None
    percent = facts.speech.percent
    bars = [
        Bar(name, float(exact), percent(exact), short_of_target=exact < target, target=float(target))
        for name, exact, target in known
    ]
    title = targets_finding({name: exact - target for name, exact, target in known}, facts.spec.language)
    shown = Bars(title, told((each.label, each.words) for each in bars), bars)
    caption = facts.say(
        "Vạch đứt: chỉ tiêu; nhạt màu hơn là chưa đạt.", "Dashed: target; paler: not reached."
    )
    return picture(bar_chart(shown, WIDE), caption)
