"""The figures of some units and days, added up from kept months and, at the edges, from days counted anew."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.domain.dossier_figures import Kept
from portal.domain.figures import Share
from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.measures.measure import Counted
from portal.domain.periods import month_before, month_of
from portal.domain.reports.spec import Days
from portal.domain.unit_figures import UnitFigures
from portal.models.dossier_figure import DossierFigure
from portal.models.figure import Basis, MonthlyFigure
from portal.queries.dossier_sums import NAMES, DossierSum, Offer, offers
from portal.queries.figure_parts import MAIN
from portal.queries.figure_sums import ADDED, Sum
from portal.queries.figures import TREND_MONTHS
from portal.queries.reports.edges import Edge, counted_days, counted_dossier_days

_MAIN = frozenset(MAIN)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures: of these units' own cases, on these days, as of a day in Việt Nam."""

    unit_ids: frozenset[int]
    days: Days
    today: date
    # For figures by the units of today: each unit that ended, and who answers for it now.
    successors: Mapping[int, int] = field(default_factory=dict)
    day_minutes: int = 0


@dataclass(frozen=True)
class Gathered:
    """What it came to: together, and of each unit alone."""

    counted: Counted
    cases: Mapping[int, UnitFigures]
    kept: Mapping[int, Kept]


def gathered(session: Session, wanted: Wanted) -> Gathered:
    """The figures: three statements, and nine more for each edge at most."""
    sums = _Sums(wanted)
    for row in session.execute(_case_months(wanted)):
        basis, unit_id, kind, for_reference, open_due, tenths, ratings, *numbers = row
        sums.count((basis, unit_id, kind), numbers, open_due)
        sums.detail(unit_id, kind, tenths=tenths, ratings=ratings if wanted.days.whole else {})
        sums.refer(basis, for_reference)
    for row in session.execute(_dossier_months(wanted)):
        basis, unit_id, procedure_id, open_due, *numbers = row
        sums.dossiers[sums.now_of(unit_id)].add((basis, procedure_id), numbers, open_due)
    for month, days in wanted.days.edges:
        _add_edge(session, sums, Edge(wanted.unit_ids, month, days))
    return sums.gathered(offers(session))


def _add_edge(session: Session, sums: "_Sums", edge: Edge) -> None:
    for basis in (Basis.RECEIVED, Basis.DUE):
        for each in counted_days(session, edge, basis):
            sums.count((basis, each.unit_id, each.kind), each.numbers, each.open_due)
            sums.detail(each.unit_id, each.kind, tenths=each.tenths, ratings={})
            sums.refer(basis, each.for_reference)
    for dossiers in counted_dossier_days(session, edge):
        into = sums.dossiers[sums.now_of(dossiers.unit_id)]
        into.add((dossiers.basis, dossiers.procedure_id), dossiers.numbers, dossiers.open_due)


def _case_months(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    keys = (MonthlyFigure.basis, MonthlyFigure.unit_id, MonthlyFigure.kind, MonthlyFigure.for_reference)
    details = (MonthlyFigure.open_due, MonthlyFigure.answer_tenths, MonthlyFigure.ratings)
    numbers = (getattr(MonthlyFigure, name) for name in ADDED)
    return select(*keys, *details, *numbers).where(
        MonthlyFigure.unit_id.in_(sorted(wanted.unit_ids)), MonthlyFigure.month.in_(wanted.days.months)
    )


def _dossier_months(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    keys = (DossierFigure.basis, DossierFigure.unit_id, DossierFigure.procedure_id, DossierFigure.open_due)
    numbers = (getattr(DossierFigure, name) for name in NAMES)
    return select(*keys, *numbers).where(
        DossierFigure.unit_id.in_(sorted(wanted.unit_ids)), DossierFigure.month.in_(wanted.days.months)
    )


class _Sums:
    """The sums while they grow."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted, self.for_reference = wanted, 0
        self.units: defaultdict[int, Sum] = defaultdict(partial(Sum, wanted.today))
        self.apart: defaultdict[Kind, Sum] = defaultdict(partial(Sum, wanted.today))
        self.dossiers: defaultdict[int, DossierSum] = defaultdict(partial(DossierSum, wanted.today))

    def now_of(self, unit_id: int) -> int:
        """For which unit the figures of a unit count."""
        return self._wanted.successors.get(unit_id, unit_id)

    def count(
        self, key: tuple[Basis, int, Kind], numbers: Sequence[int], open_due: Mapping[str, int]
    ) -> None:
        """Add the numbers of a unit and kind."""
        basis, unit_id, kind = key
        into = self.apart[kind] if kind in COUNTED_APART else self.units[self.now_of(unit_id)]
        into.add(basis, numbers, open_due)

    def detail(
        self, unit_id: int, kind: Kind, *, tenths: Mapping[str, int], ratings: Mapping[str, Mapping[str, int]]
    ) -> None:
        """Add times and ratings, which are told of feedback, petitions and questions alone."""
        if kind in _MAIN:
            self.units[self.now_of(unit_id)].detail(tenths, ratings)

    def refer(self, basis: Basis, count: int) -> None:
        """Add information for reference, which has nothing but its receipt."""
        if basis is Basis.RECEIVED:
            self.for_reference += count

    def gathered(self, offers: Mapping[int, Offer]) -> Gathered:
        """What it all came to."""
        total, dossiers = Sum(self._wanted.today), DossierSum(self._wanted.today)
        for each in self.units.values():
            total.take(each)
        for one in self.dossiers.values():
            dossiers.take(one)
        counted = Counted(
            cases=total.figures(),
            apart={kind: each.figures().received for kind, each in sorted(self.apart.items())},
            for_reference=self.for_reference,
            kept=dossiers.kept,
            received=dossiers.all_received,
            ways=dossiers.ways(offers, self._wanted.unit_ids),
            day_minutes=self._wanted.day_minutes,
        )
        cases = {unit_id: each.figures() for unit_id, each in self.units.items()}
        return Gathered(counted, cases, {unit_id: each.kept for unit_id, each in self.dossiers.items()})


def months_on_time(session: Session, wanted: Wanted) -> dict[int, Share]:
    """Answered on time, of what fell due, in each of the twelve months that end with the period: one statement."""
    last = month_of(wanted.days.last)
    months = [month_before(last, back) for back in reversed(range(TREND_MONTHS))]
    sums = {month: Sum(wanted.today) for month in months}
    numbers = (getattr(MonthlyFigure, name) for name in ADDED)
    rows = select(MonthlyFigure.month, MonthlyFigure.open_due, *numbers).where(
        MonthlyFigure.basis == Basis.DUE,
        MonthlyFigure.unit_id.in_(sorted(wanted.unit_ids)),
        MonthlyFigure.month.in_(months),
        MonthlyFigure.kind.in_(MAIN),
    )
    for month, open_due, *counts in session.execute(rows):
        sums[month].add(Basis.DUE, counts, open_due)
    return {month: each.figures().on_time_rate for month, each in sums.items()}


def open_by_due_date(session: Session, wanted: Wanted) -> dict[date, int]:
    """All open cases of the units by due date, whenever they came in: one statement."""
    rows = select(MonthlyFigure.open_due).where(
        MonthlyFigure.basis == Basis.RECEIVED,
        MonthlyFigure.unit_id.in_(sorted(wanted.unit_ids)),
        MonthlyFigure.open > 0,
        MonthlyFigure.kind.in_(MAIN),
    )
    found: dict[str, int] = {}
    for open_due in session.scalars(rows):
        for on, n in open_due.items():
            found[on] = found.get(on, 0) + n
    return {date.fromisoformat(on): n for on, n in sorted(found.items())}
