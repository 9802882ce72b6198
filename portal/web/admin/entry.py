"""What the forms of administration share: fields, choices of units and people, and refusals in words."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from wtforms import IntegerField, SelectField

from portal.queries.settings import Node, Topic, UnitNode
from portal.services.errors import RuleBroken
from portal.web.admin.succession_words import succession_sentences
from portal.web.admin.survey_words import survey_sentences
from portal.web.shared.acting import language, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _

UNSOUND = 422
Kind = TypeVar("Kind", bound=StrEnum)


class Pick(SelectField):
    """A choice of one row by its number, or of none."""

    def __init__(self, label: Any = None, **given: Any) -> None:
        super().__init__(label, validate_choice=False, **given)

    @property
    def number(self) -> int | None:
        """The number of the chosen row."""
        return whole(str(self.data or ""))

    def among(self, kinds: type[Kind]) -> Kind | None:
        """The chosen member of an enumeration."""
        return next((kind for kind in kinds if kind.value == self.data), None)


class Amount(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number that was typed. Raises ValueError with a sentence."""
        try:
            super().process_formdata([each.strip() for each in valuelist])
        except ValueError:
            raise ValueError(_("Xin nhập một số nguyên, ví dụ 3.")) from None


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Whether what was typed could be saved; if not, the form says why and nothing is left half done."""
    if not form.is_sound():
        return False
    try:
        save()
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, refusal(broken))
        return False
    return True


def refusal(broken: RuleBroken) -> str:
    """Why something cannot be saved, in a sentence."""
    sentences = _sentences()
    sentence = sentences.get((broken.field, broken.code)) or sentences.get(("", broken.code))
    return sentence or rule_words(broken)


def unit_choices(units: Iterable[UnitNode], *, none: str | None = None) -> list[Any]:
    """Units to choose from, as deep in the tree as they stand; first one that means none."""
    rows = [choice(unit.id, f"{'– ' * depth(unit)}{unit.named(language())}") for unit in in_tree_order(units)]
    return rows if none is None else [choice("", none), *rows]


def in_tree_order(units: Iterable[UnitNode]) -> list[UnitNode]:
    """Units in the order of the tree: each below the one it belongs to."""
    return sorted(units, key=lambda unit: [_place(each) for each in reversed(settings().unit_chain(unit.id))])


def _place(unit_id: int) -> tuple[int, int]:
    return settings().units[unit_id].position, unit_id


def depth(unit: UnitNode) -> int:
    """How deep a unit stands in the tree; the root stands at 0."""
    return len(settings().unit_chain(unit.id)) - 1


def node_choices(nodes: Mapping[int, Topic], *, none: str, kept: int | None = None) -> list[Any]:
    """Categories or areas to choose from, each with what it belongs to; `kept` also when it is out of use."""
    fit = (node for node in nodes.values() if node.active or node.id == kept)
    return [choice("", none), *(choice(node.id, node_path(nodes, node)) for node in fit)]


def node_path(nodes: Mapping[int, Node], node: Node) -> str:
    """A category or an area with what it belongs to: "xã Thanh Bình › ấp Thanh Tân"."""
    above = nodes.get(node.parent_id) if node.parent_id is not None else None
    return f"{node_path(nodes, above)} › {node.named(language())}" if above else node.named(language())


def _sentences() -> dict[tuple[str, str], str]:
    """What the rules of configuration say, by entry and rule; an empty entry stands for any."""
    return {
        **succession_sentences(),
        **survey_sentences(),
        ("", "taken"): _("Đã có mục khác dùng giá trị này."),
        ("", "circle"): _("Mục này không thể nằm dưới chính nó."),
        ("", "unknown"): _("Xin chọn một mục trong danh sách."),
        ("", "past"): _("Ngày này đã qua. Xin chọn từ hôm nay trở đi."),
        ("", "future"): _("Ngày này chưa đến."),
        ("", "before_start"): _("Ngày cuối phải từ ngày đầu trở đi."),
        ("", "list_too_long"): _("Xin ghi không quá 20 dòng, mỗi dòng không quá 200 ký tự."),
        ("", "out_of_range"): _("Số này nằm ngoài khoảng cho phép."),
        ("", "last_administrator"): _(
            "Đây là người quản trị cuối cùng của toàn cơ quan, cần có người khác trước."
        ),
        ("", "unknown_placeholder"): _(
            "Có chỗ trống {…} mà hệ thống không biết điền gì. Xin xem danh sách bên dưới."
        ),
        ("", "braces"): _("Dấu ngoặc nhọn { } không khớp. Mỗi chỗ trống viết dạng {ten}."),
        ("parent_id", "missing"): _("Xin chọn đơn vị cấp trên."),
        ("parent_id", "root"): _("Đơn vị gốc không đổi cấp trên được, và chỉ có một đơn vị gốc."),
        ("email", "taken"): _("Đã có tài khoản dùng thư điện tử này."),
        ("active", "inactive"): _("Tài khoản này đang ngừng, cần mở lại trước."),
        ("role", "oneself"): _("Không ai tự trao quyền cho mình. Xin nhờ người quản trị khác."),
        ("role", "held_already"): _("Người này đã giữ vai trò đó ở đơn vị này trong thời gian ấy."),
        ("deputy_id", "unfit"): _("Xin chọn một người khác đang làm việc."),
        ("deputy_id", "oneself"): _("Không ai tự trao quyền cho mình. Xin nhờ người quản trị khác."),
        ("from_on", "overlaps"): _("Trong thời gian này đã có người thay."),
        ("last_on", "root"): _("Đơn vị gốc không giải thể được."),
        ("last_on", "not_come"): _("Ngày cuối phải từ ngày lập đơn vị đến hôm nay."),
        ("last_on", "has_units"): _("Còn đơn vị cấp dưới đang hoạt động."),
        ("last_on", "has_cases"): _("Còn phản ánh đang mở ở đơn vị này. Xin chuyển đi trước."),
        ("last_on", "has_rules"): _("Còn quy tắc chuyển phản ánh đến đơn vị này. Xin sửa quy tắc trước."),
        ("last_on", "needed"): _(
            "Thời hạn trả lời chung không thể bỏ trống. Xin thêm thời hạn mới thay vào."
        ),
        ("officer_id", "not_in_unit"): _("Người này không phải cán bộ hay lãnh đạo của đơn vị đã chọn."),
        ("name", "missing"): _("Xin nhập tên."),
        ("title", "missing"): _("Xin nhập tiêu đề."),
        ("subject", "missing"): _("Xin nhập tiêu đề thư."),
        ("body", "missing"): _("Xin viết nội dung."),
        ("notice", "missing"): _("Xin ghi văn bản là căn cứ của thay đổi."),
        ("source", "missing"): _("Xin ghi văn bản là căn cứ."),
        ("legal_basis", "missing"): _("Xin ghi căn cứ pháp lý."),
        ("confirmed_by", "missing"): _("Xin ghi người xác nhận, hoặc bỏ trống cả ngày xác nhận."),
        ("confirmed_on", "missing"): _("Xin ghi ngày xác nhận."),
        ("valid_from", "cases_received"): _(
            "Đã có phản ánh tiếp nhận từ ngày này. Quy định mới chỉ áp dụng từ một ngày chưa có phản ánh nào."
        ),
        ("valid_from", "row_later"): _("Đã có quy định cùng loại bắt đầu từ ngày này hoặc muộn hơn."),
        ("file", "missing"): _("Xin chọn tệp CSV."),
        ("file", "encoding"): _("Tệp không ở dạng UTF-8. Xin lưu lại ở dạng CSV UTF-8."),
        ("last_on", "missing"): _("Xin ghi ngày cuối cùng áp dụng."),
        ("subject", "personal"): _(
            "Tiêu đề đi qua nhiều nơi và được lưu lại: không dùng chỗ trống có thông tin cá nhân, mã tra cứu."
        ),
        ("valid_from", "begun"): _("Dòng này đã áp dụng nên không bỏ được, chỉ ghi ngày kết thúc được."),
        ("value", "hours"): _("Xin viết giờ theo dạng 07:30-11:30, 13:30-17:00."),
    }
