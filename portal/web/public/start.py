"""The first page: the question, the promise, three doors, and how well the promise is kept."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.domain.periods import Period, Span, period_around
from portal.domain.time import local_day
from portal.ports import SearchFilter
from portal.queries.figures import Selection, UnitFigures, everywhere, figures_of, working_days
from portal.queries.published import newest
from portal.web.public.answer import verdict_view
from portal.web.public.blueprint import blueprint
from portal.web.public.promise import promise
from portal.web.shared.acting import now, session, settings
from portal.web.shared.office import receiving_unit
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large type, with what it is and what it was counted from."""

    value: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How the promise was kept in a month, such as "2026-10"."""

    month: str
    tiles: list[Tile]


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The first page."""
    rows = newest(session(), SearchFilter(), limit=NEWEST).rows
    return render_template(
        "public/start.html",
        promise=promise(),
        kept=kept_promise(),
        answers=[(row, verdict_view(row)) for row in rows],
    )


def kept_promise() -> Kept | None:
    """The last whole month in which anything fell due, else the running one; None when nothing has yet."""
    today = local_day(now())
    running = period_around(Span.MONTH, today)
    for month in (running.moved(-1), running):
        figures = figures_of(session(), Selection(everywhere(settings()), month, today)).total
        if figures.on_time_rate.whole:
            return Kept(month.code, _tiles(figures, month))
    return None


def _tiles(figures: UnitFigures, month: Period) -> list[Tile]:
    rate = figures.on_time_rate
    note = _(
        "tháng %(month)s, %(n)s phản ánh đến hạn",
        month=f"{month.number:02}/{month.year}",
        n=number(rate.whole),
    )
    return [Tile(percent(rate), _("trả lời đúng hạn"), note), *_speed(figures), *_satisfaction(figures)]


def _speed(figures: UnitFigures) -> list[Tile]:
    unit = receiving_unit()
    reckoning = settings().reckoning(unit.id, local_day(now())) if unit else None
    days = working_days(figures.median_hours, reckoning) if reckoning else None
    if days is None:
        return []
    value = _("%(n)s ngày", n=number(days))
    return [Tile(value, _("một nửa được trả lời trong thời gian này"), _("trung vị, ngày làm việc"))]


def _satisfaction(figures: UnitFigures) -> list[Tile]:
    satisfaction = figures.satisfaction("result")
    if satisfaction.share is None:
        return []
    note = _("%(n)s người đã đánh giá", n=number(satisfaction.n))
    return [Tile(percent(satisfaction.share), _("hài lòng với kết quả"), note)]
