"""The lists of the desk: cases sorted by what falls due, paged by key, with counts that stop at 1,000.

Every list is one statement that stays as fast with a million cases as with a thousand: it walks an index in
the order of the list and stops after a page. Where a list spans several units, each unit gives its first rows
and the database merges them; where it spans many, one index over all open cases is walked instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    exists,
    func,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Session

from portal.domain.apologies import UNFINISHED, LetterStatus
from portal.domain.kinds import Channel, Kind
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.states import OPEN_STATES, State
from portal.domain.time import start_of
from portal.models.case import Case
from portal.models.letter import Letter
from portal.queries.case_rows import COLUMNS, LISTED, OPEN, CaseRow, case_row
from portal.queries.paging import Condition, cut, is_backwards, past, together

PAGE = 25
MOST_COUNTED = 1_000
# Up to so many units are asked one by one; beyond, all open cases (or, of the ended, all cases) are walked.
MOST_BRANCHES = 24
# With a plus sign before it no index on the column is used: the order's own index is the better one here.
_UNIT_ASIDE: ColumnElement[int] = literal_column("+cases.unit_id")


class Whose(StrEnum):
    """Whose cases a list holds: those on one's own desk, or all of one's units."""

    MINE = "mine"
    UNIT = "unit"


class Pile(StrEnum):
    """The heaps into which the open cases of a list fall."""

    ALL = "all"
    OVERDUE = "overdue"
    # Overdue, and without a letter of apology whose promise still stands.
    NO_LETTER = "no_letter"
    DUE_TODAY = "due_today"
    AWAITING_APPROVAL = "awaiting_approval"
    WAITING_FOR_SENDER = "waiting_for_sender"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a list; None means "whatever"."""

    pile: Pile = Pile.ALL
    category_ids: frozenset[int] | None = None
    area_ids: frozenset[int] | None = None
    unit_ids: frozenset[int] | None = None
    channel: Channel | None = None
    kind: Kind | None = None
    state: State | None = None
    officer_id: int | None = None
    due_from: date | None = None
    due_to: date | None = None

    @property
    def ended(self) -> bool:
        """Whether cases are asked for that nobody works on any more."""
        return self.state is not None and self.state not in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a list, after which (or, going backwards, before which) a page lies."""

    due_on: date
    id: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the lists."""

    whose: Whose
    filter: Filter = field(default_factory=Filter)
    place: Place | None = None
    page: int = PAGE

    @property
    def descending(self) -> bool:
        """Ended cases stand newest first; going backwards turns every order round."""
        return self.filter.ended is not is_backwards(self.place)


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of a list, and where the pages before and after it begin."""

    rows: tuple[CaseRow, ...]
    previous: Place | None = None
    next: Place | None = None


def case_page(session: Session, actor: Actor, asked: Asked, *, today: date) -> CasePage:
    """One page of what the actor may see of a list: open cases by due date, ended ones newest first."""
    branches = _branches(actor, asked)
    if not branches:
        return CasePage(())
    where = [*_conditions(actor, asked, today), *_beyond(asked)]
    picked = _picked(branches, where, asked).subquery()
    wanted = select(*COLUMNS).join(picked, picked.c.id == Case.id).order_by(*_order(asked))
    rows = [case_row(row) for row in session.execute(wanted.limit(asked.page + 1))]
    return CasePage(*cut(rows, asked.place, size=asked.page, at=_place))


def _picked(branches: Sequence[Condition], where: Sequence[Condition], asked: Asked) -> Any:
    """The numbers of the rows of a page, from each branch as many as the page could need."""
    picks = [
        select(Case.id).where(branch, *where).order_by(*_order(asked)).limit(asked.page + 1)
        for branch in branches
    ]
    return together(picks)


def _branches(actor: Actor, asked: Asked) -> list[Condition]:
    """The parts of a list, each with an index that has its rows in order: people, else units."""
    if asked.whose is Whose.MINE or asked.filter.officer_id is not None:
        return [Case.officer_id == each for each in _officers(actor, asked)]
    units = _units(actor, asked)
    if len(units) <= MOST_BRANCHES:
        return [Case.unit_id == each for each in units]
    return [_UNIT_ASIDE.in_(units)]


def _officers(actor: Actor, asked: Asked) -> list[int]:
    """The people whose cases are asked for."""
    wanted = asked.filter.officer_id
    if asked.whose is Whose.MINE:
        return sorted(actor.work_of if wanted is None else actor.work_of & {wanted})
    return [] if wanted is None else [wanted]


def _units(actor: Actor, asked: Asked) -> list[int]:
    """The units asked for, of those the actor may see."""
    units = actor.units_for(Permission.SEE_CASES)
    return sorted(units if asked.filter.unit_ids is None else units & asked.filter.unit_ids)


def _conditions(actor: Actor, asked: Asked, today: date) -> list[Condition]:
    """What every row must meet, whichever branch it comes from; the branch is what the index is chosen by."""
    listed = LISTED if asked.filter.ended else OPEN
    # Holders come and go: what somebody held in a unit they have left is not theirs to see.
    return [listed, _UNIT_ASIDE.in_(_units(actor, asked)), *_narrowed(asked.filter, today)]


def _narrowed(wanted: Filter, today: date) -> Iterable[Condition]:
    yield from _pile(wanted.pile, today)
    equal: Mapping[Any, Any] = {
        Case.channel: wanted.channel,
        Case.kind: wanted.kind,
        Case.state: wanted.state,
    }
    yield from (column == value for column, value in equal.items() if value is not None)
    among = {Case.category_id: wanted.category_ids, Case.area_id: wanted.area_ids}
    yield from (column.in_(sorted(values)) for column, values in among.items() if values is not None)
    if wanted.due_from is not None:
        yield Case.due_on >= wanted.due_from
    if wanted.due_to is not None:
        yield Case.due_on <= wanted.due_to


def _pile(pile: Pile, today: date) -> Iterable[Condition]:
    if pile in {Pile.OVERDUE, Pile.NO_LETTER, Pile.DUE_TODAY}:
        yield Case.due_on == today if pile is Pile.DUE_TODAY else Case.due_on < today
        # A case to be looked at again was answered; while its leader decides no clock runs.
        yield Case.state != State.REOPEN_REQUESTED
    if pile is Pile.NO_LETTER:
        yield from _without_letter(today)
    if pile is Pile.AWAITING_APPROVAL:
        yield text("cases.answer_status = 'submitted'")
    if pile is Pile.WAITING_FOR_SENDER:
        yield Case.state == State.WAITING_FOR_SENDER
    if pile is Pile.NOT_TAKEN:
        yield Case.state == State.ROUTED


def _without_letter(today: date) -> Iterable[Condition]:
    """Of the sender of a part, and of who left no contact, nobody is owed one."""
    yield Case.parent_id.is_(None)
    yield ~Case.for_reference
    holds = (Letter.status == LetterStatus.ISSUED) & (Letter.new_due_at >= start_of(today))
    yield ~exists().where(Letter.case_id == Case.id, Letter.status.in_(sorted(UNFINISHED)) | holds)


def _order(asked: Asked) -> list[Any]:
    if asked.filter.ended:
        return [Case.id.desc() if asked.descending else Case.id]
    keys = (Case.due_on, Case.id)
    return [key.desc() if asked.descending else key for key in keys]


def _beyond(asked: Asked) -> Iterable[Condition]:
    """The rows on the far side of the place a page starts from."""
    place = asked.place
    if place is None:
        return
    if asked.filter.ended:
        yield Case.id < place.id if asked.descending else Case.id > place.id
        return
    yield past((Case.due_on, Case.id), (place.due_on, place.id), descending=asked.descending)


def _place(row: CaseRow, backwards: bool) -> Place:
    return Place(row.due_on, row.id, backwards)


def pile_counts(actor: Actor, asked: Asked, today: date) -> dict[str, Select[Any]]:
    """What to count for the heaps of a list, with its filter applied; see `counted`."""
    piles = (replace(asked, filter=replace(asked.filter, pile=pile), place=None) for pile in Pile)
    return {each.filter.pile.value: open_cases(actor, each, today=today) for each in piles}


def open_cases(actor: Actor, asked: Asked, *, today: date) -> Select[Any]:
    """The rows of a list, to be counted."""
    by_officer = asked.whose is Whose.MINE or asked.filter.officer_id is not None
    people, units = _officers(actor, asked), _units(actor, asked)
    held = Case.officer_id.in_(people) if by_officer else Case.unit_id.in_(units)
    return select(literal(1)).select_from(Case).where(held, *_conditions(actor, asked, today))


def bounded_count(name: str, wanted: Select[Any]) -> Label[int]:
    """How many rows a statement has, but never beyond 1,001 ("1.000+"): a column for `counted`."""
    rows = wanted.limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(rows).scalar_subquery().label(name)


def counted(session: Session, wanted: Iterable[Label[int]]) -> dict[str, int]:
    """The counts by their names, all in one statement."""
    columns = list(wanted)
    return dict(session.execute(select(*columns)).one()._mapping) if columns else {}
