"""The columns of the register (law §3.2), in Vietnamese whatever the reader's language: it is an official book."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.contact import phone_words
from portal.domain.kinds import SenderKind
from portal.domain.sheets import Cell, Column
from portal.domain.states import State
from portal.domain.terms import term
from portal.domain.verdict import Verdict
from portal.queries.register import RegisterEntry
from portal.queries.settings import Settings

Write = Callable[[RegisterEntry, Settings], Cell]


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A heading, how wide the column is in the workbook, and what a line says in it."""

    heading: str
    width: int
    write: Write

    @property
    def column(self) -> Column:
        """The column as the workbook wants it."""
        return Column(self.heading, self.width)


def _receiver(entry: RegisterEntry, settings: Settings) -> str:
    return settings.person_name(entry.entered_by_id) or "Cổng trực tuyến"


def _content(entry: RegisterEntry, settings: Settings) -> str:
    # A subject cut from the beginning of the text says nothing new.
    if " ".join(entry.body.split()).startswith(entry.subject.removesuffix("…")):
        return entry.body
    return f"{entry.subject.rstrip('.')}.\n{entry.body}"


def _category(entry: RegisterEntry, settings: Settings) -> str:
    category = settings.categories.get(entry.category_id) if entry.category_id else None
    return category.name if category else "Chưa phân loại"


def _unit(settings: Settings, unit_id: int) -> str:
    unit = settings.units.get(unit_id)
    return unit.name if unit else ""


CLASSES = {
    State.NOT_ACCEPTED: "Không tiếp nhận",
    State.HANDED_OVER: "Thuộc thẩm quyền cơ quan khác",
}


def _class(entry: RegisterEntry, settings: Settings) -> str:
    """How the case was classified on receipt (NĐ 20/2008 Đ9.1)."""
    if entry.for_reference:
        return "Thông tin tham khảo"
    if entry.state is State.RECEIVED:
        return "Đang phân loại"
    if entry.state in CLASSES:
        return CLASSES[entry.state]
    own = entry.unit_id == entry.receiving_unit_id
    return "Thuộc thẩm quyền đơn vị tiếp nhận" if own else "Thuộc thẩm quyền đơn vị trực thuộc, cấp dưới"


def _sent_to(entry: RegisterEntry, settings: Settings) -> str:
    moved = entry.routed_at is not None and entry.unit_id != entry.receiving_unit_id
    return _unit(settings, entry.unit_id) if moved else ""


def _result(entry: RegisterEntry, settings: Settings) -> str:
    return term(entry.outcome if entry.outcome else entry.state)


def _kept(entry: RegisterEntry, settings: Settings) -> str:
    if entry.verdict is None:
        return ""
    words = term(entry.verdict)
    return f"{words} {entry.late_by} ngày làm việc" if entry.verdict is Verdict.LATE else words


def _publication(entry: RegisterEntry, settings: Settings) -> str:
    """How the result was made known (NĐ 20/2008 Đ19)."""
    ways = []
    if entry.published_at:
        ways.append("Đăng trên trang thông tin điện tử")
    if entry.publication_declined:
        ways.append("Không công khai, có lý do")
    if entry.answered_at and not entry.for_reference:
        ways.append(f"Trả lời người gửi: {term(entry.reply_by).lower()}")
    return "; ".join(ways)


def _sender_kind(entry: RegisterEntry, settings: Settings) -> str:
    words = term(entry.sender_kind)
    return f"{words}: {entry.organisation}" if entry.sender_kind is SenderKind.ORGANISATION else words


def _document(entry: RegisterEntry, settings: Settings) -> str:
    return f"{entry.document_number}/{entry.document_symbol}" if entry.document_number else ""


# As narrow as they can be read: printed, all of them stand side by side on A3.
COLUMNS = (
    RegisterColumn("Số thứ tự", 6, lambda entry, _s: entry.register_number),
    RegisterColumn("Ngày, giờ tiếp nhận", 15, lambda entry, _s: entry.received_at),
    RegisterColumn("Hình thức tiếp nhận", 12, lambda entry, _s: term(entry.channel)),
    RegisterColumn("Người tiếp nhận", 14, _receiver),
    RegisterColumn("Họ tên người phản ánh, kiến nghị", 18, lambda entry, _s: entry.name),
    RegisterColumn("Địa chỉ", 20, lambda entry, _s: entry.address),
    RegisterColumn("Điện thoại", 12, lambda entry, _s: phone_words(entry.phone)),
    RegisterColumn("Thư điện tử", 18, lambda entry, _s: entry.email),
    RegisterColumn("Cá nhân, tổ chức", 14, _sender_kind),
    RegisterColumn("Nội dung", 44, _content),
    RegisterColumn("Loại", 11, lambda entry, _s: term(entry.kind)),
    RegisterColumn("Lĩnh vực", 16, _category),
    RegisterColumn("Phân loại", 16, _class),
    RegisterColumn("Chuyển đến", 18, _sent_to),
    RegisterColumn("Ngày chuyển", 15, lambda entry, _s: entry.routed_at),
    RegisterColumn("Cơ quan có thẩm quyền xử lý", 18, lambda entry, s: _unit(s, entry.unit_id)),
    RegisterColumn("Hạn trả lời", 11, lambda entry, _s: entry.due_on),
    RegisterColumn("Kết quả xử lý", 15, _result),
    RegisterColumn("Ngày trả lời", 15, lambda entry, _s: entry.answered_at),
    RegisterColumn("Đúng hạn, trễ hạn", 12, _kept),
    RegisterColumn("Ngày công khai", 15, lambda entry, _s: entry.published_at),
    RegisterColumn("Hình thức công khai kết quả", 18, _publication),
    RegisterColumn("Số, ký hiệu văn bản trả lời", 12, _document),
    RegisterColumn("Mã phản ánh", 14, lambda entry, _s: entry.reference),
)


def cells(entry: RegisterEntry, settings: Settings) -> list[Cell]:
    """One line of the register, a cell for each column."""
    return [column.write(entry, settings) for column in COLUMNS]
