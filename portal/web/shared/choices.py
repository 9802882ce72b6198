"""What may be chosen from a list: values with the words people see."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from wtforms import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.domain.terms import term
from portal.web.shared.acting import language


def choice(value: object, label: object = None) -> Any:
    """One entry of a list; without a label the value is shown."""
    return SelectChoice(str(value), label)


def terms(kinds: Iterable[StrEnum], *, any_label: str = "") -> list[Any]:
    """Entries for the members of an enumeration, in their official words; first one that means "whatever"."""
    whatever = [choice("", any_label)] if any_label else []
    return whatever + [choice(kind.value, term(kind, language())) for kind in kinds]
