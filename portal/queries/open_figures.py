"""The figures as open data: the kept months themselves, from which everybody can add up what we show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.periods import Period
from portal.models.figure import Basis, MonthlyFigure
from portal.queries.figure_parts import KEPT_COUNTS

# Rows held at once: each has a histogram of hundreds of numbers.
PIECE = 200
NUMBERS = tuple(part.value for part in KEPT_COUNTS)


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """A unit's month of one kind, on one basis."""

    basis: Basis
    month: int
    unit_id: int
    kind: Kind
    numbers: Mapping[str, int]
    overdue: int
    for_reference: int
    # Hours to the answer, in tenths: how many answers took so long.
    answer_tenths: Mapping[int, int]


def open_months(session: Session, today: date, period: Period | None = None) -> Iterator[OpenMonth]:
    """All kept months, or those of a period, the oldest first: one statement, read piece by piece."""
    columns = tuple(getattr(MonthlyFigure, name) for name in NUMBERS)
    wanted = select(
        MonthlyFigure.basis,
        MonthlyFigure.month,
        MonthlyFigure.unit_id,
        MonthlyFigure.kind,
        MonthlyFigure.open_due,
        MonthlyFigure.for_reference,
        MonthlyFigure.answer_tenths,
        *columns,
    ).order_by(MonthlyFigure.basis, MonthlyFigure.month, MonthlyFigure.unit_id, MonthlyFigure.kind)
    if period is not None:
        wanted = wanted.where(MonthlyFigure.month.between(period.first, period.last))
    for row in session.execute(wanted.execution_options(yield_per=PIECE)):
        yield _open_month(tuple(row), today.isoformat())


def _open_month(row: Sequence[Any], today: str) -> OpenMonth:
    basis, month, unit_id, kind, open_due, for_reference, tenths, *numbers = row
    return OpenMonth(
        basis,
        month,
        unit_id,
        kind,
        numbers=dict(zip(NUMBERS, numbers, strict=True)),
        overdue=sum(n for on, n in open_due.items() if on < today),
        for_reference=for_reference,
        answer_tenths={int(key): n for key, n in sorted(tenths.items(), key=lambda item: int(item[0]))},
    )
