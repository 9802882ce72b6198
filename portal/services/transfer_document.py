"""A transfer slip as the official letter that goes with the case (NĐ 30/2020, Annex I)."""

from portal.domain.contact import phone_words
from portal.domain.official_paper import place_of
from portal.domain.terms import term
from portal.domain.time import local_day
from portal.models.case import Case
from portal.models.transfer import TransferSlip
from portal.ports import AnswerDocument
from portal.services.act import Act

SYMBOL = "PC"


def transfer_document(
    act: Act, case: Case, slip: TransferSlip, *, office_address: str = ""
) -> AnswerDocument:
    """The letter to the agency: what was sent by whom and when, and why it is theirs to answer."""
    made_on = local_day(slip.made_at)
    unit = act.settings.unit_on(slip.unit_id, made_on)
    above = act.settings.unit_on(unit.parent_id, made_on) if unit.parent_id else None
    signer = act.settings.people.get(slip.made_by_id) if slip.made_by_id else None
    return AnswerDocument(
        parent_agency=above.name if above else "",
        agency=unit.name,
        number=f"{slip.number}/{SYMBOL}-{unit.symbol or unit.code}",
        place=place_of(unit.address or office_address),
        dated=slip.made_at,
        about=f"chuyển phản ánh, kiến nghị {case.reference}",
        addressee=", ".join(filter(None, (slip.agency, slip.agency_address))),
        paragraphs=(
            f"Ngày {local_day(case.received_at):%d/%m/%Y}, {unit.name} tiếp nhận phản ánh, kiến nghị mã "
            f"{case.reference} qua kênh {term(case.channel).lower()}.",
            f"Người gửi: {sender_words(case)}.",
            f"Tiêu đề: {case.subject}",
            *(line.strip() for line in f"{case.body}\n{case.proposal}".split("\n") if line.strip()),
            f"Lý do chuyển: {slip.reason}",
            f"{unit.name} chuyển nội dung trên đến {slip.agency} để xem xét, giải quyết theo thẩm quyền, trả lời "
            "người gửi và thông báo kết quả cho cơ quan chuyển.",
        ),
        signer_capacity=signer.post if signer else "",
        signer_name=signer.name if signer else "",
        recipients=("Như trên", "Người gửi phản ánh, kiến nghị (để biết)", f"Lưu: VT, {unit.code}"),
        is_draft=False,
    )


def sender_words(case: Case) -> str:
    """Who sent it and how they are reached, as far as they said."""
    sender = case.sender
    known = (
        sender.organisation or sender.name,
        sender.phone and f"điện thoại {phone_words(sender.phone)}",
        sender.email and f"thư điện tử {sender.email}",
        sender.address and f"địa chỉ {sender.address}",
    )
    return ", ".join(filter(None, known)) or "không để lại thông tin"
