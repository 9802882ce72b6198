"""The words of a workbook, kept in a file that is gone once it is closed: there may be millions of them."""

import mmap
import struct
from tempfile import TemporaryFile
from typing import BinaryIO

from portal.adapters.tables.archive import Archive, pieces
from portal.adapters.tables.markup import local
from portal.domain.imports.tables import TableTrouble, UnreadableTable

OFTEN = 4_096
_PLACE = struct.Struct("<Q")


class SharedStrings:
    """Words by their number. A word longer than any cell may be is cut one letter beyond that."""

    def __init__(self, archive: Archive, part: str, longest: int) -> None:
        self._words = TemporaryFile()  # noqa: SIM115 (closed by close)
        self._ends = TemporaryFile()  # noqa: SIM115
        self._count = 0
        # Codes, places and channels come again and again, and come early.
        self._often: dict[int, str] = {}
        try:
            if archive.has(part):
                self._count = _Spill(self._words, self._ends, longest).take(archive, part)
            self._all, self._places = _mapped(self._words), _mapped(self._ends)
        except BaseException:
            self._words.close()
            self._ends.close()
            raise

    def __getitem__(self, number: int) -> str:
        """The words of that number. Raises UnreadableTable when there are none."""
        often = self._often.get(number)
        if often is not None:
            return often
        words = self._read(number)
        if len(self._often) < OFTEN:
            self._often[number] = words
        return words

    def _read(self, number: int) -> str:
        if not 0 <= number < self._count:
            raise UnreadableTable(TableTrouble.DAMAGED)
        at = number * _PLACE.size
        begin = _PLACE.unpack_from(self._places, at - _PLACE.size)[0] if number else 0
        return str(self._all[begin : _PLACE.unpack_from(self._places, at)[0]], "utf-8")

    def close(self) -> None:
        """Give the room on the disk back."""
        for mapped in (self._all, self._places):
            if isinstance(mapped, mmap.mmap):
                mapped.close()
        self._words.close()
        self._ends.close()


def _mapped(file: BinaryIO) -> mmap.mmap | bytes:
    file.flush()
    if not file.tell():
        return b""  # an empty file cannot be mapped
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Spill:
    """Writes words one after the other, and where each ends."""

    def __init__(self, words: BinaryIO, ends: BinaryIO, longest: int) -> None:
        self._words = words
        self._ends = ends
        self._longest = longest
        self._count = self._end = 0
        self._pieces: list[str] = []
        self._length = 0
        self._phonetic = 0
        self._in_text = False

    def take(self, archive: Archive, part: str) -> int:
        """How many there were."""
        with archive.open(part) as file:
            for _ in pieces(file, self):
                pass
        return self._count

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Remember where the words are."""
        tag = local(name)
        if tag == "t":
            self._in_text = not self._phonetic
        elif tag == "rPh":  # how to pronounce the words: not part of them
            self._phonetic += 1

    def text(self, piece: str) -> None:
        """Take a piece of words."""
        if self._in_text and self._length <= self._longest:
            self._pieces.append(piece)
            self._length += len(piece)

    def end(self, name: str) -> None:
        """Write the words down where they are complete."""
        tag = local(name)
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._phonetic -= 1
        elif tag == "si":
            words = "".join(self._pieces)[: self._longest + 1].encode()
            self._words.write(words)
            self._end += len(words)
            self._ends.write(_PLACE.pack(self._end))
            self._count += 1
            self._pieces.clear()
            self._length = 0
