"""Figures of units and periods, added up in one pass from the months that the worker keeps.

Each figure belongs to one of two bases: cases *received* in a period, which shows how much came in and where it
stands, and cases *due* in a period, by which the promise is judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.clock import Reckoning
from portal.domain.figures import CaseCounts, Satisfaction, Share, percentile
from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.people import Actor
from portal.domain.periods import Period, month_before
from portal.domain.permissions import Permission
from portal.models.bookkeeping import Heartbeat
from portal.models.figure import Basis, FigureMark, MonthlyFigure
from portal.queries.settings import Settings

__all__ = ["Basis", "Figures", "Freshness", "Selection", "UnitFigures", "figures_of", "freshness", "trend"]

QUESTIONS = ("result", "time", "attitude")
TREND_MONTHS = 12
# The round of the worker that counts (portal/jobs/rounds.py).
COUNTING = "count"

_ADDED = tuple(each.name for each in fields(CaseCounts) if each.name not in {"overdue", "due"})
_NUMBERS = tuple(getattr(MonthlyFigure, name) for name in _ADDED)
_KEYS = (MonthlyFigure.basis, MonthlyFigure.unit_id, MonthlyFigure.month, MonthlyFigure.kind)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which figures: of these units' own cases, in this period, as of a day in Việt Nam."""

    unit_ids: frozenset[int]
    period: Period
    today: date


def reach(actor: Actor, settings: Settings, unit_id: int | None = None) -> frozenset[int]:
    """The units whose figures an actor may see: all of them, or those of one unit and below."""
    units = actor.units_for(Permission.SEE_FIGURES)
    return units if unit_id is None else units & settings.units_below(unit_id)


def everywhere(settings: Settings, unit_id: int | None = None) -> frozenset[int]:
    """The units of the public page: all of them, or one unit and those below."""
    return frozenset(settings.units) if unit_id is None else settings.units_below(unit_id)


@dataclass(frozen=True)
class UnitFigures:
    """What is shown of one unit, or of several together, for a period."""

    received: CaseCounts = field(default_factory=CaseCounts)
    due: CaseCounts = field(default_factory=CaseCounts)
    # Answered cases among those due, by office time to the answer in tenths of an hour.
    answer_tenths: Mapping[int, int] = field(default_factory=dict)
    ratings: Mapping[str, Satisfaction] = field(default_factory=dict)

    @property
    def on_time_rate(self) -> Share:
        """Answered in time, after an extension or under a notice, of what fell due by now."""
        return Share(kept(self.due), self.due.due)

    @property
    def response_rate(self) -> Share:
        """Answered at all, of what fell due by now: answered, or open and overdue."""
        return Share(self.due.answered, self.due.due)

    @property
    def publication_rate(self) -> Share:
        """Published, of all answers that were not withheld with a reason."""
        return Share(self.due.published, self._publishable)

    @property
    def published_in_time_rate(self) -> Share:
        """Published before the due date ended, of all answers that were not withheld with a reason."""
        return Share(self.due.published_in_time, self._publishable)

    @property
    def _publishable(self) -> int:
        return self.due.answered - self.due.not_published_with_reason

    @property
    def reopen_rate(self) -> Share:
        """Reopened at least once, of the answered."""
        return Share(self.due.reopened, self.due.answered)

    @property
    def return_rate(self) -> Share:
        """Returned to the coordinator at least once, of the received."""
        return Share(self.received.returned, self.received.received)

    @property
    def median_hours(self) -> float | None:
        """The median time to the answer in working hours, to a tenth of an hour."""
        return self._hours(50)

    @property
    def p90_hours(self) -> float | None:
        """The 90th percentile of the time to the answer in working hours, to a tenth of an hour."""
        return self._hours(90)

    def _hours(self, percent: int) -> float | None:
        tenths = percentile(self.answer_tenths, percent)
        return None if tenths is None else tenths / 10

    def satisfaction(self, question: str) -> Satisfaction:
        """The ratings of one question; empty when there are none."""
        return self.ratings.get(question) or Satisfaction({})


def kept(counts: CaseCounts) -> int:
    """Cases whose promise was kept: in time, in time after an extension, or under a notice."""
    return counts.in_time + counts.in_time_after_extension + counts.kept_by_notice


@dataclass(frozen=True)
class Figures:
    """The figures of a selection, together and by unit; what is counted apart stands apart."""

    total: UnitFigures
    by_unit: Mapping[int, UnitFigures]
    # Suggestions, praise and initiatives received.
    apart: Mapping[Kind, CaseCounts]
    for_reference: int


def figures_of(session: Session, selection: Selection) -> Figures:
    """The figures of a selection: one statement and one pass, whatever the number of cases."""
    columns = (MonthlyFigure.for_reference, *_DETAILS, *_NUMBERS)
    sums: dict[int, _Sum] = {}
    apart: dict[Kind, _Sum] = {}
    for_reference = 0
    for row in session.execute(select(*_KEYS, *columns).where(*_within(selection))):
        if row.basis is Basis.RECEIVED:
            for_reference += row.for_reference
        if row.kind not in COUNTED_APART:
            sums.setdefault(row.unit_id, _Sum(selection.today)).add(row)
        elif row.basis is Basis.RECEIVED:
            apart.setdefault(row.kind, _Sum(selection.today)).add(row)
    return Figures(
        total=_together(sums.values(), selection.today).figures(),
        by_unit={unit_id: each.figures() for unit_id, each in sums.items()},
        apart={kind: each.figures().received for kind, each in apart.items()},
        for_reference=for_reference,
    )


def trend(session: Session, selection: Selection) -> dict[int, UnitFigures]:
    """Counts, without times and ratings, of each of the twelve months that end with the period."""
    first = month_before(selection.period.last, TREND_MONTHS - 1)
    wanted = select(*_KEYS, MonthlyFigure.open_due, *_NUMBERS).where(
        _of_units(selection), MonthlyFigure.month.between(first, selection.period.last)
    )
    sums: dict[int, _Sum] = {}
    for row in session.execute(wanted.order_by(MonthlyFigure.month)):
        if row.kind not in COUNTED_APART:
            sums.setdefault(row.month, _Sum(selection.today)).add(row)
    return {month: each.figures() for month, each in sums.items()}


_DETAILS = (MonthlyFigure.open_due, MonthlyFigure.answer_tenths, MonthlyFigure.ratings)


def _of_units(selection: Selection) -> Any:
    return MonthlyFigure.unit_id.in_(sorted(selection.unit_ids))


def _within(selection: Selection) -> tuple[Any, ...]:
    period = selection.period
    return _of_units(selection), MonthlyFigure.month.between(period.first, period.last)


class _Sum:
    """Months being added up: plain numbers and dictionaries, because a year has a million cases."""

    __slots__ = ("levels", "numbers", "overdue", "tenths", "today")

    def __init__(self, today: date) -> None:
        self.today = today.isoformat()
        self.numbers: dict[Basis, list[int]] = {basis: [0] * len(_ADDED) for basis in Basis}
        self.overdue = dict.fromkeys(Basis, 0)
        self.tenths: dict[str, int] = {}
        self.levels: dict[str, dict[str, int]] = {}

    def add(self, row: Row[Any]) -> None:
        """Add a month of a unit; its numbers are the last columns of the row."""
        numbers = row[-len(_ADDED) :]
        self.numbers[row.basis] = [a + b for a, b in zip(self.numbers[row.basis], numbers, strict=True)]
        # Dates as text sort as dates do.
        self.overdue[row.basis] += sum(n for on, n in row.open_due.items() if on < self.today)
        if row.basis is Basis.DUE and hasattr(row, "ratings"):
            _merge(self.tenths, row.answer_tenths)
            for question, levels in row.ratings.items():
                _merge(self.levels.setdefault(question, {}), levels)

    def take(self, other: "_Sum") -> None:
        """Add what another sum has."""
        for basis in Basis:
            pairs = zip(self.numbers[basis], other.numbers[basis], strict=True)
            self.numbers[basis] = [a + b for a, b in pairs]
            self.overdue[basis] += other.overdue[basis]
        _merge(self.tenths, other.tenths)
        for question, levels in other.levels.items():
            _merge(self.levels.setdefault(question, {}), levels)

    def figures(self) -> UnitFigures:
        """What it came to."""
        levels = {
            question: Satisfaction({int(level): n for level, n in by_level.items()})
            for question, by_level in self.levels.items()
        }
        tenths = {int(key): n for key, n in self.tenths.items()}
        return UnitFigures(self._counts(Basis.RECEIVED), self._counts(Basis.DUE), tenths, levels)

    def _counts(self, basis: Basis) -> CaseCounts:
        values = dict(zip(_ADDED, self.numbers[basis], strict=True))
        overdue = self.overdue[basis]
        answered = CaseCounts(**values).answered
        return CaseCounts(**values, overdue=overdue, due=answered + overdue)


def _together(sums: Iterable[_Sum], today: date) -> _Sum:
    whole = _Sum(today)
    for each in sums:
        whole.take(each)
    return whole


def _merge(into: dict[str, int], more: Mapping[str, int]) -> None:
    for key, n in more.items():
        into[key] = into.get(key, 0) + n


@dataclass(frozen=True, slots=True)
class Freshness:
    """As of when figures are exact, and whether changes since then are still being counted."""

    as_of: datetime
    recounting: bool


def freshness(session: Session, now: datetime) -> Freshness:
    """Exact as of now when no month is marked, else as of the worker's last round: one statement."""
    waiting = exists(select(FigureMark.id)).label("waiting")
    beat = select(func.max(Heartbeat.at)).where(Heartbeat.name == COUNTING).scalar_subquery()
    counted = select(func.max(MonthlyFigure.counted_at)).scalar_subquery()
    row = session.execute(select(waiting, beat.label("beat"), counted.label("counted"))).one()
    if not row.waiting:
        return Freshness(now, False)
    return Freshness(row.beat or row.counted or now, True)


def working_days(hours: float | None, reckoning: Reckoning) -> float | None:
    """Working hours as working days of the office, to one decimal."""
    if hours is None:
        return None
    shifts = reckoning.hours.shifts
    minutes = sum(_minutes(shift.closes) - _minutes(shift.opens) for shift in shifts)
    return round(hours * 60 / minutes, 1)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def ranked(by_unit: Mapping[int, UnitFigures], *, fewest: int) -> Sequence[tuple[int, int]]:
    """Units with enough cases due, as (place, unit), the best on-time rate first; equals share a place."""
    rates = {unit_id: each.on_time_rate for unit_id, each in by_unit.items() if each.due.due >= fewest}
    order = sorted(rates, key=lambda unit_id: (-_exact(rates[unit_id]), -rates[unit_id].whole, unit_id))
    places: list[tuple[int, int]] = []
    for number, unit_id in enumerate(order, 1):
        tied = bool(places) and _exact(rates[places[-1][1]]) == _exact(rates[unit_id])
        places.append((places[-1][0] if tied else number, unit_id))
    return places


def _exact(share: Share) -> float:
    return share.part / share.whole
