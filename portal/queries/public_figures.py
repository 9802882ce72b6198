"""The public figures of every period and unit, added up from the kept months in one pass.

Nine statements, and two more for each year with ballots of surveys.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.measures.measure import Counted
from portal.domain.measures.telling import ALL, Told
from portal.domain.periods import Period, last_day, month_of, period_of
from portal.domain.released_ratings import SPANS, Released, Scope
from portal.domain.surveys.counted import ReleasedSurvey, SurveyCount
from portal.models.bookkeeping import Heartbeat
from portal.models.dossier_figure import DossierFigure
from portal.models.figure import Basis, MonthlyFigure
from portal.queries.dossier_sums import NAMES, DossierSum, Offer, offers
from portal.queries.figure_parts import MAIN
from portal.queries.figure_sums import ADDED, Sum
from portal.queries.figures import REVISION
from portal.queries.released_ratings import released_ratings, with_ballots
from portal.queries.settings import Settings
from portal.queries.surveys.figures import SURVEYS
from portal.queries.surveys.released import released_surveys, years_of_ballots

# The heartbeat whose detail is renewed by every counting of dossiers and every change of a procedure.
DOSSIER_REVISION = "figures of dossiers"

_CASES = (MonthlyFigure.basis, MonthlyFigure.unit_id, MonthlyFigure.month, MonthlyFigure.kind)
_DOSSIERS = (
    DossierFigure.basis,
    DossierFigure.unit_id,
    DossierFigure.month,
    DossierFigure.procedure_id,
    DossierFigure.open_due,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures: as of a day, of one period or of all, of one unit or of all; days of so many minutes."""

    today: date
    day_minutes: int
    period: Period | None = None
    unit_id: int | None = None


@dataclass
class _Kept:
    """What is kept of one unit, or of several together, in a period."""

    today: date
    cases: Sum = field(init=False)
    dossiers: DossierSum = field(init=False)
    apart: defaultdict[Kind, Sum] = field(init=False)
    for_reference: int = 0

    def __post_init__(self) -> None:
        self.cases, self.dossiers = Sum(self.today), DossierSum(self.today)
        self.apart = defaultdict(partial(Sum, self.today))

    def count(self, row: tuple[Any, ...]) -> None:
        """Add a month of a kind."""
        basis, _unit_id, _month, kind, for_reference, open_due, tenths, *numbers = row
        into = self.apart[kind] if kind in COUNTED_APART else self.cases
        into.add(basis, numbers, open_due)
        if kind in MAIN:
            into.detail(tenths, {})
        if basis is Basis.RECEIVED:
            self.for_reference += for_reference

    def take(self, other: "_Kept") -> None:
        """Add what another has."""
        self.cases.take(other.cases)
        self.dossiers.take(other.dossiers)
        for kind, each in other.apart.items():
            self.apart[kind].take(each)
        self.for_reference += other.for_reference


# What is kept of each unit in each period.
_Own = Mapping[Period, Mapping[int, _Kept]]


def public_figures(session: Session, settings: Settings, asked: Asked) -> Iterator[Told]:
    """What is told of all, of each unit with those below it, and of each that has others below it alone.

    Periods in the order of their beginning, the shorter first, then units by code; what has not begun is left out.
    """
    own, surveys = _own_by_period(session, asked), _released(session, settings, asked)
    teller = _Teller(settings, asked, released_ratings(session, settings), surveys, offers(session))
    periods = {*own, *_periods_of_surveys(surveys, asked)}
    for period in sorted(periods, key=lambda each: (each.first, each.last)):
        yield from teller.told(period, own.get(period, {}))


def _released(session: Session, settings: Settings, asked: Asked) -> Sequence[ReleasedSurvey]:
    years = frozenset({asked.period.year}) if asked.period is not None else years_of_ballots(session)
    return released_surveys(session, settings, asked.today, years=years)


def counted_revision(session: Session) -> str:
    """Another one after each counting, each change of procedures and of campaigns; empty before the first."""
    wanted = select(Heartbeat.detail).where(Heartbeat.name.in_([REVISION, DOSSIER_REVISION, SURVEYS]))
    return " ".join(session.scalars(wanted.order_by(Heartbeat.name)))


def _own_by_period(session: Session, asked: Asked) -> _Own:
    own: defaultdict[Period, defaultdict[int, _Kept]] = defaultdict(
        lambda: defaultdict(partial(_Kept, asked.today))
    )
    for row in session.execute(_months(asked)):
        for period in _periods(row.month, asked):
            own[period][row.unit_id].count(tuple(row))
    for basis, unit_id, month, procedure_id, open_due, *numbers in session.execute(_dossier_months(asked)):
        for period in _periods(month, asked):
            own[period][unit_id].dossiers.add((basis, procedure_id), numbers, open_due)
    return own


def _periods(month: int, asked: Asked) -> Iterator[Period]:
    """The periods a month lies in that have begun."""
    for span in SPANS:
        period = period_of(span, month)
        if asked.period in {None, period} and period.first <= month_of(asked.today):
            yield period


def _periods_of_surveys(surveys: Sequence[ReleasedSurvey], asked: Asked) -> Iterator[Period]:
    """The periods in which anything of surveys is told."""
    told = {group.period for each in surveys for group in each.groups.groups if group.period}
    for period in told:
        yield from (each for each in _periods(period.last, asked) if each.first <= period.first)


def _months(asked: Asked) -> Select[*tuple[Any, ...]]:
    details = (MonthlyFigure.for_reference, MonthlyFigure.open_due, MonthlyFigure.answer_tenths)
    wanted = select(*_CASES, *details, *(getattr(MonthlyFigure, name) for name in ADDED))
    if asked.period is not None:
        wanted = wanted.where(MonthlyFigure.month.between(asked.period.first, asked.period.last))
    return wanted


def _dossier_months(asked: Asked) -> Select[*tuple[Any, ...]]:
    wanted = select(*_DOSSIERS, *(getattr(DossierFigure, name) for name in NAMES))
    if asked.period is not None:
        wanted = wanted.where(DossierFigure.month.between(asked.period.first, asked.period.last))
    return wanted


@dataclass(frozen=True)
class _Teller:
    """Tells the figures of a period, unit by unit."""

    settings: Settings
    asked: Asked
    ratings: Released
    surveys: Sequence[ReleasedSurvey]
    offers: Mapping[int, Offer]

    def told(self, period: Period, own: Mapping[int, _Kept]) -> Iterator[Told]:
        """All together first, then each unit."""
        if self.asked.unit_id is None:
            yield from self._told(period, (ALL, Scope.ALL), own, unit_ids=frozenset(self.settings.units))
        by_code = sorted(self.settings.units.values(), key=lambda each: each.code)
        day = min(last_day(period), self.asked.today)
        for unit in by_code:
            if self.asked.unit_id in {None, unit.id}:
                below, alone = self.settings.units_below(unit.id, day), frozenset({unit.id})
                yield from self._told(period, (unit.code, Scope.BELOW), own, unit_ids=below)
                if below != alone:
                    yield from self._told(period, (unit.code, Scope.OWN), own, unit_ids=alone)

    def _told(
        self, period: Period, whose: tuple[str, Scope], own: Mapping[int, _Kept], *, unit_ids: frozenset[int]
    ) -> Iterator[Told]:
        """What is told of some units, if there is anything."""
        surveys = self._surveys(unit_ids, period)
        if unit_ids.isdisjoint(own) and not surveys:
            return
        kept = self._together(own, unit_ids)
        code, scope = whose
        counted = Counted(
            cases=with_ballots(kept.cases.figures(), self.ratings.of(unit_ids, period)),
            apart={kind: each.figures().received for kind, each in kept.apart.items()},
            for_reference=kept.for_reference,
            kept=kept.dossiers.kept,
            received=kept.dossiers.all_received,
            ways=kept.dossiers.ways(self.offers, unit_ids),
            day_minutes=self.asked.day_minutes,
            surveys=surveys,
        )
        yield Told(period, code, scope, counted)

    def _together(self, own: Mapping[int, _Kept], unit_ids: frozenset[int]) -> _Kept:
        kept = _Kept(self.asked.today)
        for unit_id in sorted(unit_ids & own.keys()):
            kept.take(own[unit_id])
        return kept

    def _surveys(self, unit_ids: frozenset[int], period: Period) -> dict[str, SurveyCount]:
        counts = ((each.survey, each.groups.of(unit_ids, period)) for each in self.surveys)
        return {survey.code: SurveyCount(survey, found) for survey, found in counts if found.ballots}
