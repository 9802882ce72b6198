"""XML read as a stream of events: no tree grows, no entity is defined, nothing outside is asked for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol
from xml.parsers import expat

from portal.domain.imports.tables import TableTrouble, UnreadableTable

LONGEST_TAG = 1024 * 1024
MOST_ELEMENTS = 100_000


@dataclass(frozen=True, slots=True)
class Element:
    """The beginning of an element, prefixes left out."""

    tag: str
    attributes: Mapping[str, str]


class Handlers(Protocol):
    """What is done with the events of a stream."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its name has its prefix."""

    def text(self, piece: str) -> None:
        """A piece of text stands there."""

    def end(self, name: str) -> None:
        """An element ends."""


class Stream:
    """A parser of pieces. It refuses document type definitions, with which entities would come, and endless tags."""

    def __init__(self, handlers: Handlers) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.StartElementHandler = handlers.begin
        self._parser.CharacterDataHandler = handlers.text
        self._parser.EndElementHandler = handlers.end
        self._fed = 0

    def feed(self, chunk: bytes) -> None:
        """Parse a piece of the markup; an empty one is the last. Raises UnreadableTable where it is no XML."""
        try:
            self._parser.Parse(chunk, not chunk)
        except (expat.ExpatError, UnicodeDecodeError, LookupError) as error:
            raise UnreadableTable(TableTrouble.DAMAGED) from error
        self._fed += len(chunk)
        # The parser keeps what it has no end of yet: a tag, a comment.
        if self._fed - max(self._parser.CurrentByteIndex, 0) > LONGEST_TAG:
            raise UnreadableTable(TableTrouble.DAMAGED)


def local(name: str) -> str:
    """A name without its prefix: "x:row" and "row" are the same to us."""
    return name.rpartition(":")[2]


class Elements:
    """Gathers the elements of some names, in the order in which they begin."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = wanted
        self.found: list[Element] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Keep an element that is wanted. Raises UnreadableTable when there are more than any workbook has."""
        tag = local(name)
        if tag not in self._wanted:
            return
        if len(self.found) == MOST_ELEMENTS:
            raise UnreadableTable(TableTrouble.TOO_LARGE)
        self.found.append(Element(tag, {local(key): value for key, value in attributes.items()}))

    def text(self, piece: str) -> None:
        """Text is not asked for."""

    def end(self, name: str) -> None:
        """Nothing to be done."""


def _refuse(*_told: object) -> NoReturn:
    raise UnreadableTable(TableTrouble.DAMAGED)
