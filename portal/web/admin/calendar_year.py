"""A year of the calendar: twelve months at a glance, its official and local days, what can be done with it."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.calendar import SATURDAY, DayKind
from portal.domain.time import local_day
from portal.queries import configuration
from portal.queries.configuration import CalendarRow, reach_of
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import Pick, unit_choices
from portal.web.admin.menu import governs_all
from portal.web.shared.acting import actor, now, session, settings
from portal.web.shared.form import Form
from portal.web.shared.sentences import _, _l

FIRST, LAST = 2000, 2100


class LocalForm(Form):
    """Whose local days the year shows beside the national ones."""

    class Meta:
        """A choice of what to see needs no token."""

        csrf = False

    unit = Pick(_l("Ngày riêng của đơn vị"))


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a month: its tone (work, rest, off, worked), and why if an official row says so."""

    number: int
    tone: str
    words: str
    href: str
    today: bool


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month as a table of weeks; days of other months are None."""

    title: str
    weeks: list[list[DayCell | None]]


@blueprint.get("/calendar")
def calendar() -> ResponseReturnValue:
    """The year we are in."""
    return redirect(url_for("admin.calendar_year", year=local_day(now()).year))


@blueprint.get("/calendar/<int:year>")
def calendar_year(year: int) -> ResponseReturnValue:
    """A year with its official days, and the local ones of one unit."""
    if not FIRST <= year <= LAST:
        raise NotFound
    form = LocalForm(formdata=request.args)
    reach = reach_of(settings(), actor())
    units = [settings().units[each] for each in reach if settings().units[each].stands(local_day(now()))]
    form.unit.choices = unit_choices(units, none=_("(chỉ ngày chung)"))
    unit_id = form.unit.number if form.unit.number in reach else None
    rows = configuration.calendar_rows(session(), year)
    shown = [row for row in rows if row.unit_id is None or row.unit_id == unit_id]
    return render_template(
        "admin/calendar_year.html",
        year=year,
        years=range(max(FIRST, year - 2), min(LAST, year + 2) + 1),
        months=[_month(year, month, shown) for month in range(1, 13)],
        rows=shown,
        form=form,
        unit_id=unit_id,
        confirmed=year in settings().calendar.confirmed_years,
        whole=governs_all(),
        weekdays=(_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN")),
    )


def _month(year: int, month: int, rows: list[CalendarRow]) -> MonthView:
    # A local row stands for the national one of the same day.
    official = {row.on: row for row in sorted(rows, key=lambda row: row.unit_id is not None)}
    weeks = [
        [_cell(day, official.get(day)) if day.month == month else None for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    return MonthView(_("Tháng %(month)s", month=month), weeks)


def _cell(day: date, row: CalendarRow | None) -> DayCell:
    today = day == local_day(now())
    if row is None:
        return DayCell(day.day, "rest" if day.weekday() >= SATURDAY else "work", "", "", today)
    tone = "off" if row.kind is DayKind.OFF else "worked"
    kind = _("nghỉ") if row.kind is DayKind.OFF else _("làm việc")
    may_change = governs_all() if row.unit_id is None else row.unit_id in reach_of(settings(), actor())
    href = url_for("admin.calendar_day", on=day.isoformat(), unit=row.unit_id) if may_change else ""
    return DayCell(day.day, tone, f"{kind}: {row.name}", href, today)
