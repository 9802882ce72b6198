"""Issuing letters of apology: by e-mail, SMS, print or post; the new date replaces the appointment everywhere."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.apologies import COVERS, LetterStatus, Timing, Way, has_all_elements, timing
from portal.domain.dossiers import DossierEventKind
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.models.dossier import Dossier
from portal.models.letter import DeliveryStatus, Letter, LetterDelivery, Signature
from portal.models.message import Message, MessageChannel
from portal.ports import FileStore, ReadyFile
from portal.services.act import Act
from portal.services.dossier_history import record_dossier, require_dossier
from portal.services.draft_letter import require_status
from portal.services.errors import RuleBroken

TEMPLATE = "apology"
LONGEST_REMARK = 300


@dataclass(frozen=True, slots=True)
class Proof:
    """That a letter reached the applicant: a file, the number of a postal item, who took it."""

    remark: str = ""
    file: ReadyFile | None = None


def way_for(dossier: Dossier) -> Way:
    """The way nearest at hand: e-mail, else SMS, else post, else handed over at the counter."""
    applicant = dossier.applicant
    if applicant.email:
        return Way.EMAIL
    if applicant.phone:
        return Way.SMS
    return Way.POST if applicant.address else Way.PRINT


def nearest_way(dossier: Dossier, letter: Letter) -> Way:
    """The way nearest at hand that a letter can take as it is signed: without a signature not by e-mail."""
    way, applicant = way_for(dossier), dossier.applicant
    if way is not Way.EMAIL or letter.signature is not Signature.NONE:
        return way
    if applicant.phone:
        return Way.SMS
    return Way.POST if applicant.address else Way.PRINT


def issue_letter(act: Act, dossier: Dossier, letter: Letter, *, way: Way) -> LetterDelivery:
    """Send an approved letter; an issued one is sent once more, by any way. Every try stays on record.

    The first time it is issued the new date replaces the appointment. Raises NotPermitted, RuleBroken.
    """
    require_dossier(act, Permission.ISSUE_LETTER, dossier.unit_id)
    require_status(letter, LetterStatus.APPROVED, LetterStatus.ISSUED)
    check_way(dossier, letter, way)
    if letter.status is LetterStatus.APPROVED:
        _issue(act, dossier, letter, way=way)
    return _deliver(act, dossier, letter, way=way)


def check_way(dossier: Dossier, letter: Letter, way: Way) -> None:
    """Refuse a way the letter cannot take. Raises RuleBroken."""
    needed = {
        Way.EMAIL: dossier.applicant.email,
        Way.SMS: dossier.applicant.phone,
        Way.POST: dossier.applicant.address,
    }
    if way in needed and not needed[way]:
        raise RuleBroken("way", f"no_{way.value}")
    # On paper it is signed with ink when it is printed; what goes out as a file must be signed before.
    if way is Way.EMAIL and letter.signature is Signature.NONE:
        raise RuleBroken("way", "unsigned")


def _issue(act: Act, dossier: Dossier, letter: Letter, *, way: Way) -> None:
    letter.status, letter.issued_at, letter.issued_by_id = LetterStatus.ISSUED, act.now, act.actor.account_id
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


def _deliver(act: Act, dossier: Dossier, letter: Letter, *, way: Way) -> LetterDelivery:
    delivery = LetterDelivery(letter_id=letter.id, way=way, at=act.now, by_id=act.actor.account_id)
    act.session.add(delivery)
    if way in (Way.EMAIL, Way.SMS):
        message = _message(act, dossier, letter, way=way)
        act.session.add(message)
        act.session.flush()
        delivery.message_id = message.id
    act.session.flush()
    return delivery


def template_of(letter: Letter) -> str:
    """The template of the message that brings a letter."""
    return "apology_only" if letter.apology_only else TEMPLATE


def _message(act: Act, dossier: Dossier, letter: Letter, *, way: Way) -> Message:
    by_mail = way is Way.EMAIL
    return Message(
        channel=MessageChannel.EMAIL if by_mail else MessageChannel.SMS,
        template=template_of(letter),
        recipient=dossier.applicant.email if by_mail else dossier.applicant.phone,
        letter_id=letter.id,
        created_at=act.now,
        check_after=act.now,
    )


def record_proof(
    act: Act, dossier: Dossier, delivery: LetterDelivery, *, proof: Proof, files: FileStore
) -> None:
    """Note that a letter handed over or posted has arrived. Raises NotPermitted, RuleBroken."""
    require_dossier(act, Permission.ISSUE_LETTER, dossier.unit_id)
    if delivery.way in (Way.EMAIL, Way.SMS):
        raise RuleBroken("way", "by_message")
    if not proof.remark.strip() and proof.file is None:
        raise RuleBroken("remark", "missing")
    if len(proof.remark) > LONGEST_REMARK:
        raise RuleBroken("remark", "too_long")
    if proof.file is not None:
        delivery.proof_key, delivery.proof_name = files.put(proof.file.content), proof.file.name[:200]
    delivery.remark = " ".join(nfc(proof.remark).split())
    note_delivery(act, dossier, delivery, status=DeliveryStatus.DONE)


def note_delivery(act: Act, dossier: Dossier, delivery: LetterDelivery, *, status: DeliveryStatus) -> None:
    """What became of a try; the history says it once."""
    if delivery.status is status:
        return
    delivery.status, delivery.done_at = status, act.now
    arrived = status is DeliveryStatus.DONE
    kind = DossierEventKind.LETTER_DELIVERED if arrived else DossierEventKind.LETTER_NOT_DELIVERED
    record_dossier(act, dossier, kind, letter_id=delivery.letter_id, way=delivery.way.value)


def note_message(act: Act, message: Message, *, status: DeliveryStatus) -> None:
    """What became of the message that carried a letter."""
    delivery = act.session.scalar(select(LetterDelivery).where(LetterDelivery.message_id == message.id))
    if delivery is None:
        return
    letter = act.session.get_one(Letter, delivery.letter_id)
    if letter.dossier_id is not None:
        note_delivery(act, act.session.get_one(Dossier, letter.dossier_id), delivery, status=status)


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
