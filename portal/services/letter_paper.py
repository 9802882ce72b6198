"""A letter of apology as its papers show it: the facts of the dossier in the words of the agency."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from portal.domain.apology_letter import ApologyLetter, Piece, Standing
from portal.domain.kinds import SenderKind
from portal.domain.letter_wording import worded
from portal.domain.official_paper import signer_capacity
from portal.domain.reference import dossier_secret
from portal.domain.terms import term
from portal.domain.time import at_time, end_of, local_day
from portal.models.dossier import Applicant, Dossier
from portal.models.letter import Letter, LetterWording
from portal.models.procedure import Procedure
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.answer_document import place_of
from portal.services.word_message import Office

SYMBOL = "PXL"


def paper_of(act: Act, dossier: Dossier, letter: Letter, *, office: Office) -> ApologyLetter:
    """The letter as it stands now: a draft without number, or as it was approved."""
    dated = letter.approved_at or act.now
    procedure = act.session.get_one(Procedure, dossier.procedure_id)
    plain = ApologyLetter(
        form=letter.form,
        standing=standing_on_paper(dossier, letter, dated),
        dated=dated,
        procedure=procedure.name,
        dossier_code=dossier.code,
        received_at=dossier.received_at,
        promised_at=promised_moment(act.settings, letter),
        returned_at=dossier.returned_at,
        reason=reason_of(letter),
        new_at=letter.new_due_at,
        reappointment=letter.reappointment,
        look_up=look_up_address(dossier, office),
        is_draft=letter.approved_at is None,
        is_sample=letter.is_sample,
        **_agency(act.settings, dossier, letter, dated=dated),
        **_signer(act.settings, letter),
        **_addressed(dossier.applicant),
    )
    own = own_wording(act, letter, dated)
    if own is None:
        return worded(plain)
    pieces = {Piece(name): text for name, text in own.pieces.items()}
    return worded(replace(plain, basis=own.legal_basis), pieces)


def _agency(settings: Settings, dossier: Dossier, letter: Letter, *, dated: datetime) -> dict[str, Any]:
    unit = settings.unit_on(letter.unit_id, local_day(dated))
    above = settings.unit_on(unit.parent_id, local_day(dated)) if unit.parent_id else None
    counter = dossier.counter or unit.name
    return {
        "parent_agency": above.name if above else "",
        "agency": unit.name,
        "number": f"{letter.number or ''}/{SYMBOL}-{unit.symbol or unit.code}",
        "place": place_of(unit.address),
        "counter": counter,
        "recipients": ("Như trên", counter, f"Lưu: VT, {unit.code}"),
    }


def _signer(settings: Settings, letter: Letter) -> dict[str, Any]:
    signer = settings.people.get(letter.approved_by_id) if letter.approved_by_id else None
    return {
        "signer_capacity": signer_capacity(signer.post) if signer else "",
        "signer_name": signer.name if signer else "",
    }


def _addressed(applicant: Applicant) -> dict[str, Any]:
    is_organisation = applicant.kind is SenderKind.ORGANISATION
    return {
        "addressee": addressee(applicant),
        "you": "Quý cơ quan, tổ chức" if is_organisation else "Ông/Bà",
        "address": applicant.address,
        "phone": applicant.phone,
    }


def standing_on_paper(dossier: Dossier, letter: Letter, dated: datetime) -> Standing:
    """Whether the letter speaks of a date that will be broken, is broken, or of a result returned late."""
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
