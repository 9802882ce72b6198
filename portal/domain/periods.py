"""Reporting periods: a month, a quarter, six months or a year, written as 2026-11, 2026-Q4, 2026-H2 or 2026."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2000, 2099
MONTHS_OF_YEAR = 12


class Span(StrEnum):
    """How long a period is (glossary 92)."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}
_SHAPES = {
    Span.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Span.QUARTER: re.compile(r"(\d{4})-Q(\d)"),
    Span.HALF_YEAR: re.compile(r"(\d{4})-H(\d)"),
    Span.YEAR: re.compile(r"(\d{4})()"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months of one year: the `number`-th span of a year, counted from 1."""

    span: Span
    year: int
    number: int = 1

    @property
    def first(self) -> int:
        """The first month, as a number such as 202611."""
        return self.year * 100 + (self.number - 1) * MONTHS[self.span] + 1

    @property
    def last(self) -> int:
        """The last month, as a number such as 202611."""
        return self.first + MONTHS[self.span] - 1

    @property
    def months(self) -> tuple[int, ...]:
        """Every month of the period."""
        return tuple(range(self.first, self.last + 1))

    @property
    def code(self) -> str:
        """The period as addresses have it."""
        shapes = {Span.MONTH: f"-{self.number:02}", Span.QUARTER: f"-Q{self.number}", Span.YEAR: ""}
        return f"{self.year}{shapes.get(self.span, f'-H{self.number}')}"

    def moved(self, steps: int) -> "Period":
        """The period of the same length so many steps later; earlier when negative."""
        each = MONTHS_OF_YEAR // MONTHS[self.span]
        year, number = divmod(self.year * each + self.number - 1 + steps, each)
        return Period(self.span, year, number + 1)


def period_of(span: Span, month: int) -> Period:
    """The period of a length that a month such as 202611 lies in."""
    year, number = divmod(month, 100)
    return Period(span, year, (number - 1) // MONTHS[span] + 1)


def period_around(span: Span, day: date) -> Period:
    """The period of a length that a day lies in."""
    return period_of(span, month_of(day))


def first_day(period: Period) -> date:
    """The day a period begins with."""
    year, month = divmod(period.first, 100)
    return date(year, month, 1)


def last_day(period: Period) -> date:
    """The day with which a period ends."""
    year, month = divmod(period.last, 100)
    return date(year, month, monthrange(year, month)[1])


def month_of(day: date) -> int:
    """The month of a day, as a number such as 202611."""
    return day.year * 100 + day.month


def month_before(month: int, months: int) -> int:
    """The month so many months before another."""
    counted = month // 100 * MONTHS_OF_YEAR + month % 100 - 1 - months
    return counted // MONTHS_OF_YEAR * 100 + counted % MONTHS_OF_YEAR + 1


def month_label(month: int) -> str:
    """A month such as 202611 as people write it: 11/2026."""
    return f"{month % 100}/{month // 100}"


def read_period(code: str) -> Period | None:
    """The period that an address names; None for anything that is none."""
    for span, shape in _SHAPES.items():
        if match := shape.fullmatch(code):
            period = Period(span, int(match[1]), int(match[2] or 1))
            return period if _exists(period) else None
    return None


def _exists(period: Period) -> bool:
    return (
        FIRST_YEAR <= period.year <= LAST_YEAR and 1 <= period.number <= MONTHS_OF_YEAR // MONTHS[period.span]
    )
