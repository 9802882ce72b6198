"""The words of letters of apology: a unit's own from a day on, previewed on a made-up letter (rules §8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from portal.domain.apology_letter import ApologyLetter, Piece, Standing
from portal.domain.letter_form import LetterForm, LetterKind
from portal.domain.letter_wording import SHIPPED, WordingFault, worded, wording_faults
from portal.domain.official_paper import place_of
from portal.domain.text import nfc
from portal.domain.time import VIETNAM
from portal.models.letter import LetterWording
from portal.queries.settings import UnitNode
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken, ServiceError
from portal.services.letter_paper import SYMBOLS, contact_of
from portal.services.word_message import Office

LONGEST_BASIS = 300


class FaultyWording(ServiceError):
    """Paragraphs that cannot be used; carries everything that is wrong with them."""

    def __init__(self, faults: tuple[WordingFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class NewWording:
    """A unit's words for a form from a day on; a paragraph that is left out stays as shipped."""

    unit_id: int
    form: LetterForm
    valid_from: date | None
    legal_basis: str
    pieces: Mapping[Piece, str]


def own_pieces(wording: NewWording) -> dict[Piece, str]:
    """The paragraphs that differ from the shipped ones."""
    tidy = {piece: nfc(text).strip().replace("\r\n", "\n") for piece, text in wording.pieces.items()}
    return {piece: text for piece, text in tidy.items() if text and text != SHIPPED[wording.form].get(piece)}


def check_wording(wording: NewWording) -> dict[Piece, str]:
    """The paragraphs that differ from the shipped ones, if they can be used. Raises FaultyWording."""
    own = own_pieces(wording)
    if faults := wording_faults(own, wording.form):
        raise FaultyWording(faults)
    return own


def change_wording(act: Act, wording: NewWording) -> LetterWording:
    """Have a unit use its own words from a day on; earlier ones end the day before.

    The day is tomorrow at the earliest: letters that were approved today keep the words they were approved in.
    Raises NotPermitted, RuleBroken, FaultyWording.
    """
    require_reach(act, wording.unit_id)
    basis = " ".join(nfc(wording.legal_basis).split())
    if not basis:
        raise RuleBroken("legal_basis", "missing")
    if len(basis) > LONGEST_BASIS:
        raise RuleBroken("legal_basis", "too_long")
    if wording.valid_from is None:
        raise RuleBroken("valid_from", "missing")
    if wording.valid_from <= act.today:
        raise RuleBroken("valid_from", "tomorrow")
    own = check_wording(wording)
    row = LetterWording(
        unit_id=wording.unit_id,
        form=wording.form,
        valid_from=wording.valid_from,
        legal_basis=basis,
        pieces={piece.value: text for piece, text in own.items()},
        made_by_id=act.actor.account_id,
        made_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    note_change(
        act, Change.LETTER_WORDING_CHANGED, _subject(act, row), after=_facts(row), unit_id=row.unit_id
    )
    return row


def withdraw_wording(act: Act, row: LetterWording) -> None:
    """Drop words that are not in use yet. Raises NotPermitted, RuleBroken."""
    require_reach(act, row.unit_id)
    if row.valid_from <= act.today:
        raise RuleBroken("valid_from", "begun")
    before, subject = _facts(row), _subject(act, row)
    act.session.delete(row)
    act.session.flush()
    note_change(act, Change.LETTER_WORDING_CHANGED, subject, before=before, unit_id=row.unit_id)


def _subject(act: Act, row: LetterWording) -> str:
    unit = act.settings.units[row.unit_id].name if row.unit_id else ""
    return f"{unit} · {row.form.value}"


def _facts(row: LetterWording) -> dict[str, object]:
    return {**facts_of_row(row, "valid_from", "legal_basis"), **row.pieces}


def sample_letter(
    act: Act, unit_id: int, wording: NewWording | None = None, *, office: Office | None = None
) -> ApologyLetter:
    """A made-up letter of a unit, marked as a sample, in the words of a wording. Raises FaultyWording."""
    form = wording.form if wording else LetterForm.OF_2025
    plain = sample_of(act, unit_id, form, office=office)
    if wording is None:
        return worded(plain)
    return worded(replace(plain, basis=" ".join(wording.legal_basis.split())), check_wording(wording))


def sample_of(act: Act, unit_id: int, form: LetterForm, *, office: Office | None = None) -> ApologyLetter:
    """The facts of a made-up letter of a unit, not yet in words."""
    unit = act.settings.units[unit_id]
    above = act.settings.units[unit.parent_id] if unit.parent_id else None
    promised = _at_close(act.today)
    told = _of_case(unit, promised, office) if form.kind is LetterKind.CASE else _of_dossier(promised)
    return ApologyLetter(
        form=form,
        parent_agency=above.name if above else "",
        agency=unit.name,
        number=f"12/{SYMBOLS[form.kind]}-{unit.symbol or unit.code}",
        place=place_of(unit.address),
        dated=act.now,
        addressee="Ông/Bà Nguyễn Văn A",
        address="ấp Bình Hòa, xã Thanh Bình",
        received_at=promised - timedelta(days=14),
        new_at=promised + timedelta(days=8),
        returned_at=promised + timedelta(days=3),
        signer_capacity="Giám đốc",
        signer_name="Nguyễn Thị B",
        recipients=("Như trên", f"Lưu: VT, {unit.code}"),
        is_sample=True,
        **told,
    )


def _of_dossier(promised: datetime) -> dict[str, Any]:
    return {
        "standing": Standing.AHEAD,
        "counter": "Trung tâm Phục vụ hành chính công",
        "procedure": "Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu",
        "dossier_code": "H99.15-261103-0042",
        "promised_at": promised + timedelta(days=1),
        "reason": "cần kiểm tra thực tế tại cửa hàng",
    }


def _of_case(unit: UnitNode, promised: datetime, office: Office | None) -> dict[str, Any]:
    return {
        "standing": Standing.OVERDUE,
        "reference": "PA-7K3M-2XYC",
        "contact": contact_of(unit, office) if office else unit.name,
        "promised_at": promised - timedelta(days=1),
        "reason": "cần lấy thêm ý kiến của đơn vị quản lý lưới điện",
    }


def _at_close(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 16, 30, tzinfo=VIETNAM)
