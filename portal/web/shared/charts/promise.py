"""How a promise was kept over twelve months, against its target."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.charts.findings import FEWEST_SAID, Promise, promise_finding, target_words
from portal.domain.charts.line import Point, Trend, trend_chart
from portal.domain.figures import Share
from portal.domain.periods import month_label
from portal.domain.wording import sign_of
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn, drawn, told
from portal.web.shared.sentences import _
from portal.web.shared.words import number


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A rate of promises kept in a period, with the months that lead up to its end."""

    # What the rate is called, in both languages, where a sentence begins with it.
    names: tuple[str, str]
    rate: Share
    months: Mapping[int, Share]
    target: Decimal | None
    # The last month of the period, and the running one, of which nobody knows the end.
    last: int
    running: int


def promise_chart(kept: KeptPromise, caption: str) -> Drawn | None:
    """The rates of twelve months as a line; None where there is none."""
    points = [_point(month, share, running=month == kept.running) for month, share in kept.months.items()]
    if not any(share.whole for share in kept.months.values()):
        return None
    text = told((each.label, each.words) for each in points if each.words)
    beside = target_words(kept.target, language())
    trend = Trend(promise_words(kept), text, points, kept.target, beside)
    if any(each.value is not None and (each.weak or each.unfinished) for each in points):
        hollow = _("Vòng rỗng: tháng chưa hết, hoặc có dưới %(n)s việc.", n=FEWEST_SAID)
        caption = f"{caption} {hollow}"
    if trend.floor:
        caption = _("%(caption)s Trục đứng bắt đầu từ %(floor)s%%.", caption=caption, floor=trend.floor)
    return drawn(lambda frame: trend_chart(trend, frame), caption)


def _point(month: int, share: Share, *, running: bool) -> Point:
    if share.percent is None:
        return Point(month_label(month), None, unfinished=running)
    short = round(share.percent, 1)
    words = f"{number(short, 1 if short % 1 else 0)}%"
    weak = share.whole < FEWEST_SAID
    return Point(month_label(month), share.percent, words, unfinished=running, weak=weak)


def promise_words(kept: KeptPromise) -> str:
    """The rate in one sentence, against its target and the months before."""
    whole_months = [share for month, share in kept.months.items() if month < kept.running]
    vietnamese, english = kept.names
    ended = kept.last < kept.running
    promise = Promise(vietnamese, english, kept.rate, kept.target, whole_months, ended=ended)
    return promise_finding(promise, language())


def gap_words(share: Share, target: Decimal | None) -> str:
    """A share beside its target, for the note of a tile; empty without a target."""
    if target is None or share.percent is None:
        return ""
    gap = share.percent - target
    beside, points = target_words(target, language()), f"{sign_of(gap) or '±'}{number(abs(gap), 2)}"
    return _("%(target)s: %(points)s điểm", target=beside[:1].lower() + beside[1:], points=points)
