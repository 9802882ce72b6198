"""Figures beside their targets: bars from zero, each with the mark of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.charts.bars import Bar, Bars, bar_chart
from portal.domain.charts.findings import targets_finding
from portal.domain.figures import Share
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn, drawn, told
from portal.web.shared.sentences import _
from portal.web.shared.words import percent


@dataclass(frozen=True, slots=True)
class Against:
    """A figure and what it is to reach, in percent."""

    label: str
    share: Share
    target: Decimal


def targets_chart(figures: Sequence[Against]) -> Drawn | None:
    """The figures that have something to divide, with their targets; None without any."""
    known = [(each, each.share.percent) for each in figures if each.share.percent is not None]
    if not known:
        return None
    gaps = {each.label: exact - each.target for each, exact in known}
    bars = [
        Bar(
            each.label,
            float(exact),
            percent(exact),
            short_of_target=exact < each.target,
            target=float(each.target),
        )
        for each, exact in known
    ]
    text = told((each.label, percent(exact)) for each, exact in known)
    chart = Bars(targets_finding(gaps, language()), text, bars)
    caption = _("Vạch đứng: chỉ tiêu; nhạt màu hơn là chưa đạt.")
    return drawn(lambda frame: bar_chart(chart, frame), caption)
