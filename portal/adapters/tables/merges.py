"""Merged cells of a sheet. They are told after the rows, so the end of the sheet is looked at first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import BinaryIO

from portal.adapters.tables.archive import reading_archive
from portal.adapters.tables.limits import Limits
from portal.domain.imports.tables import TableTrouble, UnreadableTable

CHUNK = 1024 * 1024
LONGEST_TAIL = 4 * 1024 * 1024
_END_OF_ROWS = re.compile(rb"</(?:\w{1,64}:)?sheetData\s{0,8}>")
_CELL = rb"\$?([A-Z]{1,3})\$?(\d{1,7})"
_MERGE = re.compile(
    rb"<(?:\w{1,64}:)?mergeCell\s[^>]{0,200}?ref\s{0,8}=\s{0,8}[\"']" + _CELL + b":" + _CELL + b"[\"']"
)


def column_number(letters: str) -> int:
    """The place of a column, counted from 0: "A" is 0, "AA" is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(frozen=True, slots=True)
class Merge:
    """One block of merged cells; lines count from 1, columns from 0."""

    top: int
    bottom: int
    left: int
    right: int

    def covers(self, line: int, column: int) -> bool:
        """Whether a cell lies under the block's first one, which alone holds a value."""
        inside = self.top <= line <= self.bottom and self.left <= column <= self.right
        return inside and (line, column) != (self.top, self.left)


def read_merges(sheet: BinaryIO, limits: Limits) -> list[Merge]:
    """The merged blocks of a sheet, from the top. Raises UnreadableTable when there are too many."""
    merges = []
    for found in _MERGE.finditer(_tail(sheet)):
        left, top, right, bottom = found.groups()
        merges.append(
            Merge(int(top), int(bottom), column_number(left.decode()), column_number(right.decode()))
        )
        if len(merges) > limits.merges:
            raise UnreadableTable(TableTrouble.MERGED_ALL_OVER, limits.merges)
    return sorted(merges, key=attrgetter("top"))


def _tail(sheet: BinaryIO) -> bytes:
    """What comes after the rows, up to four megabytes."""
    before = b""
    with reading_archive():
        while chunk := sheet.read(CHUNK):
            if found := _END_OF_ROWS.search(before + chunk):
                return (before + chunk)[found.end() :] + sheet.read(LONGEST_TAIL)
            before = chunk[-128:]
    return b""


@dataclass(slots=True)
class Sweep:
    """Finds covered cells of lines that come in rising order."""

    merges: list[Merge]
    limits: Limits
    _next: int = 0
    _open: list[Merge] = field(default_factory=list)

    def covered(self, line: int) -> Iterator[int]:
        """The columns of a line that lie under a merged block, within the columns that are read at all."""
        if not self._open and self._next == len(self.merges):
            return
        while self._next < len(self.merges) and self.merges[self._next].top <= line:
            self._open.append(self.merges[self._next])
            self._next += 1
        self._open = [each for each in self._open if each.bottom >= line]
        # Merged blocks never overlap, so that a line meets no more of them than it has columns.
        if len(self._open) > self.limits.columns:
            raise UnreadableTable(TableTrouble.MERGED_ALL_OVER, line)
        for merge in self._open:
            for column in range(merge.left, min(merge.right, self.limits.columns) + 1):
                if merge.covers(line, column):
                    yield column
