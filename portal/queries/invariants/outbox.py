"""The outbox is consistent, sealed cases are out of reach, and who must be told is told."""

from collections.abc import Iterator

from sqlalchemy import exists, func, or_, select

from portal.domain.answers import PublicationStatus
from portal.domain.kinds import SenderKind
from portal.models.answer import Publication
from portal.models.case import Case, CaseWords, Sender
from portal.models.message import CallBack, Message, MessageStatus
from portal.queries.invariants.check import BATCH, Data, Tally

WAITING = (MessageStatus.QUEUED, MessageStatus.SENDING)


def outbox_is_consistent(data: Data, tally: Tally) -> Iterator[int]:
    """What waits has a moment, what was sent has one of its own, what failed waits for nothing."""
    waiting = Message.status.in_(WAITING)
    wrong = or_(
        waiting & Message.check_after.is_(None),
        ~waiting & Message.check_after.is_not(None),
        (Message.status == MessageStatus.SENT) & Message.sent_at.is_(None),
    )
    for message_id in data.session.scalars(select(Message.id).where(wrong)):
        tally.expect(False, f"message {message_id}", fault="its status and moments disagree")
    tally.checked += data.session.scalar(select(func.count()).select_from(Message)) or 0
    yield tally.checked


def answers_reach_their_senders(data: Data, tally: Tally) -> Iterator[int]:
    """Every answered case of a sender with a contact has its message or its place on the call-back list."""
    told = exists().where(Message.case_id == Case.id, Message.template == "answered")
    called = exists().where(CallBack.case_id == Case.id)
    wanted = (
        select(Case.reference)
        .join(Sender, Sender.case_id == Case.id)
        .where(Case.answered_at.is_not(None), ~Case.for_reference, ~Case.sealed)
        .where(Sender.kind != SenderKind.ANONYMOUS)
        .where(~told, ~called)
    )
    for reference in data.session.scalars(wanted.execution_options(yield_per=BATCH)):
        tally.expect(False, reference, fault="answered, but the sender was neither written to nor called")
    answered = select(func.count()).select_from(Case).where(Case.answered_at.is_not(None))
    tally.checked += data.session.scalar(answered) or 0
    yield tally.checked


def sealed_cases_are_out_of_reach(data: Data, tally: Tally) -> Iterator[int]:
    """A sealed case is neither in the words that staff search nor on the public page."""
    found = select(Case.reference).where(Case.sealed).where(exists().where(CaseWords.case_id == Case.id))
    for reference in data.session.scalars(found):
        tally.expect(False, reference, fault="sealed, but in the search of staff")
    shown = exists().where(Publication.case_id == Case.id, Publication.status == PublicationStatus.PUBLISHED)
    for reference in data.session.scalars(select(Case.reference).where(Case.sealed, shown)):
        tally.expect(False, reference, fault="sealed, but published")
    tally.checked += data.session.scalar(select(func.count()).select_from(Case).where(Case.sealed)) or 0
    yield tally.checked
