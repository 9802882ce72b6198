"""A calendar as a file of comma-separated rows: date, kind (off or worked), name_vi, source."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from portal.domain.calendar import CalendarDay, DayKind
from portal.domain.text import nfc

COLUMNS = ("date", "kind", "name_vi", "source")
LONGEST = {"name_vi": 200, "source": 300}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file: the line as an editor counts them, the column, and which rule it breaks.

    Codes: "missing", "date", "kind", "long", "twice".
    """

    line: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The good rows of a file, by date, and the problems of the others."""

    days: tuple[CalendarDay, ...]
    problems: tuple[Problem, ...]


def read_calendar_file(text: str) -> CalendarFile:
    """The days of a file; further columns are left aside, and dates may be 2026-11-24 or 24/11/2026."""
    rows = csv.DictReader(StringIO(nfc(text.removeprefix("\ufeff"))), restkey="", skipinitialspace=True)
    absent = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if absent:
        return CalendarFile((), tuple(Problem(1, name, "missing") for name in absent))
    days: dict[date, CalendarDay] = {}
    problems: list[Problem] = []
    for row in rows:
        found = [*_problems(rows.line_num, row, taken=days)]
        problems += found
        if not found:
            day = CalendarDay(_date(row["date"]), DayKind(row["kind"].strip()), *_words(row))
            days[day.on] = day
    return CalendarFile(tuple(sorted(days.values(), key=lambda day: day.on)), tuple(problems))


def _words(row: dict[str, str]) -> tuple[str, str]:
    return row["name_vi"].strip(), row["source"].strip()


def _problems(line: int, row: dict[str, str | None], *, taken: Iterable[date]) -> Iterator[Problem]:
    empty = [name for name in COLUMNS if not (row[name] or "").strip()]
    yield from (Problem(line, name, "missing") for name in empty)
    if "date" not in empty:
        yield from _problems_of_date(line, row["date"] or "", taken=taken)
    if "kind" not in empty and (row["kind"] or "").strip() not in set(DayKind):
        yield Problem(line, "kind", "kind")
    yield from (
        Problem(line, name, "long") for name, most in LONGEST.items() if len((row[name] or "").strip()) > most
    )


def _problems_of_date(line: int, typed: str, *, taken: Iterable[date]) -> Iterator[Problem]:
    try:
        on = _date(typed)
    except ValueError:
        yield Problem(line, "date", "date")
        return
    if on in taken:
        yield Problem(line, "date", "twice")


def _date(typed: str) -> date:
    form = "%d/%m/%Y" if "/" in typed else "%Y-%m-%d"
    # A date has no time zone; only its day is kept.
    return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007
