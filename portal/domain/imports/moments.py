"""Dates and moments as people and spreadsheets write them, day before month."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.domain.imports.reasons import Reason, WrongCell
from portal.domain.imports.tables import Cell
from portal.domain.text import fold
from portal.domain.time import VIETNAM, at_time, local_day, start_of

EARLIEST_YEAR = 1990
LATEST_YEAR = 2100
# Day 0 of a spreadsheet's count; it believes in a 29/02/1900, so the count is right from March 1900 on.
SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 (a wall clock)
SERIALS = (32_000.0, 74_000.0)
SECONDS_OF_A_DAY = 86_400


class DateOrder(StrEnum):
    """Which comes first in 03/04/2026. Years that come first are understood in either order."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, in Việt Nam; without `has_time` only its day is known and `at` is its midnight."""

    at: datetime
    has_time: bool

    @property
    def day(self) -> date:
        """Its day."""
        return local_day(self.at)

    def is_before(self, other: "Moment") -> bool:
        """Whether it was earlier: by the minute where both are known so well, else by the day."""
        if self.has_time and other.has_time:
            return self.at < other.at
        return self.day < other.day

    def is_after(self, now: datetime) -> bool:
        """Whether it still lies ahead of an aware moment."""
        return self.at > now


_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?![\d/])")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)")
_TIME = re.compile(
    r"(\d{1,2})(?::| ?h| ?g| ?gio) ?(?:(\d{1,2})(?: ?phut)?(?::(\d{2})(?:\.\d{1,9})?)?)? ?(sa|ch|am|pm)?"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(:\d\d(\.\d{1,9})?)?(z|[+-]\d\d:?\d\d)?")
# What nearly every cell of an exported text looks like: read in one step.
_USUAL = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?)?", re.ASCII)
_IN_WORDS = re.compile(r"\s*\b(?:thang|nam)\b\s*")
_FILLING = re.compile(r"\b(?:ngay|luc|vao)\b|[,;()]")
_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?")


def read_moment(cell: Cell, order: DateOrder = DateOrder.DAY_FIRST) -> Moment:
    """The moment that a cell names. Raises WrongCell.

    Midnight counts as "no time known": programs fill it in where they kept a day alone, and no office is open then.
    """
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, bool) or cell is None:
        raise WrongCell(Reason.NOT_A_DATE)
    if isinstance(cell, int | float):
        return _of_serial(float(cell))
    usual = _USUAL.fullmatch(str(cell))
    if usual and order is DateOrder.DAY_FIRST:
        return _of_usual(usual)
    return _of_text(" ".join(fold(str(cell)).split()), order)


def _of_usual(found: re.Match[str]) -> Moment:
    day, month, year, hour, minute, second = found.groups("0")
    try:
        wall = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))  # noqa: DTZ001
    except ValueError:
        return _of_text(found.string, DateOrder.DAY_FIRST)  # which says what is wrong with it
    return _moment(wall)


def _of_serial(serial: float) -> Moment:
    if not math.isfinite(serial) or not SERIALS[0] <= serial <= SERIALS[1]:
        raise WrongCell(Reason.NOT_A_DATE)
    return _moment(SERIAL_ZERO + timedelta(seconds=round(serial * SECONDS_OF_A_DAY)))


def _of_text(text: str, order: DateOrder) -> Moment:
    if _NUMBER.fullmatch(text):
        return _of_serial(float(text.replace(",", ".")))
    if _ISO.fullmatch(text):
        return _of_iso(text)
    found = _YEAR_FIRST.search(text) or _DAY.search(text)
    if found is None:
        text = _IN_WORDS.sub("/", text)
        found = _DAY.search(text)
    if found is None:
        raise WrongCell(Reason.NOT_A_DATE)
    day = _day(found, order)
    rest = _FILLING.sub(" ", f"{text[: found.start()]} {text[found.end() :]}")
    return _moment(datetime.combine(day, _time(" ".join(rest.split()))))


def _of_iso(text: str) -> Moment:
    try:
        told = datetime.fromisoformat(text.upper())
    except ValueError:
        raise WrongCell(Reason.NO_SUCH_DAY) from None
    try:
        return _moment(told if told.tzinfo is None else told.astimezone(VIETNAM).replace(tzinfo=None))
    except OverflowError:
        raise WrongCell(Reason.FAR_OFF) from None


def _day(found: re.Match[str], order: DateOrder) -> date:
    first, _, second, third = found.groups()
    if len(first) == 4:
        return _existing(int(first), int(second), int(third))
    year = int(third) if len(third) == 4 else 2000 + int(third)
    if order is DateOrder.MONTH_FIRST:
        first, second = second, first
    if int(second) > 12 >= int(first) >= 1:
        # 11/21/2026: written the other way round, so that other dates of the file may be misread too
        raise WrongCell(Reason.MONTH_AND_DAY)
    return _existing(year, int(second), int(first))


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise WrongCell(Reason.NO_SUCH_DAY) from None


def _time(text: str) -> time:
    if not text:
        return time.min
    found = _TIME.fullmatch(text)
    if found is None:
        raise WrongCell(Reason.NOT_A_DATE)
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    half = found.group(4)
    if half in ("ch", "pm") and hour < 12:
        hour += 12
    elif half in ("sa", "am"):
        hour = {12: 0}.get(hour, hour if hour < 12 else 24)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise WrongCell(Reason.NOT_A_DATE) from None


def _moment(wall: datetime) -> Moment:
    if not EARLIEST_YEAR <= wall.year <= LATEST_YEAR:
        raise WrongCell(Reason.FAR_OFF)
    has_time = wall.time() != time.min
    return Moment(at_time(wall.date(), wall.time()) if has_time else start_of(wall.date()), has_time)
