"""The lists of dossiers at the desk: heaps of the work-list, what is to be cleaned up, and the whole register.

Each is one statement that walks an index unit by unit in the order of the list and stops after a page; counts
stop at 1,000.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Session

from portal.domain.apologies import DayRange, Heap, heap_range, is_second
from portal.domain.calendar import WorkingCalendar
from portal.domain.dossiers import DUE_SOON
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.dossier import Dossier
from portal.queries.dossier_rows import DossierRow, dossier_row, dossier_rows
from portal.queries.paging import Condition, cut, is_backwards, past, together

PAGE = 25
# Up to so many units are asked one by one; beyond, all of them together.
MOST_BRANCHES = 24
# With a plus sign before it no index on the column is used: the register of many units is read from its end.
_UNIT_ASIDE: ColumnElement[int] = literal_column("+dossiers.unit_id")


class Shelf(StrEnum):
    """The lists: the heaps of the work-list, what is to be cleaned up or looked at, and everything."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    AGAIN_AHEAD = "again_ahead"
    AGAIN_OVERDUE = "again_overdue"
    SOLVED = "solved"
    SILENT = "silent"
    BREACH = "breach"
    STOPPED = "stopped"
    ALL = "all"


HEAPS = {Shelf(heap.value): heap for heap in Heap}

# The very words of the partial indexes: SQLite looks for them in the statement.
_ONCE = "dossiers.is_open AND dossiers.solved_on IS NULL AND dossiers.reappointments = 0"
_AGAIN = "dossiers.is_open AND dossiers.solved_on IS NULL AND dossiers.reappointments > 0"
WORDS: dict[Shelf, str] = {
    **{shelf: _AGAIN if is_second(heap) else _ONCE for shelf, heap in HEAPS.items()},
    Shelf.SOLVED: "dossiers.is_open AND dossiers.solved_on IS NOT NULL",
    Shelf.SILENT: "dossiers.outcome = 'late' AND dossiers.apologised_at IS NULL",
    Shelf.BREACH: "dossiers.supplement_requests > 1",
    Shelf.STOPPED: "dossiers.stopped_on IS NOT NULL",
}
# By which day a list is ordered before the number, each as its index has it.
_DAY: dict[Shelf, Any] = {
    **dict.fromkeys(HEAPS, Dossier.due_on),
    Shelf.SOLVED: Dossier.solved_on,
    Shelf.SILENT: Dossier.first_due_on,
    Shelf.BREACH: Dossier.first_due_on,
    Shelf.STOPPED: Dossier.stopped_on,
}
# What presses comes first; what is only looked at stands newest first.
_NEWEST_FIRST = frozenset({Shelf.SILENT, Shelf.BREACH, Shelf.STOPPED, Shelf.ALL})


@dataclass(frozen=True, slots=True)
class ShelfPlace:
    """A row of a list, after which (or, going backwards, before which) a page lies; `day` where days order it."""

    id: int
    day: date | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looks at: a list on a day, perhaps of one of their units, and where the page begins."""

    shelf: Shelf
    today: date
    calendar: WorkingCalendar
    ahead: int = DUE_SOON
    unit_ids: frozenset[int] | None = None
    place: ShelfPlace | None = None
    page: int = PAGE

    @property
    def by_day(self) -> bool:
        """Whether the list is ordered by a day."""
        return self.shelf in _DAY

    @property
    def descending(self) -> bool:
        """Whether the last row comes first; going backwards turns every order round."""
        return (self.shelf in _NEWEST_FIRST) is not is_backwards(self.place)


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A page of a list, and where the pages before and after it begin."""

    rows: tuple[DossierRow, ...]
    previous: ShelfPlace | None = None
    next: ShelfPlace | None = None


def dossier_page(session: Session, actor: Actor, looked: Looked) -> DossierPage:
    """One page of what the actor may see of a list."""
    branches = _branches(actor, looked)
    if not branches:
        return DossierPage(())
    picked = _picked(branches, [*conditions(looked), *_beyond(looked)], looked).subquery()
    wanted = dossier_rows().join(picked, picked.c.id == Dossier.id).order_by(*_order(looked))
    rows = [dossier_row(row) for row in session.execute(wanted)]
    return DossierPage(*cut(rows, looked.place, size=looked.page, at=partial(_place, looked)))


def dossiers_to_count(actor: Actor, looked: Looked) -> Select[Any]:
    """The rows of a list, to be counted; see `portal.queries.inbox.counted`."""
    units = Dossier.unit_id.in_(seen_units(actor, looked.unit_ids))
    return select(literal(1)).select_from(Dossier).where(units, *conditions(looked))


def owed_to_count(actor: Actor, soon: date) -> Select[Any]:
    """The dossiers whose first letter is due now: all up to the last day that is due soon."""
    units = Dossier.unit_id.in_(seen_units(actor, None))
    return select(literal(1)).select_from(Dossier).where(units, text(_ONCE), Dossier.due_on <= soon)


def seen_units(actor: Actor, wanted: frozenset[int] | None) -> list[int]:
    """The units asked for, of those whose dossiers the actor may see."""
    units = actor.units_for(Permission.SEE_DOSSIERS)
    return sorted(units if wanted is None else units & wanted)


def conditions(looked: Looked) -> list[Condition]:
    """What every row of a list must meet, in the words of the index that carries it."""
    found: list[Condition] = [text(WORDS[looked.shelf])] if looked.shelf in WORDS else []
    if looked.shelf in HEAPS:
        days = heap_range(HEAPS[looked.shelf], looked.today, looked.calendar, ahead=looked.ahead)
        found += _within(days)
    if _DAY.get(looked.shelf) is Dossier.first_due_on:
        # Says nothing, but leads SQLite to the index of the list: that of all dossiers looks as good to it.
        found.append(Dossier.first_due_on > date.min)
    return found


def _within(days: DayRange) -> Iterable[Condition]:
    if days.first is not None:
        yield Dossier.due_on >= days.first
    if days.last is not None:
        yield Dossier.due_on <= days.last


def _branches(actor: Actor, looked: Looked) -> list[Condition]:
    units = seen_units(actor, looked.unit_ids)
    if len(units) <= MOST_BRANCHES:
        return [Dossier.unit_id == each for each in units]
    aside = looked.shelf is Shelf.ALL
    return [_UNIT_ASIDE.in_(units) if aside else Dossier.unit_id.in_(units)]


def _picked(branches: Sequence[Condition], where: Sequence[Condition], looked: Looked) -> Any:
    """The numbers of the rows of a page, from each branch as many as the page could need."""
    picks = [
        select(Dossier.id, *_days(looked))
        .where(branch, *where)
        .order_by(*_order(looked))
        .limit(looked.page + 1)
        for branch in branches
    ]
    if len(picks) == 1:
        return picks[0]
    union = together(picks).subquery()
    keys = [union.c.day, union.c.id] if looked.by_day else [union.c.id]
    ordered = (key.desc() if looked.descending else key for key in keys)
    return select(union.c.id).order_by(*ordered).limit(looked.page + 1)


def _days(looked: Looked) -> list[Any]:
    return [_DAY[looked.shelf].label("day")] if looked.by_day else []


def _order(looked: Looked) -> list[Any]:
    keys = [*([_DAY[looked.shelf]] if looked.by_day else []), Dossier.id]
    return [key.desc() if looked.descending else key for key in keys]


def _beyond(looked: Looked) -> Iterable[Condition]:
    """The rows on the far side of the place a page starts from."""
    place = looked.place
    if place is None:
        return
    if not looked.by_day:
        yield Dossier.id < place.id if looked.descending else Dossier.id > place.id
        return
    keys, values = (_DAY[looked.shelf], Dossier.id), (place.day or looked.today, place.id)
    yield past(keys, values, descending=looked.descending)


def _place(looked: Looked, row: DossierRow, backwards: bool) -> ShelfPlace:
    day = getattr(row, _DAY[looked.shelf].key) if looked.by_day else None
    return ShelfPlace(row.id, day, backwards)
