"""Letters of apology about a case, from what its history says of them: no statement of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from portal.domain.answers import AnswerStatus
from portal.domain.apologies import LetterStatus
from portal.domain.events import EventKind
from portal.domain.late_answers import Apologised
from portal.domain.letter_form import LetterKind
from portal.queries.letter_matter import Given
from portal.web.shared.dossiers import number_words

STATUSES = {
    EventKind.APOLOGY_DRAFTED: LetterStatus.DRAFT,
    EventKind.APOLOGY_SENT_BACK: LetterStatus.DRAFT,
    EventKind.APOLOGY_APPROVED: LetterStatus.APPROVED,
    EventKind.APOLOGY_DISCARDED: LetterStatus.DISCARDED,
    EventKind.APOLOGISED: LetterStatus.ISSUED,
}


class Happened(Protocol):
    """One event of a history."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def at(self) -> datetime: ...
    @property
    def facts(self) -> dict[str, Any]: ...


class Answered(Protocol):
    """An answer of a round."""

    @property
    def round(self) -> int: ...
    @property
    def status(self) -> AnswerStatus: ...
    @property
    def issued_at(self) -> datetime | None: ...


class Round(Protocol):
    """The response clock of a round."""

    @property
    def round(self) -> int: ...
    @property
    def started_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class ToldLetter:
    """A letter as the history tells it; `facts` of the last thing that happened to it."""

    letter_id: int
    status: LetterStatus
    number: str
    at: datetime
    facts: dict[str, Any]

    @property
    def until(self) -> date | None:
        """The day for which it promises the answer."""
        return date.fromisoformat(self.facts["until"]) if self.facts.get("until") else None


def told_letters(events: Iterable[Happened]) -> list[ToldLetter]:
    """Every letter about a case, the latest first, as far as it has come."""
    found: dict[int, ToldLetter] = {}
    for event in events:
        if event.kind in STATUSES and "letter_id" in event.facts:
            letter_id = event.facts["letter_id"]
            number = _number(event) or (found[letter_id].number if letter_id in found else "")
            found[letter_id] = ToldLetter(letter_id, STATUSES[event.kind], number, event.at, event.facts)
    return sorted(found.values(), key=lambda letter: letter.letter_id, reverse=True)


def _number(event: Happened) -> str:
    facts = event.facts
    if not facts.get("number") or not facts.get("unit_id"):
        return ""
    on = date.fromisoformat(facts["dated"]) if facts.get("dated") else event.at
    return number_words(facts["number"], facts["unit_id"], on, kind=LetterKind.CASE)


def given_told(clock: Round, events: Iterable[Happened], answers: Sequence[Answered]) -> Given:
    """What the sender was given in the round of a clock."""
    letters = (each for each in events if each.kind is EventKind.APOLOGISED and each.at >= clock.started_at)
    until = (each.facts.get("until") for each in letters)
    issued = (each.issued_at for each in answers if each.round == clock.round and _is_issued(each))
    return Given(
        next(issued, None), tuple(Apologised(date.fromisoformat(day) if day else None) for day in until)
    )


def _is_issued(answer: Answered) -> bool:
    return answer.status is AnswerStatus.ISSUED
