"""What a sealed document says, as the page of the designated person shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.events import EventKind
from portal.domain.sealing import FileFacts, SealedDocument, said

Row = Mapping[str, Any]
# The reason the diversion itself gives for taking a text off the page: nobody said it.
OF_ITSELF = "diverted"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in the course of a case."""

    kind: EventKind
    at: datetime
    words: list[str]


@dataclass(frozen=True, slots=True)
class SealedWords:
    """The words of a case: what was sent and by whom, what was answered and published, what was said meanwhile."""

    case: Row
    sender: Row
    # What was written down before it was corrected.
    records: list[Row]
    answers: list[Row]
    publications: list[Row]
    # What pictures on the page showed, and what was found to be no personal data.
    pictures: list[Row]
    dismissals: list[Row]
    ratings: list[Row]
    slips: list[Row]
    opinions: list[Row]
    history: list[Said]
    files: tuple[FileFacts, ...]


def sealed_words(document: SealedDocument) -> SealedWords:
    """The document in the order in which it is read."""
    return SealedWords(
        case=_first(document, "cases"),
        sender=_first(document, "senders"),
        records=list(document.of("record_versions"))[:-1],
        answers=[row for row in document.of("answers") if row["body"] or row["apology"] or row["remark"]],
        publications=[row for row in document.of("publications") if row["question"] or row["answer"]],
        pictures=list(document.of("public_pictures")),
        dismissals=list(document.of("publication_dismissals")),
        ratings=[row for row in document.of("ratings") if row["comment"]],
        slips=list(document.of("transfer_slips")),
        opinions=list(document.of("opinions")),
        history=list(_history(document)),
        files=document.files,
    )


def _first(document: SealedDocument, table: str) -> Row:
    return next(iter(document.of(table)), {})


def _history(document: SealedDocument) -> Iterator[Said]:
    for row in sorted(document.of("case_events"), key=lambda row: int(row["number"])):
        kind = EventKind(row["kind"])
        if words := [each for each in said(kind, row["facts"]) if each != OF_ITSELF]:
            yield Said(kind, datetime.fromisoformat(row["at"]), words)
