"""Issuing letters of apology: by e-mail, SMS, print or post; the new date of a dossier is then its appointment."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.domain.apologies import COVERS, LetterStatus, Timing, Way, has_all_elements, timing
from portal.domain.dossiers import DossierEventKind
from portal.domain.kinds import ReplyBy
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.letter import DeliveryStatus, Letter, LetterDelivery, Signature
from portal.models.message import Message, MessageChannel
from portal.ports import FileStore, ReadyFile
from portal.queries.letter_matter import Matter, recipient_of
from portal.services.act import Act
from portal.services.case_letter import check_still_true
from portal.services.dossier_history import record_dossier, require_dossier
from portal.services.draft_letter import require_status
from portal.services.errors import RuleBroken
from portal.services.letter_matter import note_letter, require_letter

TEMPLATE = "apology"
LONGEST_REMARK = 300
# How the sender of a case wants to be answered, where a letter can go that way.
WISHES = {
    ReplyBy.EMAIL: Way.EMAIL,
    ReplyBy.SMS: Way.SMS,
    ReplyBy.POST: Way.POST,
}


@dataclass(frozen=True, slots=True)
class Proof:
    """That a letter reached whom it is for: a file, the number of a postal item, who took it."""

    remark: str = ""
    file: ReadyFile | None = None


def way_for(matter: Matter) -> Way:
    """The way nearest at hand: as a sender asked, else e-mail, SMS, post, or handed over at the counter."""
    recipient = recipient_of(matter)
    open_ways = {Way.EMAIL: recipient.email, Way.SMS: recipient.phone, Way.POST: recipient.address}
    wished = WISHES.get(matter.reply_by) if isinstance(matter, Case) else None
    order = (*([wished] if wished else []), *open_ways)
    return next((way for way in order if open_ways[way]), Way.PRINT)


def nearest_way(matter: Matter, letter: Letter) -> Way:
    """The way nearest at hand that a letter can take as it is signed: without a signature not by e-mail."""
    way, recipient = way_for(matter), recipient_of(matter)
    if way is not Way.EMAIL or letter.signature is not Signature.NONE:
        return way
    if recipient.phone:
        return Way.SMS
    return Way.POST if recipient.address else Way.PRINT


def issue_letter(act: Act, matter: Matter, letter: Letter, *, way: Way) -> LetterDelivery:
    """Send an approved letter; an issued one is sent once more, by any way. Every try stays on record.

    The first time, the new date replaces the appointment of a dossier; to the sender of a case it is a promise, and
    the response clock runs on untouched. Raises NotPermitted, RuleBroken.
    """
    require_letter(act, Permission.ISSUE_LETTER, matter)
    require_status(letter, LetterStatus.APPROVED, LetterStatus.ISSUED)
    check_way(matter, letter, way)
    if letter.status is LetterStatus.APPROVED:
        check_still_true(act, matter, letter)
        letter.status, letter.issued_at = LetterStatus.ISSUED, act.now
        letter.issued_by_id = act.actor.account_id
        if isinstance(matter, Case):
            _promise(act, matter, letter, way=way)
        else:
            _issue(act, matter, letter, way=way)
    return _deliver(act, matter, letter, way=way)


def check_way(matter: Matter, letter: Letter, way: Way) -> None:
    """Refuse a way the letter cannot take. Raises RuleBroken."""
    recipient = recipient_of(matter)
    needed = {Way.EMAIL: recipient.email, Way.SMS: recipient.phone, Way.POST: recipient.address}
    if way in needed and not needed[way]:
        raise RuleBroken("way", f"no_{way.value}")
    # On paper it is signed with ink when it is printed; what goes out as a file must be signed before.
    if way is Way.EMAIL and letter.signature is Signature.NONE:
        raise RuleBroken("way", "unsigned")


def _promise(act: Act, case: Case, letter: Letter, *, way: Way) -> None:
    """What the sender reads on the page of the case, so that it need not be looked up."""
    facts: dict[str, Any] = {
        "letter_id": letter.id,
        "number": letter.number,
        "unit_id": letter.unit_id,
        "dated": local_day(letter.approved_at).isoformat() if letter.approved_at else None,
        "way": way.value,
        "signed": bool(letter.signed_key),
        "reason": letter.reason_words,
    }
    if letter.new_due_at is not None:
        facts["until"] = local_day(letter.new_due_at).isoformat()
    note_letter(act, case, DossierEventKind.LETTER_ISSUED, **facts)


def _issue(act: Act, dossier: Dossier, letter: Letter, *, way: Way) -> None:
    letter.timing = timing(act.now, dossier.first_due_on, dossier.returned_at)
    if dossier.apologised_at is None:
        dossier.apologised_at = act.now
    if letter.timing in COVERS and has_all_elements(letter.reason_words, letter.new_due_at):
        dossier.letter_complete = True
    record_dossier(
        act,
        dossier,
        DossierEventKind.LETTER_ISSUED,
        letter_id=letter.id,
        number=letter.number,
        year=letter.year,
        way=way.value,
        timing=letter.timing.value,
    )
    if letter.new_due_at is not None and letter.timing is not Timing.AFTER_RETURN:
        _move_appointment(act, dossier, letter)


def _move_appointment(act: Act, dossier: Dossier, letter: Letter) -> None:
    assert letter.new_due_at is not None
    before = dossier.due_on
    dossier.due_at, dossier.due_on = letter.new_due_at, local_day(letter.new_due_at)
    dossier.reappointments += 1
    record_dossier(
        act,
        dossier,
        DossierEventKind.APPOINTMENT_MOVED,
        **{"from": before.isoformat(), "to": letter.new_due_at.isoformat(), "letter_id": letter.id},
    )


def _deliver(act: Act, matter: Matter, letter: Letter, *, way: Way) -> LetterDelivery:
    delivery = LetterDelivery(letter_id=letter.id, way=way, at=act.now, by_id=act.actor.account_id)
    act.session.add(delivery)
    if way in (Way.EMAIL, Way.SMS):
        message = _message(act, matter, letter, way=way)
        act.session.add(message)
        act.session.flush()
        delivery.message_id = message.id
    act.session.flush()
    return delivery


def template_of(letter: Letter) -> str:
    """The template of the message that brings a letter."""
    about = "late_answer_apology" if letter.case_id is not None else TEMPLATE
    return f"{about}_only" if letter.apology_only else about


def message_about(matter: Matter, letter: Letter, way: Way) -> Message:
    """The message that brings a letter, not yet on its way; to the sender of a case in their language."""
    recipient, by_mail = recipient_of(matter), way is Way.EMAIL
    case = matter if isinstance(matter, Case) else None
    return Message(
        channel=MessageChannel.EMAIL if by_mail else MessageChannel.SMS,
        template=template_of(letter),
        recipient=recipient.email if by_mail else recipient.phone,
        letter_id=letter.id,
        case_id=case.id if case else None,
        language=case.sender.language if case else "vi",
        facts={},
    )


def _message(act: Act, matter: Matter, letter: Letter, *, way: Way) -> Message:
    message = message_about(matter, letter, way)
    message.created_at = message.check_after = act.now
    return message


def note_try(act: Act, message: Message) -> None:
    """Every try to deliver a letter stays on record: also that its message was sent once more."""
    if message.letter_id is None:
        return
    way = Way.EMAIL if message.channel is MessageChannel.EMAIL else Way.SMS
    act.session.add(
        LetterDelivery(
            letter_id=message.letter_id,
            way=way,
            at=act.now,
            by_id=act.actor.account_id,
            message_id=message.id,
        )
    )
    act.session.flush()


def record_proof(
    act: Act, matter: Matter, delivery: LetterDelivery, *, proof: Proof, files: FileStore
) -> None:
    """Note that a letter handed over or posted has arrived. Raises NotPermitted, RuleBroken."""
    require_letter(act, Permission.ISSUE_LETTER, matter)
    if delivery.way in (Way.EMAIL, Way.SMS):
        raise RuleBroken("way", "by_message")
    if not proof.remark.strip() and proof.file is None:
        raise RuleBroken("remark", "missing")
    if len(proof.remark) > LONGEST_REMARK:
        raise RuleBroken("remark", "too_long")
    if proof.file is not None:
        delivery.proof_key, delivery.proof_name = files.put(proof.file.content), proof.file.name[:200]
    delivery.remark = " ".join(nfc(proof.remark).split())
    note_delivery(act, matter, delivery, status=DeliveryStatus.DONE)


def note_delivery(act: Act, matter: Matter, delivery: LetterDelivery, *, status: DeliveryStatus) -> None:
    """What became of a try; the history says it once."""
    if delivery.status is status:
        return
    delivery.status, delivery.done_at = status, act.now
    arrived = status is DeliveryStatus.DONE
    kind = DossierEventKind.LETTER_DELIVERED if arrived else DossierEventKind.LETTER_NOT_DELIVERED
    note_letter(act, matter, kind, letter_id=delivery.letter_id, way=delivery.way.value)


def note_message(act: Act, message: Message, *, status: DeliveryStatus) -> None:
    """What became of the message that carried a letter."""
    delivery = act.session.scalar(select(LetterDelivery).where(LetterDelivery.message_id == message.id))
    if delivery is None:
        return
    letter = act.session.get_one(Letter, delivery.letter_id)
    if letter.dossier_id is not None:
        note_delivery(act, act.session.get_one(Dossier, letter.dossier_id), delivery, status=status)
    elif letter.case_id is not None:
        # The history of a case says what failed; its page shows every message and what became of it.
        delivery.status, delivery.done_at = status, act.now


def record_other_document(act: Act, dossier: Dossier, *, document: str) -> None:
    """Note the document by which the head decided after the new date was broken too (rules §8).

    Raises NotPermitted, RuleBroken.
    """
    require_dossier(act, Permission.APPROVE_LETTER, dossier.unit_id)
    if not document.strip():
        raise RuleBroken("document", "missing")
    if len(document) > LONGEST_REMARK:
        raise RuleBroken("document", "too_long")
    dossier.other_document = " ".join(nfc(document).split())
    record_dossier(act, dossier, DossierEventKind.OTHER_DOCUMENT_RECORDED, document=dossier.other_document)
