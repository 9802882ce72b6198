"""How satisfied people were by question, each share with the interval in which the true one lies."""

from collections.abc import Mapping

from portal.domain.charts.bars import Estimate, dot_chart
from portal.domain.charts.findings import satisfaction_finding
from portal.domain.figures import FEWEST_BALLOTS, Satisfaction
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn, drawn, told
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent


def satisfaction_chart(asked: Mapping[str, Satisfaction], caption: str) -> Drawn | None:
    """Questions as dots with their intervals; None while nobody has answered."""
    if not any(each.n for each in asked.values()):
        return None
    estimates = [_estimate(name, each) for name, each in asked.items()]
    title = satisfaction_finding(asked, language())
    text = told((each.label, each.words) for each in estimates)
    return drawn(lambda frame: dot_chart(title, text, estimates, frame=frame), caption)


def _estimate(name: str, satisfaction: Satisfaction) -> Estimate:
    share, interval = satisfaction.share, satisfaction.interval
    if share is None or interval is None:
        few = _("dưới %(n)s phiếu", n=FEWEST_BALLOTS)
        return Estimate(name, None, 0, 0, few)
    words = _("%(percent)s (%(n)s phiếu)", percent=percent(share), n=number(satisfaction.n))
    low, high = interval
    return Estimate(name, share.part * 100 / share.whole, float(low), float(high), words)
