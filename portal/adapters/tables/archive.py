"""The packed parts of a workbook, looked over before one of them is read, and its small parts."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from portal.adapters.tables.limits import Limits
from portal.adapters.tables.markup import Element, Elements, Handlers, Stream
from portal.domain.imports.tables import TableTrouble, UnreadableTable

# What `zipfile` raises over broken archives; RuntimeError over encrypted ones, NotImplementedError over strange ones.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
CHUNK = 64 * 1024
_MACROS = re.compile(r"(^|/)(vba(project|data)[^/]*|macrosheets/.*)$", re.IGNORECASE)
_CONTENT_TYPES = "[Content_Types].xml"


@contextmanager
def reading_archive() -> Iterator[None]:
    """Within it, what a broken archive raises becomes UnreadableTable."""
    try:
        yield
    except _BROKEN as error:
        raise UnreadableTable(TableTrouble.DAMAGED) from error


def pieces(part: BinaryIO, handlers: Handlers) -> Iterator[None]:
    """Parse a part piece by piece, pausing after each. Raises UnreadableTable."""
    stream = Stream(handlers)
    chunk = b"-"
    while chunk:
        with reading_archive():
            chunk = part.read(CHUNK)
        stream.feed(chunk)
        yield


class Archive:
    """An archive whose parts are neither too many nor too large, without macros. Raises UnreadableTable."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        with reading_archive():
            self._archive = zipfile.ZipFile(file)
        self._limits = limits
        self._names = {part.filename.lower(): part for part in self._archive.infolist()}
        self._check()

    def _check(self) -> None:
        parts = self._archive.infolist()
        self._check_directory(parts)
        # No more than what the directory promises is ever unpacked: `zipfile` stops there.
        if sum(part.file_size for part in parts) > self._limits.unpacked or any(map(self._is_bomb, parts)):
            raise UnreadableTable(TableTrouble.TOO_LARGE)
        if any(_MACROS.search(part.filename) for part in parts) or self._tells_of_macros():
            raise UnreadableTable(TableTrouble.MACROS)

    def _check_directory(self, parts: list[zipfile.ZipInfo]) -> None:
        if not parts or len(parts) > self._limits.parts:
            raise UnreadableTable(TableTrouble.TOO_LARGE if parts else TableTrouble.EMPTY)
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise UnreadableTable(TableTrouble.PASSWORD)
        if _CONTENT_TYPES.lower() not in self._names:
            raise UnreadableTable(TableTrouble.OTHER_DOCUMENT)
        # Of two parts with one name, one program reads the first and another the second.
        if len(self._names) != len(parts) or not {part.compress_type for part in parts} <= _COMPRESSIONS:
            raise UnreadableTable(TableTrouble.DAMAGED)

    def _is_bomb(self, part: zipfile.ZipInfo) -> bool:
        large = part.file_size > self._limits.large_part
        return large and part.file_size > self._limits.packing * max(part.compress_size, 1)

    def _tells_of_macros(self) -> bool:
        types = (
            each.attributes.get("ContentType", "")
            for each in self.elements(_CONTENT_TYPES, "Default", "Override")
        )
        return any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types)

    def has(self, name: str) -> bool:
        """Whether there is such a part; names differ by more than case."""
        return name.lower() in self._names

    def open(self, name: str) -> BinaryIO:
        """A part as it unpacks. Raises UnreadableTable when it is not there."""
        if not self.has(name):
            raise UnreadableTable(TableTrouble.DAMAGED)
        with reading_archive():
            return cast(BinaryIO, self._archive.open(self._names[name.lower()]))

    def elements(self, name: str, *wanted: str) -> list[Element]:
        """The wanted elements of a small part, in order; of a missing one, none. Raises UnreadableTable."""
        if not self.has(name):
            return []
        if self._names[name.lower()].file_size > self._limits.small_part:
            raise UnreadableTable(TableTrouble.TOO_LARGE)
        elements = Elements(wanted)
        with self.open(name) as part:
            for _ in pieces(part, elements):
                pass
        return elements.found
