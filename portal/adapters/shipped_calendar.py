"""The working calendar the portal is shipped with, and the proposals for the years after it."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar
from portal.lazily import Lazily

holidays = Lazily("holidays")

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "vn_calendar.csv"
PROPOSED_YEARS = 10
PROPOSAL = "Dự kiến của phần mềm, chờ thông báo chính thức"
MADE_UP = "Làm việc bù"


def shipped_days() -> list[CalendarDay]:
    """The official days of the confirmed years, in order, each with the notice it comes from."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return [_day(row) for row in csv.DictReader(file)]


def starting_days() -> list[CalendarDay]:
    """What a new installation starts with: the official days, and the proposals for the years after them."""
    return sorted(shipped_calendar().days.values(), key=lambda day: day.on)


def _day(row: dict[str, str]) -> CalendarDay:
    return CalendarDay(date.fromisoformat(row["date"]), DayKind(row["kind"]), row["name_vi"], row["source"])


def proposed_days(year: int) -> list[CalendarDay]:
    """What a year will probably look like, in order: a guess, until the official notice is entered.

    The package does not mark its guesses (which Tết days, which second day of Quốc khánh), so the
    source of every row says that it is one, and the year stays provisional.
    """
    guess = holidays.country_holidays("VN", years=year, language="vi")
    off = [CalendarDay(on, DayKind.OFF, name, PROPOSAL) for on, name in guess.items() if on.year == year]
    swaps = [on for on in guess.weekend_workdays if on.year == year]
    worked = [CalendarDay(on, DayKind.WORKED, MADE_UP, PROPOSAL) for on in swaps]
    return sorted(off + worked, key=lambda day: day.on)


@cache
def shipped_calendar() -> WorkingCalendar:
    """The shipped years, confirmed, followed by ten proposed ones, provisional; read once."""
    official = shipped_days()
    confirmed = {day.on.year for day in official}
    proposed_years = range(max(confirmed) + 1, max(confirmed) + 1 + PROPOSED_YEARS)
    proposed = [day for year in proposed_years for day in proposed_days(year)]
    return WorkingCalendar.of([*proposed, *official], confirmed)
