"""Routing rules as a file: JSON in which units, categories and areas go by their codes and names.

    {"rules": [{"unit": "QLNL", "category": "electricity", "area": ["xã Thanh Bình", "ấp Suối Đá"],
                "kind": "feedback", "channel": "hotline", "words": ["mất điện"]}]}

Only the unit must be said; the first rule that matches wins. An area is named from the top downwards. The officer
to whom a rule gives its cases is not part of the file: it is about units.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from portal.domain.kinds import Channel, Kind
from portal.domain.text import nfc

Choice = TypeVar("Choice", bound=StrEnum)
FIELDS = frozenset({"unit", "category", "area", "kind", "channel", "words"})


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule of a file; None and empty mean "whatever"."""

    unit: str
    category: str | None = None
    area: tuple[str, ...] = ()
    kind: Kind | None = None
    channel: Channel | None = None
    words: tuple[str, ...] = ()


class RuleFileError(Exception):
    """A file that cannot be taken: which rule, counted from 1 (0: the file as a whole), and which part of it."""

    def __init__(self, number: int, part: str) -> None:
        super().__init__(f"{number}: {part}")
        self.number = number
        self.part = part


def read_rules(text: str) -> tuple[WrittenRule, ...]:
    """The rules of a file, in order. Raises RuleFileError for the first that makes no sense."""
    try:
        told = json.loads(text)
    except ValueError:
        raise RuleFileError(0, "json") from None
    rules = told.get("rules") if isinstance(told, dict) else None
    if not isinstance(rules, list):
        raise RuleFileError(0, "rules")
    return tuple(_read(number, each) for number, each in enumerate(rules, 1))


def _read(number: int, told: object) -> WrittenRule:
    if not isinstance(told, dict):
        raise RuleFileError(number, "rule")
    strange = sorted(set(told) - FIELDS)
    if strange:
        raise RuleFileError(number, strange[0])
    unit = _text(number, told, "unit")
    if unit is None:
        raise RuleFileError(number, "unit")
    return WrittenRule(
        unit=unit,
        category=_text(number, told, "category"),
        area=_texts(number, told, "area"),
        kind=_choice(number, told, Kind),
        channel=_choice(number, told, Channel),
        words=_texts(number, told, "words"),
    )


def _text(number: int, told: Mapping[str, Any], part: str) -> str | None:
    value = told.get(part)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise RuleFileError(number, part)
    return nfc(value).strip()


def _texts(number: int, told: Mapping[str, Any], part: str) -> tuple[str, ...]:
    values = told.get(part) or []
    if not isinstance(values, list):
        raise RuleFileError(number, part)
    texts = tuple(_text(number, {part: value}, part) or "" for value in values)
    if not all(texts):
        raise RuleFileError(number, part)
    return texts


def _choice(number: int, told: Mapping[str, Any], choices: type[Choice]) -> Choice | None:
    part = choices.__name__.lower()
    value = _text(number, told, part)
    try:
        return None if value is None else choices(value)
    except ValueError:
        raise RuleFileError(number, part) from None


def write_rules(rules: Iterable[WrittenRule]) -> str:
    """The rules as the text of such a file; what a rule leaves open is left out."""
    return json.dumps({"rules": [_written(rule) for rule in rules]}, ensure_ascii=False, indent=2)


def _written(rule: WrittenRule) -> dict[str, Any]:
    given = {
        "unit": rule.unit,
        "category": rule.category,
        "area": list(rule.area),
        "kind": rule.kind.value if rule.kind else None,
        "channel": rule.channel.value if rule.channel else None,
        "words": list(rule.words),
    }
    return {name: value for name, value in given.items() if value}
