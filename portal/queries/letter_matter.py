"""What a letter of apology is about: a dossier of the one-stop office, or a case whose answer is late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.apologies import LetterStatus
from portal.domain.kinds import SenderKind
from portal.domain.late_answers import Apologised, LateFacts
from portal.domain.policies import Leg
from portal.domain.states import STOPPED_STATES, State
from portal.domain.time import local_day
from portal.domain.verdict import Verdict, is_overdue
from portal.models.answer import Answer
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.queries.clocks import deadline_of
from portal.queries.settings import Settings

__all__ = [
    "Case",
    "Dossier",
    "Given",
    "Letter",
    "Matter",
    "Recipient",
    "answer_clock",
    "answered_at",
    "code_of",
    "given_in_round",
    "late_facts",
    "recipient_of",
]

Matter: TypeAlias = Dossier | Case


class Recipient(Protocol):
    """Whom a letter is for, and how they are reached: who filed the dossier, or sent the case."""

    @property
    def kind(self) -> SenderKind: ...
    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def address(self) -> str: ...


def recipient_of(matter: Matter) -> Recipient:
    """Whom a letter about this is for."""
    return matter.sender if isinstance(matter, Case) else matter.applicant


def code_of(matter: Matter) -> str:
    """What people call it by: the code of the dossier, the reference of the case."""
    return matter.reference if isinstance(matter, Case) else matter.code


def answer_clock(session: Session, case: Case, at: datetime | None = None) -> CaseClock | None:
    """The response clock of a case's present round; of the round it was in at a moment."""
    wanted = select(CaseClock).where(CaseClock.case_id == case.id, CaseClock.leg == Leg.ANSWER)
    if at is not None:
        wanted = wanted.where(CaseClock.started_at <= at)
    return session.scalars(wanted.order_by(CaseClock.round.desc()).limit(1)).first()


def answered_at(session: Session, case: Case, round_: int) -> datetime | None:
    """When the answer of a round was issued to the sender; None while there is none."""
    issued = (Answer.case_id == case.id, Answer.status == AnswerStatus.ISSUED, Answer.round == round_)
    return session.scalar(select(Answer.issued_at).where(*issued))


@dataclass(frozen=True, slots=True)
class Given:
    """What a case's sender was given in a round: the moment of the answer, and the letters, oldest first."""

    answered_at: datetime | None = None
    letters: tuple[Apologised, ...] = ()


def late_facts(settings: Settings, case: Case, clock: CaseClock, *, given: Given, now: datetime) -> LateFacts:
    """How the answer stands in the round of a clock, from what is at hand."""
    running = clock.satisfied_at is None and not clock.stopped
    return LateFacts(
        is_late=clock.verdict is Verdict.LATE or (running and is_overdue(deadline_of(settings, clock), now)),
        answered_at=given.answered_at,
        stopped=clock.stopped or case.state in STOPPED_STATES - {State.MERGED},
        is_part=case.parent_id is not None,
        letters=given.letters,
    )


def given_in_round(session: Session, case: Case, clock: CaseClock) -> Given:
    """What the sender was given in the round of a clock. Two statements."""
    issued = select(Letter).where(Letter.case_id == case.id, Letter.status == LetterStatus.ISSUED)
    letters = session.scalars(issued.where(Letter.issued_at >= clock.started_at).order_by(Letter.id))
    told = tuple(Apologised(local_day(each.new_due_at) if each.new_due_at else None) for each in letters)
    return Given(answered_at(session, case, clock.round), told)
