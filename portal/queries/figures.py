"""Figures of units and periods, added up in one pass from the months that the worker keeps.

Each figure belongs to one of two bases: cases *received* in a period, which shows how much came in and where it
stands, and cases *due* in a period, by which the promise is judged.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from portal.domain.figures import CaseCounts, Share
from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.people import Actor
from portal.domain.periods import Period, last_day, month_before
from portal.domain.permissions import Permission
from portal.domain.unit_figures import UnitFigures
from portal.models.bookkeeping import Heartbeat
from portal.models.dossier_figure import DossierMark
from portal.models.figure import Basis, FigureMark, HeldFigure, HeldMark, MonthlyFigure
from portal.queries.figure_parts import MAIN
from portal.queries.figure_sums import ADDED, Sum
from portal.queries.settings import Settings

__all__ = [
    "Basis",
    "Figures",
    "Freshness",
    "Selection",
    "Wanted",
    "everywhere",
    "figures_of",
    "freshness",
    "reach",
    "selection_for",
]

TREND_MONTHS = 12
# The round of the worker that counts (portal/jobs/rounds.py).
COUNTING = "count"
# The heartbeat whose detail is renewed by every counting.
REVISION = "figures"

# Where those stand that an on-time rate is made of.
_KEPT = tuple(ADDED.index(each) for each in ("in_time", "in_time_after_extension", "kept_by_notice"))
_LATE = ADDED.index("late")
_NUMBERS = tuple(getattr(MonthlyFigure, name) for name in ADDED)
_KEYS = (MonthlyFigure.basis, MonthlyFigure.unit_id, MonthlyFigure.month, MonthlyFigure.kind)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which figures: of these units' own cases, in this period, as of a day in Việt Nam."""

    unit_ids: frozenset[int]
    period: Period
    today: date
    # For figures by the units of today: each unit that ended, and who answers for it now.
    successors: tuple[tuple[int, int], ...] = ()
    # One kind of cases alone. Ratings and times held are not told by kind: who rated would stand out.
    kind: Kind | None = None

    def own_of(self, unit_id: int) -> "Selection":
        """The same of one unit alone, with what it has taken over where figures go by the units of today."""
        taken = {old for old, new in self.successors if new == unit_id}
        return replace(self, unit_ids=self.unit_ids & ({unit_id} | taken))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page asks for: a unit with those below it, or all; by the units of then, or of today."""

    unit_id: int | None
    period: Period
    today: date
    as_now: bool = False
    kind: Kind | None = None


def selection_for(settings: Settings, within: frozenset[int], wanted: Wanted) -> Selection:
    """The figures a page asks for, of the units that may be seen.

    Then: each case counts for the unit that had it, and a unit has below it what it had at the end of the
    period. Now: what a unit had that ended counts for whoever goes on for it, of a split one the default.
    """
    tree, today = settings.tree, wanted.today
    if not wanted.as_now:
        units = within
        if wanted.unit_id is not None:
            units = within & tree.below(wanted.unit_id, min(last_day(wanted.period), today))
        return Selection(units, wanted.period, today, kind=wanted.kind)
    successors = tuple((each, tree.standing(each, today)) for each in sorted(tree.ended(today) & within))
    units = within
    if wanted.unit_id is not None:
        below = tree.below(tree.standing(wanted.unit_id, today))
        units = within & tree.with_predecessors(below, today)
    return Selection(units, wanted.period, today, successors, wanted.kind)


def reach(actor: Actor, settings: Settings, unit_id: int | None = None) -> frozenset[int]:
    """The units whose figures an actor may see: all of them, or those of one unit and below."""
    units = actor.units_for(Permission.SEE_FIGURES)
    return units if unit_id is None else units & settings.units_below(unit_id)


def everywhere(settings: Settings, unit_id: int | None = None) -> frozenset[int]:
    """The units of the public page: all of them, or one unit and those below."""
    return frozenset(settings.units) if unit_id is None else settings.units_below(unit_id)


@dataclass(frozen=True)
class Figures:
    """The figures of a selection, together and by unit, with the months that lead up to its end."""

    total: UnitFigures
    by_unit: Mapping[int, UnitFigures]
    # Counts, without times and ratings, of each of the twelve months that end with the period.
    by_month: Mapping[int, UnitFigures]
    # Suggestions, praise and initiatives received: counted apart.
    apart: Mapping[Kind, CaseCounts]
    for_reference: int
    # Promises kept, of what fell due, by unit and month of those twelve.
    kept_by_unit_month: Mapping[int, Mapping[int, Share]] = field(default_factory=dict)
    # All open cases of the units by due date, whenever they came in.
    open_due: Mapping[date, int] = field(default_factory=dict)


def figures_of(session: Session, selection: Selection) -> Figures:
    """The figures of a selection: two statements and one pass each, whatever the number of cases."""
    sums = _Sums(selection)
    for row in session.execute(_counts(selection)):
        sums.count(tuple(row))
    for unit_id, tenths, ratings, minutes in session.execute(_details(selection)):
        if minutes is None:
            sums.detail(unit_id, tenths, ratings)
        else:
            sums.hold(unit_id, tenths, minutes)
    return sums.figures()


def _counts(selection: Selection) -> Select[*tuple[Any, ...]]:
    """The numbers of twelve months, in which every period lies that ends with them; and what is open at all."""
    first = month_before(selection.period.last, TREND_MONTHS - 1)
    months = MonthlyFigure.month.between(first, selection.period.last)
    still_open = and_(MonthlyFigure.basis == Basis.RECEIVED, MonthlyFigure.open > 0)
    return select(*_KEYS, MonthlyFigure.for_reference, MonthlyFigure.open_due, *_NUMBERS).where(
        MonthlyFigure.unit_id.in_(sorted(selection.unit_ids)), or_(months, still_open)
    )


def _details(selection: Selection) -> CompoundSelect[*tuple[Any, ...]]:
    """Times and ratings, long and so read only where they are shown; and the time held, which alone has minutes."""
    return union_all(_times_and_ratings(selection), _held(selection))


def _times_and_ratings(selection: Selection) -> Select[*tuple[Any, ...]]:
    period = selection.period
    ratings = MonthlyFigure.ratings if selection.kind is None else literal({}, MonthlyFigure.ratings.type)
    columns = (MonthlyFigure.unit_id, MonthlyFigure.answer_tenths, ratings)
    return select(*columns, null().label("minutes")).where(
        MonthlyFigure.basis == Basis.DUE,
        MonthlyFigure.unit_id.in_(sorted(selection.unit_ids)),
        MonthlyFigure.month.between(period.first, period.last),
        MonthlyFigure.kind.in_(MAIN if selection.kind is None else (selection.kind,)),
    )


def _held(selection: Selection) -> Select[*tuple[Any, ...]]:
    """The time held until the answers of the period."""
    period = selection.period
    return select(HeldFigure.unit_id, HeldFigure.tenths, null(), HeldFigure.minutes).where(
        HeldFigure.unit_id.in_(sorted(selection.unit_ids)),
        HeldFigure.month.between(period.first, period.last),
        true() if selection.kind is None else false(),
    )


class _Sums:
    """The sums of a selection while they grow."""

    def __init__(self, selection: Selection) -> None:
        new = partial(Sum, selection.today)
        self.total, self.for_reference = new(), 0
        self.units: defaultdict[int, Sum] = defaultdict(new)
        self.months: defaultdict[int, Sum] = defaultdict(new)
        self.apart: defaultdict[Kind, Sum] = defaultdict(new)
        self.cells: dict[int, dict[int, Share]] = {}
        self._today = selection.today.isoformat()
        self._kind = selection.kind
        self.open_due: dict[str, int] = {}
        self._first, self._last = selection.period.first, selection.period.last
        self._earliest = month_before(self._last, TREND_MONTHS - 1)
        self._now = dict(selection.successors)

    def detail(
        self, unit_id: int, tenths: Mapping[str, int], ratings: Mapping[str, Mapping[str, int]]
    ) -> None:
        """Put the times and ratings of a unit's month where they belong."""
        self.units[self._now.get(unit_id, unit_id)].detail(tenths, ratings)

    def hold(self, unit_id: int, tenths: Mapping[str, int], minutes: int) -> None:
        """Put the time that a unit held cases where it belongs."""
        self.units[self._now.get(unit_id, unit_id)].hold(tenths, minutes)

    def count(self, row: tuple[Any, ...]) -> None:
        """Put a unit's month of a kind where it belongs."""
        basis, unit_id, month, kind, for_reference, open_due, *numbers = row
        if self._kind not in {None, kind}:
            return
        if basis is Basis.RECEIVED and kind not in COUNTED_APART:
            for due_on, n in open_due.items():
                self.open_due[due_on] = self.open_due.get(due_on, 0) + n
        if not self._earliest <= month <= self._last:
            return
        within = month >= self._first
        if kind not in COUNTED_APART:
            unit_now = self._now.get(unit_id, unit_id)
            self.months[month].add(basis, numbers, open_due)
            if basis is Basis.DUE:
                self._keep_cell(unit_now, month, (numbers, open_due))
            if within:
                self.units[unit_now].add(basis, numbers, open_due)
        elif within:
            self.apart[kind].add(basis, numbers, open_due)
        if within and basis is Basis.RECEIVED:
            self.for_reference += for_reference

    def _keep_cell(self, unit_id: int, month: int, counted: tuple[Sequence[int], Mapping[str, int]]) -> None:
        """Add a unit's month of a kind to the promises it kept; plain sums, for there are many of them."""
        numbers, open_due = counted
        kept = sum(numbers[place] for place in _KEPT)
        overdue = sum(n for on, n in open_due.items() if on < self._today)
        months = self.cells.setdefault(unit_id, {})
        before = months.get(month, Share(0, 0))
        months[month] = Share(before.part + kept, before.whole + kept + numbers[_LATE] + overdue)

    def figures(self) -> Figures:
        """What it all came to."""
        for unit in self.units.values():
            self.total.take(unit)
        return Figures(
            total=self.total.figures(),
            by_unit={unit_id: each.figures() for unit_id, each in self.units.items()},
            by_month={month: each.figures() for month, each in sorted(self.months.items())},
            apart={kind: each.figures().received for kind, each in self.apart.items()},
            for_reference=self.for_reference,
            kept_by_unit_month=self.cells,
            open_due={date.fromisoformat(on): n for on, n in sorted(self.open_due.items())},
        )


@dataclass(frozen=True, slots=True)
class Freshness:
    """As of when figures are exact, and whether changes since then are still being counted.

    The revision is another one after each counting; empty before the first.
    """

    as_of: datetime
    recounting: bool
    revision: str = ""


def freshness(session: Session, now: datetime) -> Freshness:
    """Exact as of now when no case or dossier is marked, else as of the worker's last round: one statement."""
    marks = (FigureMark, HeldMark, DossierMark)
    waiting = or_(*(exists(select(each.id)) for each in marks)).label("waiting")
    beat = select(func.max(Heartbeat.at)).where(Heartbeat.name == COUNTING).scalar_subquery()
    counted = select(func.max(MonthlyFigure.counted_at)).scalar_subquery()
    revision = select(func.max(Heartbeat.detail)).where(Heartbeat.name == REVISION).scalar_subquery()
    row = session.execute(
        select(waiting, func.coalesce(beat, counted).label("counted_at"), revision.label("revision"))
    ).one()
    as_of = (row.counted_at or now) if row.waiting else now
    return Freshness(as_of, bool(row.waiting), row.revision or "")
