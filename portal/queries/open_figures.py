"""The figures as open data: the kept months themselves, from which everybody can add up what we show."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import add
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.figures import FEWEST_BALLOTS, Satisfaction
from portal.domain.kinds import Kind
from portal.domain.periods import Period, Span, period_of
from portal.domain.unit_figures import QUESTIONS
from portal.models.figure import Basis, MonthlyFigure
from portal.queries.figure_parts import KEPT_COUNTS, MAIN
from portal.queries.settings import Settings

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
    """All kept months, or those of a period, the oldest first: one statement."""
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
    for row in session.execute(wanted):
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


class Scope(StrEnum):
    """Whose ballots a row of open data holds."""

    ALL = "all"
    WITH_UNITS_BELOW = "with_units_below"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class OpenBallots:
    """The ballots of a period: how many, and of each question how many were satisfied.

    None below five ballots: whoever answered a single case must not learn how its sender rated.
    """

    period: Period
    scope: Scope
    unit_id: int | None
    ballots: int
    satisfied: tuple[int, ...] | None


Whose = tuple[Scope, int | None]


def open_ballots(session: Session, settings: Settings) -> list[OpenBallots]:
    """The ballots of every period and of every unit that the public page can show: one statement."""
    wanted = select(MonthlyFigure.month, MonthlyFigure.unit_id, MonthlyFigure.ratings).where(
        MonthlyFigure.basis == Basis.DUE, MonthlyFigure.kind.in_(MAIN)
    )
    sums: defaultdict[tuple[Period, Whose], list[int]] = defaultdict(lambda: [0] * (len(QUESTIONS) + 1))
    for month, unit_id, ratings in session.execute(wanted):
        counted = _counted(ratings)
        if not counted[0]:
            continue
        for span in Span:
            for whose in _everybody(settings, unit_id):
                key = (period_of(span, month), whose)
                sums[key] = list(map(add, sums[key], counted))
    return [_row(*key, counted=counted) for key, counted in sorted(sums.items(), key=_order)]


def _counted(ratings: Mapping[str, Mapping[str, int]]) -> list[int]:
    """How many ballots, then the satisfied of each question."""
    found = [
        Satisfaction({int(level): n for level, n in ratings.get(each, {}).items()}) for each in QUESTIONS
    ]
    return [found[0].n, *(each.satisfied for each in found)]


def _everybody(settings: Settings, unit_id: int) -> Iterator[Whose]:
    yield Scope.ALL, None
    yield Scope.OWN, unit_id
    for above in settings.unit_chain(unit_id):
        yield Scope.WITH_UNITS_BELOW, above


def _order(item: tuple[tuple[Period, Whose], list[int]]) -> tuple[int, int, str, int]:
    (period, (scope, unit_id)), _counts = item
    return period.first, period.last, scope, unit_id or 0


def _row(period: Period, whose: Whose, *, counted: list[int]) -> OpenBallots:
    ballots, *satisfied = counted
    enough = ballots >= FEWEST_BALLOTS
    return OpenBallots(period, *whose, ballots, tuple(satisfied) if enough else None)
