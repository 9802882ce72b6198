"""What a report covers: which units, from which day to which, compared with what, in which language."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.charts.speech import Speech
from portal.domain.periods import (
    MONTHS_OF_YEAR,
    Period,
    Span,
    last_day,
    month_before,
    month_label,
    month_of,
    period_around,
    read_period,
)
from portal.domain.time import ONE_DAY
from portal.domain.wording import Language

QUARTERS = ("I", "II", "III", "IV")
# A comparison with the period before looks back as far again; longer ones belong to the open data.
LONGEST = timedelta(days=366)


class Chapter(StrEnum):
    """The parts of a report that can be left out."""

    CASES = "cases"
    RATINGS = "ratings"
    SURVEYS = "surveys"
    DOSSIERS = "dossiers"
    QD766 = "qd766"


class ReportStatus(StrEnum):
    """How far a report has come."""

    WAITING = "waiting"
    WORKING = "working"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another in Việt Nam, both included."""

    first: date
    last: date

    @property
    def months(self) -> tuple[int, ...]:
        """The months that lie in it wholly, such as 202611."""
        return tuple(month for month, days in self._by_month() if days == days_of_month(month))

    @property
    def edges(self) -> tuple[tuple[int, "Days"], ...]:
        """The months of which it has some days only, with these days: at most two."""
        return tuple((month, days) for month, days in self._by_month() if days != days_of_month(month))

    def _by_month(self) -> Iterator[tuple[int, "Days"]]:
        month = month_of(self.first)
        while month <= month_of(self.last):
            whole = days_of_month(month)
            yield month, Days(max(whole.first, self.first), min(whole.last, self.last))
            month = month_before(month, -1)

    @property
    def whole(self) -> bool:
        """Whether it consists of whole months."""
        return not self.edges

    @property
    def period(self) -> Period | None:
        """The month, quarter, half-year or year that it is; None for any other days."""
        named = (period_around(span, self.first) for span in Span)
        return next((each for each in named if days_of(each) == self), None)

    @property
    def code(self) -> str:
        """As addresses and file names have it: 2026-Q3, or 2026-01-01_2026-11-19."""
        period = self.period
        return period.code if period else f"{self.first.isoformat()}_{self.last.isoformat()}"


def read_days(code: str) -> Days | None:
    """The days that an address or a command names, whichever way; None for anything that is none."""
    period = read_period(code)
    if period is not None:
        return days_of(period)
    first, _separator, last = code.partition("_")
    try:
        return Days(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None


def days_of_month(month: int) -> Days:
    """All days of a month such as 202611."""
    year, number = divmod(month, 100)
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def days_of(period: Period) -> Days:
    """All days of a period."""
    return Days(days_of_month(period.first).first, last_day(period))


def days_before(days: Days) -> Days:
    """What a period is compared with.

    A month, quarter, half-year or year: the one before. The year so far: the same days of the year before. Whole
    months: as many months before. Any other days: as many days before.
    """
    if period := days.period:
        return days_of(period.moved(-1))
    if _is_year_so_far(days):
        return Days(_year_before(days.first), _year_before(days.last))
    if days.whole:
        back = len(days.months)
        first = days_of_month(month_before(month_of(days.first), back)).first
        return Days(first, days.first - ONE_DAY)
    return Days(days.first - (days.last - days.first) - ONE_DAY, days.first - ONE_DAY)


def _is_year_so_far(days: Days) -> bool:
    return days.first == date(days.last.year, 1, 1)


def _year_before(day: date) -> date:
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def days_words(days: Days, language: Language) -> str:
    """The period as it is spoken of: "tháng 11 năm 2026", "quý III năm 2026", "từ ngày … đến ngày …"."""
    speech, period = Speech(language), days.period
    if period is None:
        first, last = day_text(days.first, language), day_text(days.last, language)
        return speech.say("từ ngày {a} đến ngày {b}", "{a}–{b}", a=first, b=last)
    year = f"{period.year}"
    if period.span is Span.MONTH:
        number, label = f"{period.number}", month_label(period.first)
        return speech.say("tháng {n} năm {year}", "{label}", n=number, year=year, label=label)
    if period.span is Span.QUARTER:
        roman, number = QUARTERS[period.number - 1], f"{period.number}"
        return speech.say("quý {q} năm {year}", "quarter {n} of {year}", q=roman, n=number, year=year)
    if period.span is Span.YEAR:
        return speech.say("năm {year}", "the year {year}", year=year)
    half = ("6 tháng đầu năm {year}", "the first six months of {year}")
    if period.number == MONTHS_OF_YEAR // 6:
        half = ("6 tháng cuối năm {year}", "the last six months of {year}")
    return speech.say(*half, year=year)


def before_words(days: Days, language: Language) -> str:
    """The period a report on these days is compared with: "tháng 10 năm 2026", "cùng kỳ năm 2025"."""
    speech, before = Speech(language), days_before(days)
    if before.period:
        return days_words(before, language)
    if _is_year_so_far(days):
        return speech.say("cùng kỳ năm {y}", "the same days of {y}", y=f"{before.last.year}")
    return speech.say("kỳ {days}", "the days {days}", days=days_words(before, language))


def months_words(days: Days, language: Language) -> str:
    """The whole months within some days: "tháng 1/2026 đến tháng 10/2026"; empty where there are none."""
    if not days.months:
        return ""
    first, last = month_label(days.months[0]), month_label(days.months[-1])
    if first == last:
        return Speech(language).say("tháng {a}", "{a}", a=first)
    return Speech(language).say("tháng {a} đến tháng {b}", "{a} to {b}", a=first, b=last)


def day_text(day: date, language: Language) -> str:
    """A day as both languages write it here: 05/02/2026."""
    del language  # Việt Nam writes the day first in English too
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """What was asked for. `unit_id` is the agency that reports; whole is all units, whatever the tree says.

    To whom it goes and who gets a copy, a line each; without any, as is usual for the agency.
    """

    unit_id: int
    days: Days
    whole: bool = False
    as_now: bool = False
    language: Language = "vi"
    chapters: frozenset[Chapter] = frozenset(Chapter)
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
