"""Periods in words, and the ways from one to another."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, request

from portal.domain.kinds import Kind
from portal.domain.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    Span,
    month_label,
    month_of,
    period_of,
    read_period,
)
from portal.domain.time import local_day
from portal.web.shared.acting import now
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words

QUARTERS = ("I", "II", "III", "IV")
Link = Callable[[Period], str]


@dataclass(frozen=True, slots=True)
class Way:
    """A period to go to; the present one is marked."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chooser:
    """The lengths of period to choose from, and the neighbours of the present one."""

    spans: tuple[Way, ...]
    previous: Way | None
    next: Way | None


def period_words(period: Period) -> str:
    """The period as people say it: "tháng 11/2026", "quý IV/2026", "6 tháng cuối năm 2026", "năm 2026"."""
    if period.span is Span.MONTH:
        return _("tháng %(month)s", month=month_words(period.first))
    if period.span is Span.QUARTER:
        return _("quý %(number)s/%(year)s", number=QUARTERS[period.number - 1], year=period.year)
    if period.span is Span.YEAR:
        return _("năm %(year)s", year=period.year)
    if period.number == 1:
        return _("6 tháng đầu năm %(year)s", year=period.year)
    return _("6 tháng cuối năm %(year)s", year=period.year)


def shown_period(period: Period, kind: Kind | None) -> str:
    """The period in words, with the kind of cases where there is but one."""
    words = period_words(period)
    return _("%(period)s, loại: %(kind)s", period=words, kind=term_words(kind)) if kind else words


def month_words(month: int) -> str:
    """A month such as 202611 as 11/2026."""
    return month_label(month)


def span_words(span: Span) -> str:
    """The name of a length of period (glossary 92)."""
    words = {
        Span.MONTH: _("Tháng"),
        Span.QUARTER: _("Quý"),
        Span.HALF_YEAR: _("6 tháng"),
        Span.YEAR: _("Năm"),
    }
    return words[span]


def asked_period(code: str) -> Period | None:
    """The period an address asks for, if it has begun; None for anything else."""
    period = read_period(code)
    return period if period is not None and period.first <= this_month() else None


def named_period() -> Period | None:
    """The period that this address names; None without one, 404 for what is no period that has begun."""
    typed = request.args.get("period", "")
    return (asked_period(typed) or abort(404)) if typed else None


def this_month() -> int:
    """The running month, such as 202611."""
    return month_of(local_day(now()))


def chooser(period: Period, link: Link) -> Chooser:
    """Where one may go from a period: to other lengths, one back, and one on as far as time has come."""
    latest = min(period.last, this_month())
    spans = tuple(
        Way(span_words(span), link(period_of(span, latest)), current=span is period.span) for span in Span
    )
    return Chooser(spans, _neighbour(period.moved(-1), link), _neighbour(period.moved(1), link))


def _neighbour(period: Period, link: Link) -> Way | None:
    if not FIRST_YEAR <= period.year <= LAST_YEAR or period.first > this_month():
        return None
    words = period_words(period)
    return Way(words[:1].upper() + words[1:], link(period))
