"""Placeholders of canned texts, such as {sender_name}: filled from the case, never guessed."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Placeholder(StrEnum):
    """What a canned text may leave open; the desk fills it in from the case."""

    SENDER_NAME = "sender_name"
    REFERENCE = "reference"
    SUBJECT = "subject"
    CATEGORY = "category"
    AREA = "area"
    UNIT = "unit"
    OFFICER_NAME = "officer_name"
    RECEIVED_ON = "received_on"
    DUE_ON = "due_on"
    HOTLINE = "hotline"


Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its placeholders filled, and the names of those left open because nothing is known."""

    text: str
    left_open: tuple[str, ...] = ()


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names of the placeholders of a text, each once, in order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def unknown_placeholders(text: str, known: Collection[str] = tuple(Placeholder)) -> tuple[str, ...]:
    """Names that no case can fill, or none of those known; a text with one of them is not to be kept."""
    return tuple(name for name in placeholders_in(text) if name not in known)


def fill(text: str, values: Mapping[Name, str]) -> Filled:
    """Put what is known in place of the placeholders; the others stay visible, for the author to write.

    A value that itself looks like a placeholder is not filled again.
    """
    known = {str(name): value for name, value in values.items() if value}

    def value_of(match: re.Match[str]) -> str:
        return known.get(match[1], match[0])

    left_open = tuple(name for name in placeholders_in(text) if name not in known)
    return Filled(_PLACEHOLDER.sub(value_of, text), left_open)
