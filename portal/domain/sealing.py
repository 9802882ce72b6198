"""What a sealed case keeps in the open: the skeleton of its history, and nothing anybody said (rules §7)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from portal.domain.events import EventKind

# Stands where words stood, so that the history can still be replayed.
SEALED_WORDS = "[sealed]"
# Facts that are codes or dates of ours, never typed by anybody.
CODED = frozenset({
    "about",
    "channel",
    "dated",
    "due",
    "due_before",
    "due_latest",
    "ended_at",
    "ends_at",
    "from",
    "from_kind",
    "kind",
    "leg",
    "outcome",
    "procedure",
    "reason_code",
    "refusal",
    "reminder",
    "resolved_on",
    "template",
    "to",
    "until",
    "verdict",
    "way",
})
_CODE = re.compile(r"[a-z0-9_]{1,40}|\d{4}-\d\d-\d\d(T[\d:.+-]+Z?)?")
# To whom it was handed is part of the stub that stays (rules §7).
_STUB = {EventKind.DIVERTED: frozenset({"to"})}


def skeleton(kind: EventKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an event with its words taken out: numbers, codes and dates stay. Twice is once."""
    return {name: value if _may_stay(kind, name, value) else SEALED_WORDS for name, value in facts.items()}


def said(kind: EventKind, facts: Mapping[str, Any]) -> list[str]:
    """The words in the facts of an event: what its skeleton leaves out."""
    return [str(value) for name, value in facts.items() if value and not _may_stay(kind, name, value)]


def _may_stay(kind: EventKind, name: str, value: object) -> bool:
    if value is None or isinstance(value, bool | int):
        return True
    if not isinstance(value, str):
        return False
    if not value or value == SEALED_WORDS or name in _STUB.get(kind, ()):
        return True
    return name in CODED and _CODE.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a sealed file; without an id when the store had lost it before it was sealed."""

    id: int | None
    name: str
    media_type: str
    size: int
    sha256: str
    by_sender: bool


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """Every word of a case: the rows that held them, by table, and what its files were."""

    reference: str
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    files: tuple[FileFacts, ...] = ()

    def dump(self) -> bytes:
        """The document as it is sealed."""
        told = {
            "reference": self.reference,
            "rows": self.rows,
            "files": [asdict(file) for file in self.files],
        }
        return json.dumps(told, ensure_ascii=False, default=_in_words).encode()

    @classmethod
    def load(cls, content: bytes) -> "SealedDocument":
        """The document from what was sealed."""
        told = json.loads(content)
        return cls(told["reference"], told["rows"], tuple(FileFacts(**file) for file in told["files"]))

    def with_late(self, late: "SealedDocument") -> "SealedDocument":
        """This document, and after it what was written too late to be in it."""
        tables = dict.fromkeys((*self.rows, *late.rows))
        rows = {name: [*self.of(name), *late.of(name)] for name in tables}
        return SealedDocument(self.reference, rows, (*self.files, *late.files))

    def of(self, table: str) -> Sequence[Mapping[str, Any]]:
        """The rows of a table; none when the case had none."""
        return self.rows.get(table, ())


def _in_words(value: object) -> str:
    """Dates and moments as JSON cannot write them."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a sealed document")
