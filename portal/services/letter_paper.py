"""A letter of apology as its papers show it: the facts of the dossier or case in the words of the agency."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from portal.domain.apology_letter import ApologyLetter, Piece, Standing
from portal.domain.kinds import SenderKind
from portal.domain.letter_form import LetterKind
from portal.domain.letter_wording import worded
from portal.domain.official_paper import place_of, signer_capacity
from portal.domain.reference import dossier_secret
from portal.domain.terms import term
from portal.domain.time import at_time, end_of, local_day
from portal.models.case import Case
from portal.models.dossier import Applicant, Dossier
from portal.models.letter import Letter, LetterWording
from portal.models.procedure import Procedure
from portal.queries.letter_matter import Matter, Recipient, recipient_of
from portal.queries.settings import Settings, UnitNode
from portal.services.act import Act
from portal.services.answer_document import addressee as addressee_of_case
from portal.services.case_letter import answer_told_of
from portal.services.word_message import Office

# Of the numbers of the two kinds, which run through one series.
SYMBOLS = {LetterKind.DOSSIER: "PXL", LetterKind.CASE: "TXL"}


def paper_of(act: Act, matter: Matter, letter: Letter, *, office: Office) -> ApologyLetter:
    """The letter as it stands now: a draft without number, or as it was approved."""
    dated = letter.approved_at or act.now
    plain = ApologyLetter(
        form=letter.form,
        standing=standing_on_paper(letter, dated),
        dated=dated,
        promised_at=promised_moment(act.settings, letter),
        reason=reason_of(letter),
        new_at=letter.new_due_at,
        reappointment=letter.reappointment,
        is_draft=letter.approved_at is None,
        is_sample=letter.is_sample,
        **_agency(act.settings, letter, dated=dated),
        **_signer(act.settings, letter),
        **_addressed(recipient_of(matter)),
        **_told(act, matter, letter, office=office),
    )
    own = own_wording(act, letter, dated)
    if own is None:
        return worded(plain)
    pieces = {Piece(name): text for name, text in own.pieces.items()}
    return worded(replace(plain, basis=own.legal_basis), pieces)


def _told(act: Act, matter: Matter, letter: Letter, *, office: Office) -> dict[str, Any]:
    if isinstance(matter, Case):
        return _of_case(act, matter, letter, office=office)
    return _of_dossier(act, matter, letter, office=office)


def _of_dossier(act: Act, dossier: Dossier, letter: Letter, *, office: Office) -> dict[str, Any]:
    unit = _agency_on(act.settings, letter, letter.approved_at or act.now)
    counter = dossier.counter or unit.name
    return {
        "procedure": act.session.get_one(Procedure, dossier.procedure_id).name,
        "dossier_code": dossier.code,
        "received_at": dossier.received_at,
        "returned_at": dossier.returned_at,
        "counter": counter,
        "addressee": addressee(dossier.applicant),
        "recipients": ("Như trên", counter, f"Lưu: VT, {unit.code}"),
        "look_up": look_up_address(dossier, office),
    }


def _of_case(act: Act, case: Case, letter: Letter, *, office: Office) -> dict[str, Any]:
    unit = _agency_on(act.settings, letter, letter.approved_at or act.now)
    return {
        "reference": case.reference,
        "received_at": case.received_at,
        "returned_at": answer_told_of(act, case, letter) if letter.apology_only else None,
        "contact": contact_of(unit, office),
        "addressee": addressee_of_case(case),
        "recipients": ("Như trên", f"Lưu: VT, {unit.code}"),
        # Who holds the code rates the answer in the sender's name: it is on no paper that passes through the office.
        "look_up": f"{office.base_url}/follow/{case.reference}",
    }


def contact_of(unit: UnitNode, office: Office) -> str:
    """By what the sender of a case reaches the agency."""
    ways = [f"số điện thoại {unit.hotline or office.hotline}"] if unit.hotline or office.hotline else []
    ways += [f"thư điện tử {unit.email}"] if unit.email else []
    return " hoặc ".join([f"{unit.name} theo {ways[0]}", *ways[1:]]) if ways else unit.name


def _agency_on(settings: Settings, letter: Letter, dated: datetime) -> UnitNode:
    return settings.unit_on(letter.unit_id, local_day(dated))


def _agency(settings: Settings, letter: Letter, *, dated: datetime) -> dict[str, Any]:
    unit = _agency_on(settings, letter, dated)
    above = settings.unit_on(unit.parent_id, local_day(dated)) if unit.parent_id else None
    return {
        "parent_agency": above.name if above else "",
        "agency": unit.name,
        "number": f"{letter.number or ''}/{SYMBOLS[letter.form.kind]}-{unit.symbol or unit.code}",
        "place": place_of(unit.address),
    }


def _signer(settings: Settings, letter: Letter) -> dict[str, Any]:
    signer = settings.people.get(letter.approved_by_id) if letter.approved_by_id else None
    return {
        "signer_capacity": signer_capacity(signer.post) if signer else "",
        "signer_name": signer.name if signer else "",
    }


def _addressed(recipient: Recipient) -> dict[str, Any]:
    is_organisation = recipient.kind is SenderKind.ORGANISATION
    return {
        "you": "Quý cơ quan, tổ chức" if is_organisation else "Ông/Bà",
        "address": recipient.address,
        "phone": recipient.phone,
    }


def standing_on_paper(letter: Letter, dated: datetime) -> Standing:
    """Whether the letter speaks of a date that will be broken, is broken, or of a result or answer given late."""
    if letter.apology_only:
        return Standing.RETURNED
    return Standing.AHEAD if dated < letter.old_due_at else Standing.OVERDUE


def reason_of(letter: Letter) -> str:
    """The reason as the letter gives it: the writer's words, else those of the code."""
    if letter.reason_words:
        return letter.reason_words
    return term(letter.reason).lower() if letter.reason else "…"


def promised_moment(settings: Settings, letter: Letter) -> datetime:
    """The appointment as it was told: a day alone means the close of its office hours."""
    if letter.old_due_at != end_of(letter.old_due_on):
        return letter.old_due_at
    hours = settings.reckoning(letter.unit_id, letter.old_due_on).hours
    return at_time(letter.old_due_on, hours.close())


def addressee(applicant: Applicant) -> str:
    """Whom the letter greets; who filed without a name is not made up."""
    if not applicant.name:
        return "Người nộp hồ sơ"
    return applicant.name if applicant.kind is SenderKind.ORGANISATION else f"Ông/Bà {applicant.name}"


def look_up_address(dossier: Dossier, office: Office) -> str:
    """Where the applicant sees the dossier with one tap; the secret stays in the browser, after the sign."""
    secret = dossier_secret(office.tracking_key, dossier.code, dossier.code_nonce)
    return f"{office.base_url}/dossiers/{dossier.code}#code={secret}"


def own_wording(act: Act, letter: Letter, dated: datetime) -> LetterWording | None:
    """The agency's own words in force, else those of the nearest unit above, else of the whole office."""
    chain = [*act.settings.unit_chain(letter.unit_id), None]
    wanted = select(LetterWording).where(
        LetterWording.form == letter.form,
        LetterWording.valid_from <= local_day(dated),
        or_(LetterWording.unit_id.in_(chain[:-1]), LetterWording.unit_id.is_(None)),
    )
    newest_first = wanted.order_by(LetterWording.valid_from.desc(), LetterWording.id.desc())
    rows = act.session.scalars(newest_first).all()
    return min(rows, key=lambda row: chain.index(row.unit_id), default=None)
