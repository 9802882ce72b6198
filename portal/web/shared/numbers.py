"""Numbers that come in from outside: none that the database could not hold, so that odd ones lead nowhere."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

# The largest number of a row: what an INTEGER holds on PostgreSQL. A larger one in a statement is an error there.
LARGEST = 2**31 - 1
_DIGITS = len(str(LARGEST))


class BoundedIntegerConverter(IntegerConverter):
    """The `int` of an address; a page that asks for a smaller range says so itself."""

    def __init__(self, url_map: Map, *given: Any, **options: Any) -> None:
        super().__init__(url_map, *given, **{"max": LARGEST, **options})


def install_numbers(app: Flask) -> None:
    """Have every address know it; before the pages are registered."""
    app.url_map.converters["int"] = BoundedIntegerConverter


def whole(typed: str | None) -> int | None:
    """The number of a row as an address or a form says it; None for anything else."""
    if not typed or len(typed) > _DIGITS or not typed.isdecimal():
        return None
    number = int(typed)
    return number if number <= LARGEST else None


def wholes(typed: Iterable[str]) -> list[int]:
    """Those of several that are numbers."""
    return [number for each in typed if (number := whole(each)) is not None]
