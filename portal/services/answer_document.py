"""An answer as the formal document it is issued as (NĐ 30/2020, Annex I; law §4.4)."""

from portal.domain.kinds import SenderKind
from portal.domain.official_paper import place_of
from portal.domain.time import local_day
from portal.models.answer import Answer
from portal.models.case import Case
from portal.ports import AnswerDocument
from portal.queries.settings import UnitNode
from portal.services.act import Act

GREETING, CLOSING = "kính gửi", "trân trọng"
LONGEST_GREETING = 80


def answer_document(act: Act, case: Case, answer: Answer, *, office_address: str = "") -> AnswerDocument:
    """The document of an answer, addressed to the sender by name; a draft has no number yet."""
    dated = local_day(answer.issued_at or act.now)
    unit = act.settings.unit_on(answer.numbering_unit_id or case.unit_id, dated)
    above = act.settings.unit_on(unit.parent_id, dated) if unit.parent_id else None
    signer_id = answer.approver_id or answer.author_id
    signer = act.settings.people.get(signer_id) if signer_id else None
    return AnswerDocument(
        parent_agency=above.name if above else "",
        agency=unit.name,
        number=f"{answer.document_number or ''}/{answer.document_symbol or unit.symbol or unit.code}",
        place=place_of(unit.address or office_address),
        dated=answer.issued_at or act.now,
        about=f"trả lời phản ánh, kiến nghị {case.reference}",
        addressee=addressee(case),
        paragraphs=paragraphs(answer),
        signer_capacity=signer.post if signer else "",
        signer_name=signer.name if signer else "",
        recipients=_recipients(unit),
        is_draft=answer.issued_at is None,
    )


def addressee(case: Case) -> str:
    """Whom the document addresses; who gave no name is named by the reference."""
    sender = case.sender
    if sender.kind is SenderKind.ORGANISATION and sender.organisation:
        return sender.organisation
    if sender.name:
        return f"Ông/Bà {sender.name}"
    return f"Người gửi phản ánh, kiến nghị {case.reference}"


def paragraphs(answer: Answer) -> tuple[str, ...]:
    """The answer and the apology it owes, a paragraph a line.

    The document greets its addressee itself, and an apology stands before the closing words.
    """
    lines = _lines(answer.body)
    if lines and len(lines[0]) < LONGEST_GREETING and lines[0].lower().startswith(GREETING):
        del lines[0]
    closing = [lines.pop()] if lines and lines[-1].lower().startswith(CLOSING) else []
    return (*lines, *_lines(answer.apology), *closing)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _recipients(unit: UnitNode) -> tuple[str, ...]:
    return ("Như trên", f"Lưu: VT, {unit.code}")
