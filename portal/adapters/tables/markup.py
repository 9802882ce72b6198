"""XML read as a stream of events: no tree grows, no entity is defined, nothing outside is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from xml.parsers import expat

from portal.domain.imports.tables import TableTrouble, UnreadableTable


@dataclass(frozen=True, slots=True)
class Element:
    """The beginning of an element, prefixes left out."""

    tag: str
    attributes: Mapping[str, str]


def stream_parser() -> Any:
    """A parser that refuses document type definitions, with which entities would come. Set handlers and feed it."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def feed(parser: Any, chunk: bytes, is_last: bool) -> None:
    """Hand a piece of the markup to a parser. Raises UnreadableTable where it is no XML."""
    try:
        parser.Parse(chunk, is_last)
    except (expat.ExpatError, UnicodeDecodeError, LookupError) as error:
        raise UnreadableTable(TableTrouble.DAMAGED) from error


def local(name: str) -> str:
    """A name without its prefix: "x:row" and "row" are the same to us."""
    return name.rpartition(":")[2]


def elements(content: bytes) -> Iterator[Element]:
    """The elements of a whole document in the order in which they begin. Raises UnreadableTable."""
    found: list[Element] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        found.append(Element(local(name), {local(key): value for key, value in attributes.items()}))

    parser = stream_parser()
    parser.StartElementHandler = begin
    feed(parser, content, True)
    return iter(found)


def _refuse(*_told: object) -> NoReturn:
    raise UnreadableTable(TableTrouble.DAMAGED)
