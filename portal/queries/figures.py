"""Figures of units and periods, added up from the months that the worker keeps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.clock import Reckoning
from portal.domain.figures import CaseCounts, Satisfaction, Share, percentile
from portal.domain.kinds import COUNTED_APART, Kind
from portal.models.figure import Basis, FigureMark, MonthlyFigure

ADDED = tuple(each.name for each in fields(CaseCounts) if each.name not in ("overdue", "due"))
QUESTIONS = ("result", "time", "attitude")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from the first to the last, as numbers such as 202611."""

    first: int
    last: int

    def months(self) -> list[int]:
        """Every month of the period."""
        found, month = [], self.first
        while month <= self.last:
            found.append(month)
            month = month + 1 if month % 100 < 12 else month + 89
        return found


@dataclass(frozen=True)
class UnitFigures:
    """What is shown of one unit, or of several together, for a period."""

    counts: CaseCounts
    answer_tenths: Mapping[int, int]
    satisfaction: Mapping[str, Satisfaction]
    for_reference: int = 0

    @property
    def response_rate(self) -> Share:
        """Answered by a due date in force, of those due by now: answered, or open and overdue."""
        counts = self.counts
        kept = counts.in_time + counts.in_time_after_extension + counts.kept_by_notice
        return Share(kept, counts.answered + counts.overdue)

    @property
    def publication_rate(self) -> Share:
        """Published answers, of all answers that were not withheld with a reason."""
        return Share(self.counts.published, self.counts.answered - self.counts.not_published_with_reason)

    @property
    def median_hours(self) -> float | None:
        """The median time to the answer in working hours, to a tenth of an hour."""
        tenths = percentile(self.answer_tenths, 50)
        return None if tenths is None else tenths / 10

    @property
    def p90_hours(self) -> float | None:
        """The 90th percentile of the time to the answer in working hours, to a tenth of an hour."""
        tenths = percentile(self.answer_tenths, 90)
        return None if tenths is None else tenths / 10


NOTHING = UnitFigures(CaseCounts(), {}, {name: Satisfaction({}) for name in QUESTIONS})


def monthly(
    session: Session, basis: Basis, unit_ids: Iterable[int], *, period: Period
) -> Sequence[MonthlyFigure]:
    """The kept months of some units: one statement, whatever the number of cases."""
    wanted = select(MonthlyFigure).where(
        MonthlyFigure.basis == basis,
        MonthlyFigure.unit_id.in_(list(unit_ids)),
        MonthlyFigure.month.between(period.first, period.last),
    )
    return session.scalars(wanted).all()


def add_up(rows: Iterable[MonthlyFigure], today: date, *, apart: bool = False) -> UnitFigures:
    """Months added up; suggestions, praise and initiatives only when asked for, as they count apart."""
    counts, tenths, for_reference = CaseCounts(), Counter[int](), 0
    levels: dict[str, Counter[int]] = {name: Counter() for name in QUESTIONS}
    for row in rows:
        for_reference += row.for_reference
        if (row.kind in COUNTED_APART) is not apart:
            continue
        counts += _counts(row, today)
        tenths.update({int(key): n for key, n in row.answer_tenths.items()})
        for name, by_level in row.ratings.items():
            levels[name].update({int(level): n for level, n in by_level.items()})
    satisfaction = {name: Satisfaction(dict(counter)) for name, counter in levels.items()}
    return UnitFigures(counts, tenths, satisfaction, for_reference)


def _counts(row: MonthlyFigure, today: date) -> CaseCounts:
    overdue = sum(n for on, n in row.open_due.items() if date.fromisoformat(on) < today)
    values = {name: getattr(row, name) for name in ADDED}
    answered = row.in_time + row.in_time_after_extension + row.kept_by_notice + row.late
    return CaseCounts(**values, overdue=overdue, due=answered + overdue)


def by_unit(rows: Iterable[MonthlyFigure], today: date) -> dict[int, UnitFigures]:
    """The figures of each unit that has any."""
    grouped: dict[int, list[MonthlyFigure]] = {}
    for row in rows:
        grouped.setdefault(row.unit_id, []).append(row)
    return {unit_id: add_up(months, today) for unit_id, months in grouped.items()}


def by_month(rows: Iterable[MonthlyFigure], today: date) -> dict[int, UnitFigures]:
    """The figures of each month that has any."""
    grouped: dict[int, list[MonthlyFigure]] = {}
    for row in rows:
        grouped.setdefault(row.month, []).append(row)
    return {month: add_up(units, today) for month, units in sorted(grouped.items())}


def by_kind(rows: Iterable[MonthlyFigure]) -> dict[Kind, int]:
    """Cases received, by kind."""
    counted: Counter[Kind] = Counter()
    for row in rows:
        counted[row.kind] += row.received
    return dict(counted)


def counted_at(session: Session) -> datetime | None:
    """When the oldest change not counted yet would matter: None when everything is counted."""
    waiting = session.scalar(select(func.count()).select_from(select(FigureMark.id).limit(1).subquery()))
    return None if not waiting else session.scalar(select(func.max(MonthlyFigure.counted_at)))


def working_days(hours: float | None, reckoning: Reckoning) -> float | None:
    """Working hours as working days of the office, to one decimal."""
    if hours is None:
        return None
    shifts = reckoning.hours.shifts
    minutes = sum(_minutes(shift.closes) - _minutes(shift.opens) for shift in shifts)
    return round(hours * 60 / minutes, 1)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
