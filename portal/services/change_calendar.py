"""Changing the calendar: first what would move, then the days saved and every open deadline reckoned anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from portal.domain.calendar import CalendarDay, WorkingCalendar
from portal.models.calendar import CalendarRow, CalendarYear
from portal.queries.open_clocks import Stretch
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.configure import Change, note_change, plain, require_reach
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_held_since
from portal.services.recompute_clocks import Moves, find_moves, move_clocks
from portal.services.recompute_dossiers import dossiers_that_move, move_dossiers

# Overdue cases still have notices ahead of them, which count working days after the due date.
NOTICES_AFTER = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class DayChange:
    """What a day shall be: official as the row says, or an ordinary day again when there is none."""

    on: date
    day: CalendarDay | None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Days and years to change together; a year is confirmed or provisional."""

    days: tuple[DayChange, ...] = ()
    years: tuple[tuple[int, bool], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.days or self.years)


def what_would_move(act: Act, changes: Changes) -> Moves:
    """The open deadlines that a change would move; changes nothing. Raises NotPermitted, RuleBroken."""
    real = effective(act.settings, changes)
    _check(act, real)
    if not real:
        return Moves()
    after, stretch = with_changes(act.settings, real), stretch_of(act.settings, real)
    return replace(find_moves(act, after, stretch), dossiers=dossiers_that_move(act, after, stretch))


def change_calendar(act: Act, changes: Changes, *, notice: str) -> Moves:
    """Save the days, reckon every open deadline anew, and tell those concerned because of which notice.

    Changing nothing is no error and moves nothing. Raises NotPermitted, RuleBroken.
    """
    real = effective(act.settings, changes)
    _check(act, real)
    if not real:
        return Moves()
    if not notice.strip():
        raise RuleBroken("notice", "missing")
    after = with_changes(act.settings, real)
    _save(act, real)
    then, stretch = replace(act, settings=after), stretch_of(act.settings, real)
    moves = move_clocks(then, stretch, notice=notice.strip())
    moves = replace(moves, dossiers=move_dossiers(then, stretch, notice=notice.strip()))
    if real.days:
        concerned = stretch_of(after, Changes(real.days))
        mark_held_since(act, min(change.on for change in real.days), concerned.unit_ids)
    _note(act, real, notice=notice.strip(), moves=moves)
    return moves


def proposal(settings: Settings, year: int, propose: Callable[[int], Iterable[CalendarDay]]) -> Changes:
    """What a year will probably look like, as far as the calendar has no row for a day yet."""
    missing = (day for day in propose(year) if settings.calendar.official(day.on) is None)
    return Changes(tuple(DayChange(day.on, day) for day in missing))


def effective(settings: Settings, changes: Changes) -> Changes:
    """What of the changes is not so already, so that the same file twice changes nothing."""
    days = {(change.unit_id, change.on): change for change in changes.days}
    return Changes(
        tuple(change for change in days.values() if day_now(settings, change) != change.day),
        tuple(
            (year, confirmed) for year, confirmed in changes.years if confirmed != _confirmed(settings, year)
        ),
    )


def day_now(settings: Settings, change: DayChange) -> CalendarDay | None:
    """The row that the calendar has now for the day of a change."""
    if change.unit_id is None:
        return settings.calendar.official(change.on)
    return next((day for day in settings.local_days.get(change.unit_id, ()) if day.on == change.on), None)


def _confirmed(settings: Settings, year: int) -> bool:
    return year in settings.calendar.confirmed_years


def with_changes(settings: Settings, changes: Changes) -> Settings:
    """The settings as they would be with the changes; the given ones stay as they are."""
    national = {change.on: change.day for change in changes.days if change.unit_id is None}
    years = dict(changes.years)
    confirmed = {year for year in settings.calendar.confirmed_years if years.get(year, True)}
    calendar = WorkingCalendar(
        _merged(settings.calendar.days, national),
        frozenset(confirmed | {year for year, sure in years.items() if sure}),
    )
    local = dict(settings.local_days)
    for unit_id in {change.unit_id for change in changes.days if change.unit_id is not None}:
        own = {change.on: change.day for change in changes.days if change.unit_id == unit_id}
        local[unit_id] = tuple(_merged({day.on: day for day in local.get(unit_id, ())}, own).values())
    return replace(settings, calendar=calendar, local_days=local, _reckonings={})


def _merged(
    days: Mapping[date, CalendarDay], changed: Mapping[date, CalendarDay | None]
) -> dict[date, CalendarDay]:
    merged: dict[date, CalendarDay | None] = {**days, **changed}
    return {on: day for on, day in merged.items() if day is not None}


def stretch_of(settings: Settings, changes: Changes) -> Stretch:
    """The running clocks that the changes can concern."""
    firsts = [change.on for change in changes.days] + [date(year, 1, 1) for year, _ in changes.years]
    local = [change.unit_id for change in changes.days]
    if changes.years or None in local:
        return Stretch(min(firsts) - NOTICES_AFTER)
    below = (settings.units_below(unit_id) for unit_id in local if unit_id is not None)
    return Stretch(min(firsts) - NOTICES_AFTER, frozenset().union(*below))


def _check(act: Act, changes: Changes) -> None:
    if changes.years:
        require_reach(act, None)
    for change in changes.days:
        require_reach(act, change.unit_id)
        if change.day is None:
            continue
        if not change.day.name.strip():
            raise RuleBroken("name", "missing")
        if not change.day.source.strip():
            raise RuleBroken("source", "missing")


def _save(act: Act, changes: Changes) -> None:
    rows = _rows(act, changes.days)
    for change in changes.days:
        row = rows.get((change.unit_id, change.on))
        if change.day is None:
            act.session.delete(row)
        elif row is None:
            act.session.add(_row(change, change.day))
        else:
            row.kind, row.name, row.source = change.day.kind, change.day.name, change.day.source
    for year in sorted({change.on.year for change in changes.days} | {year for year, _ in changes.years}):
        _save_year(act, year, dict(changes.years).get(year))
    act.session.flush()


def _rows(act: Act, days: Iterable[DayChange]) -> dict[tuple[int | None, date], CalendarRow]:
    wanted = select(CalendarRow).where(CalendarRow.on.in_({change.on for change in days}))
    return {(row.unit_id, row.on): row for row in act.session.scalars(wanted)}


def _row(change: DayChange, day: CalendarDay) -> CalendarRow:
    return CalendarRow(on=change.on, kind=day.kind, name=day.name, source=day.source, unit_id=change.unit_id)


def _save_year(act: Act, year: int, confirmed: bool | None) -> None:
    """A year that gets its first day is provisional until somebody confirms it."""
    row = act.session.get(CalendarYear, year)
    if row is None:
        act.session.add(CalendarYear(year=year, confirmed=bool(confirmed)))
    elif confirmed is not None:
        row.confirmed = confirmed


def _note(act: Act, changes: Changes, *, notice: str, moves: Moves) -> None:
    units = {change.unit_id for change in changes.days}
    unit_id = next(iter(units)) if len(units) == 1 and not changes.years else None
    before: dict[str, Any] = {
        _label(act.settings, each): _plain(day_now(act.settings, each)) for each in changes.days
    }
    after: dict[str, Any] = {_label(act.settings, each): _plain(each.day) for each in changes.days}
    before |= {str(year): not confirmed for year, confirmed in changes.years}
    after |= {str(year): confirmed for year, confirmed in changes.years}
    note_change(
        act,
        Change.CALENDAR_CHANGED,
        notice,
        before=before,
        after={**after, "moved": moves.total + moves.dossiers},
        unit_id=unit_id,
    )


def _label(settings: Settings, change: DayChange) -> str:
    local = f" {settings.units[change.unit_id].code}" if change.unit_id is not None else ""
    return f"{change.on.isoformat()}{local}"


def _plain(day: CalendarDay | None) -> list[str] | None:
    return [plain(day.kind), day.name, day.source] if day else None
