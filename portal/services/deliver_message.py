"""Delivering the outbox: claimed, worded, sent, retried with growing pauses; nothing is sent twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.people import SYSTEM
from portal.domain.text import fold
from portal.models.case import Case
from portal.models.letter import DeliveryStatus, Letter
from portal.models.message import CallBack, Message, MessageChannel, MessageStatus
from portal.ports import MailFile, OutgoingMail, Ports, Refused, Unavailable
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.issue_letter import note_message
from portal.services.messages import TOLD_BY_PHONE
from portal.services.surveys.word_invitation import invited_by, recipient_of
from portal.services.transition import record
from portal.services.word_message import Office, Wording, word_message

# A claim that never ended, because its worker died, may be taken again after this long.
LETTER_NAME = "thu-xin-loi"
LEASE = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed message, worded and ready to be carried."""

    message_id: int
    channel: MessageChannel
    recipient: str
    wording: Wording
    language: str
    repeat_key: str
    # The letter that goes with it, by its key in the store.
    file_key: str = ""
    file_name: str = ""


def due_messages(session: Session, now: datetime, limit: int = 50) -> Sequence[int]:
    """The messages to be tried now, oldest first."""
    wanted = select(Message.id).where(Message.check_after <= now).order_by(Message.check_after).limit(limit)
    return session.scalars(wanted).all()


def claim(session: Session, message_id: int, now: datetime) -> Message | None:
    """Take a message for this worker; None when another has it. The caller commits before sending."""
    due_now = update(Message).where(Message.id == message_id, Message.check_after <= now)
    taken = due_now.values(
        status=MessageStatus.SENDING, check_after=now + LEASE, attempts=Message.attempts + 1
    )
    return session.get(Message, message_id, populate_existing=True) if changed_one(session, taken) else None


def pack(act: Act, message: Message, office: Office) -> Parcel:
    """Put a claimed message into words."""
    wording = word_message(act, message, office)
    if message.channel is MessageChannel.SMS:
        wording = Wording("", fold_for_sms(wording.body))
    file_key, file_name = _letter_file(act, message)
    return Parcel(
        message_id=message.id,
        channel=message.channel,
        recipient=_recipient(act, message),
        wording=wording,
        language=message.language,
        repeat_key=f"message-{message.id}-{message.created_at:%Y%m%d%H%M%S}",
        file_key=file_key,
        file_name=file_name,
    )


def _recipient(act: Act, message: Message) -> str:
    """To whom it goes; an invitation to a survey looks its address up. Raises Refused when it goes nowhere."""
    invitation = invited_by(act.session, message)
    if invitation is None:
        return message.recipient
    recipient = recipient_of(act, invitation)
    if not recipient:
        raise Refused("the invitation is used, over or sealed")
    return recipient


def _letter_file(act: Act, message: Message) -> tuple[str, str]:
    """The signed letter that an e-mail brings; a short message brings only the way to it."""
    if message.letter_id is None or message.channel is not MessageChannel.EMAIL:
        return "", ""
    letter = act.session.get_one(Letter, message.letter_id)
    return letter.signed_key or letter.file_key, f"{LETTER_NAME}-{letter.number}-{letter.year}.pdf"


def fold_for_sms(text: str) -> str:
    """Vietnamese accents cut a short message to 70 letters, so they are left out."""
    kept = []
    for char in text:
        folded = fold(char)
        kept.append(folded.upper() if char.isupper() else folded)
    return " ".join("".join(kept).split())


def carry(parcel: Parcel, ports: Ports) -> None:
    """Hand a parcel to the outside. Raises Unavailable or Refused."""
    if parcel.channel is MessageChannel.SMS:
        ports.sms.send(parcel.recipient, parcel.wording.body, parcel.repeat_key)
        return
    ports.mailer.send(
        OutgoingMail(
            recipient=parcel.recipient,
            subject=parcel.wording.subject,
            text=parcel.wording.body,
            message_id=parcel.repeat_key,
            language=parcel.language,
            files=_files(parcel, ports),
        )
    )


def _files(parcel: Parcel, ports: Ports) -> tuple[MailFile, ...]:
    if not parcel.file_key:
        return ()
    with ports.files.open(parcel.file_key) as file:
        return (MailFile(parcel.file_name, "application/pdf", file.read()),)


def note_sent(act: Act, message_id: int) -> None:
    """The outside took it."""
    message = act.session.get(Message, message_id)
    if message is None:  # its case was sealed meanwhile
        return
    message.status, message.sent_at, message.check_after = MessageStatus.SENT, act.now, None
    message.last_error = ""
    # A link that lets somebody in is of no more use here once it has been sent.
    message.facts = {name: value for name, value in message.facts.items() if name != "link"}
    _leave_nothing_sealed(act.session, message)
    if message.letter_id is not None:
        note_message(act, message, status=DeliveryStatus.DONE)


def note_failure(act: Act, message_id: int, error: Unavailable | Refused) -> None:
    """Put a message off, or give it up and make it somebody's task."""
    message = act.session.get(Message, message_id)
    if message is None:
        return
    message.last_error = type(error).__name__
    if isinstance(error, Unavailable) and message.attempts <= len(PAUSES):
        message.status = MessageStatus.QUEUED
        message.check_after = act.now + PAUSES[message.attempts - 1]
        return
    message.status, message.check_after = MessageStatus.FAILED, None
    _leave_nothing_sealed(act.session, message)
    if message.letter_id is not None:
        note_message(act, message, status=DeliveryStatus.FAILED)
    _make_task(act, message)


def _leave_nothing_sealed(session: Session, message: Message) -> None:
    """The neutral reply about a sealed case is out, or given up: to whom it went is sealed as well (rules §7)."""
    if message.case_id and session.scalar(select(Case.sealed).where(Case.id == message.case_id)):
        message.recipient, message.facts, message.last_error = "", {}, ""


def _make_task(act: Act, message: Message) -> None:
    """A failed delivery is a task (call, post), not another verdict (rules §2)."""
    if message.case_id is None or message.account_id is not None:
        return
    case = act.session.get_one(Case, message.case_id)
    if case.sealed:
        return
    record(act, case, EventKind.DELIVERY_FAILED, message_id=message.id, template=message.template)
    if message.template == "answered" or message.template in TOLD_BY_PHONE:
        act.session.add(
            CallBack(
                case_id=case.id,
                unit_id=case.unit_id,
                next_try_on=act.today,
                template=message.template,
                facts=message.facts,
            )
        )


def system_act(session: Session, settings: Settings, now: datetime) -> Act:
    """An act of the system itself, for jobs and commands."""
    return Act(session, SYSTEM, now, settings)
