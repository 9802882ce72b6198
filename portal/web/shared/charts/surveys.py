"""Survey results drawn: satisfied and low answers side by side, levels, what is rated low, months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.charts.bars import Bar, Bars, bar_chart
from portal.domain.charts.findings import target_words
from portal.domain.charts.line import Point, Trend, trend_chart
from portal.domain.charts.marks import Ink
from portal.domain.charts.room import round_top
from portal.domain.charts.stacked import Part, Stack, Stacks, stacked_chart
from portal.domain.figures import Share
from portal.domain.periods import month_label
from portal.domain.surveys.results import Pooled
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn, drawn, told
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent

# From the best level to the worst, where there are five of them.
LEVELS = (Ink.GOOD, Ink.NOTICE, Ink.OPEN, Ink.OVERDUE, Ink.LATE)

# Months below which no line is drawn.
FEWEST_DRAWN = 3


@dataclass(frozen=True, slots=True)
class Levels:
    """One item: how many gave each level from the best to the worst, and the words at the end."""

    label: str
    counts: tuple[int, ...]
    words: str


def against_target(rows: Sequence[tuple[str, Share]], target: Decimal | None) -> Drawn | None:
    """The shares of several surveys beside what is asked for."""
    found = [(label, share) for label, share in rows if share.percent is not None]
    if not found:
        return None
    bars = [
        Bar(
            label,
            float(share.percent or 0),
            percent(share),
            short_of_target=target is not None and (share.percent or 0) < target,
        )
        for label, share in found
    ]
    reached = sum(target is not None and (share.percent or 0) >= target for _label, share in found)
    title = _("%(n)s trên %(all)s tỷ lệ đạt chỉ tiêu", n=number(reached), all=number(len(found)))
    if target is None:
        title = _("Tỷ lệ hài lòng của từng khảo sát")
    goal, words = float(target) if target is not None else None, target_words(target, language())
    chart = Bars(
        title, told((each.label, each.words) for each in bars), bars, target=goal, target_words=words
    )
    return drawn(lambda frame: bar_chart(chart, frame), _("Mỗi khảo sát một tỷ lệ riêng, không cộng chung."))


def satisfied_chart(rows: Sequence[tuple[str, Pooled]], title: str, caption: str) -> Drawn | None:
    """Satisfied and low answers of each row; rows of few ballots are left out."""
    shown = [(label, each) for label, each in rows if each.share is not None]
    if not shown:
        return None
    parts = [Part(_("Hài lòng"), Ink.GOOD), Part(_("Từ bình thường trở xuống"), Ink.LATE)]
    stacks = [Stack(label, _halves(each), percent(each.share)) for label, each in shown]
    chart = Stacks(title, told((each.label, each.words) for each in stacks), parts, stacks)
    return drawn(lambda frame: stacked_chart(chart, frame), caption)


def _halves(pooled: Pooled) -> tuple[int, int]:
    return pooled.satisfied, pooled.answers - pooled.satisfied


def level_chart(rows: Sequence[Levels], names: Sequence[str], *, title: str, caption: str) -> Drawn | None:
    """Items by how many gave each of five levels."""
    if not rows or len(names) != len(LEVELS):
        return None
    parts = [Part(name, ink) for name, ink in zip(names, LEVELS, strict=True)]
    stacks = [Stack(each.label, each.counts, each.words, tuple(map(number, each.counts))) for each in rows]
    chart = Stacks(title, told((each.label, each.words) for each in stacks), parts, stacks)
    return drawn(lambda frame: stacked_chart(chart, frame), caption)


def low_chart(rows: Sequence[tuple[str, Share]], caption: str) -> Drawn | None:
    """Items by the share of answers from neutral down, the worst first."""
    if not rows:
        return None
    bars = [Bar(label, float(share.percent or 0), percent(share)) for label, share in rows]
    worst, share = rows[0]
    title = _("Bị đánh giá thấp nhiều nhất: %(item)s (%(percent)s)", item=worst, percent=percent(share))
    text = told((each.label, each.words) for each in bars)
    chart = Bars(title, text, bars, top=round_top(max(each.value for each in bars)))
    return drawn(lambda frame: bar_chart(chart, frame), caption)


def month_chart(months: Mapping[int, Share], target: Decimal | None, caption: str) -> Drawn | None:
    """The shares of months as a line; None where there are fewer than three."""
    shown = {month: share for month, share in months.items() if share.percent is not None}
    if len(shown) < FEWEST_DRAWN:
        return None
    points = [
        Point(month_label(month), share.percent, f"{number(share.percent, 1)}%")
        for month, share in shown.items()
    ]
    best = max(shown, key=lambda month: shown[month].percent or 0)
    worst = min(shown, key=lambda month: shown[month].percent or 0)
    title = _(
        "Cao nhất tháng %(best)s (%(high)s), thấp nhất tháng %(worst)s (%(low)s)",
        best=month_label(best),
        high=percent(shown[best]),
        worst=month_label(worst),
        low=percent(shown[worst]),
    )
    text = told((each.label, each.words) for each in points)
    trend = Trend(title, text, points, target, target_words(target, language()))
    if trend.floor:
        caption = _("%(caption)s Trục đứng bắt đầu từ %(floor)s%%.", caption=caption, floor=trend.floor)
    return drawn(lambda frame: trend_chart(trend, frame), caption)
