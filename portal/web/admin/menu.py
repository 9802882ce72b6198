"""The subjects of administration, as they stand at the side of every page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission, Role
from portal.queries.configuration import has_whole_reach
from portal.services.errors import NotPermitted
from portal.web.shared.acting import View, actor, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import unit_name


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: where it begins, which pages belong to it, what it is called and what it is for."""

    endpoint: str
    pages: str
    label: Callable[[], str]
    text: Callable[[], str]
    whole: bool = False
    permission: Permission = Permission.CONFIGURE

    @property
    def offered(self) -> bool:
        """Whether the actor may change it: what has no unit is for those who govern the whole office."""
        return actor().may(self.permission) and (not self.whole or governs_all())


SUBJECTS = (
    Subject("admin.units", "unit", lambda: _("Đơn vị"), lambda: _("Cây đơn vị, địa chỉ, đường dây nóng")),
    Subject(
        "admin.successions",
        "succession withdraw_plan",
        lambda: _("Sắp xếp đơn vị"),
        lambda: _("Sáp nhập, chia tách, đổi tên, giải thể; xem trước những gì chuyển"),
    ),
    Subject(
        "admin.people",
        "person people appointment deputy",
        lambda: _("Con người"),
        lambda: _("Tài khoản, vai trò theo đơn vị và thời hạn, người thay"),
    ),
    Subject(
        "admin.categories",
        "categor",
        lambda: _("Lĩnh vực"),
        lambda: _("Lĩnh vực người dân chọn khi gửi, cách gọi thường ngày"),
        whole=True,
    ),
    Subject("admin.areas", "area", lambda: _("Địa bàn"), lambda: _("Xã, phường và ấp, khu phố"), whole=True),
    Subject(
        "admin.rules",
        "rule",
        lambda: _("Quy tắc chuyển"),
        lambda: _("Phản ánh nào đến đơn vị nào, thử với một đoạn văn bản"),
        whole=True,
    ),
    Subject(
        "admin.calendar",
        "calendar",
        lambda: _("Lịch làm việc"),
        lambda: _("Ngày nghỉ, làm bù; xem hạn nào thay đổi trước khi lưu"),
    ),
    Subject(
        "admin.policies",
        "polic",
        lambda: _("Thời hạn"),
        lambda: _("Thời hạn trả lời và căn cứ pháp lý của từng thời hạn"),
    ),
    Subject(
        "admin.switches",
        "switch",
        lambda: _("Quy định của đơn vị"),
        lambda: _("Ẩn danh, hai người duyệt, giờ làm việc, thời gian chờ"),
    ),
    Subject(
        "admin.texts",
        "text",
        lambda: _("Mẫu câu trả lời"),
        lambda: _("Đoạn văn soạn sẵn cho cán bộ xử lý"),
        whole=True,
    ),
    Subject(
        "admin.messages",
        "message",
        lambda: _("Mẫu thư, tin nhắn"),
        lambda: _("Lời thư gửi người dân và cán bộ, xem trước"),
        whole=True,
    ),
    Subject("admin.targets", "target", lambda: _("Chỉ tiêu"), lambda: _("Tỷ lệ phải đạt theo đơn vị và năm")),
    Subject(
        "admin.procedures",
        "procedure",
        lambda: _("Thủ tục hành chính"),
        lambda: _("Danh mục, thời hạn cam kết, các bước; nhập từ tệp"),
    ),
    Subject(
        "admin.letters",
        "letter",
        lambda: _("Văn bản xin lỗi"),
        lambda: _("Lời riêng của từng cơ quan, xem trước, các phiên bản"),
    ),
    Subject(
        "admin.certificates",
        "certificate test_signature",
        lambda: _("Chứng thư số"),
        lambda: _("Chữ ký số, con dấu của từng cơ quan; ngày hết hạn"),
    ),
    Subject(
        "admin.api_tokens",
        "api_token",
        lambda: _("Kết nối phần mềm"),
        lambda: _("Mã để phần mềm một cửa tự báo hồ sơ"),
    ),
    Subject(
        "admin.questionnaires",
        "questionnaire campaign survey_",
        lambda: _("Khảo sát"),
        lambda: _("Phiếu khảo sát, khảo sát chọn mẫu, điểm khảo sát, trang được nhúng"),
        permission=Permission.MANAGE_SURVEYS,
    ),
    Subject("admin.audit", "audit", lambda: _("Nhật ký thay đổi"), lambda: _("Ai đã đổi gì, lúc nào")),
)


def governs_all() -> bool:
    """Whether this administrator governs the whole office."""
    return has_whole_reach(settings(), actor())


def menu() -> list[dict[str, object]]:
    """The subjects the actor may change."""
    page = (request.endpoint or "").removeprefix("admin.")
    return [
        {
            "label": subject.label(),
            "text": subject.text(),
            "href": url_for(subject.endpoint),
            "current": any(part in page for part in subject.pages.split()),
        }
        for subject in SUBJECTS
        if subject.offered
    ]


def administrator() -> dict[str, object]:
    """Who administers, of which unit, where it begins for them, and whether this process also serves the desk."""
    posts = sorted(actor().appointments, key=lambda each: each.role is not Role.ADMINISTRATOR)
    desk = url_for("desk.inbox") if "desk.inbox" in current_app.view_functions else ""
    if desk and not actor().may(Permission.CONFIGURE):
        desk = url_for("account.home")
    return {
        "name": actor().name,
        "unit": unit_name(posts[0].unit_id) if posts else "",
        "home_href": url_for("admin.start" if actor().may(Permission.CONFIGURE) else "admin.questionnaires"),
        "desk_href": desk,
    }


def whole_office_only(view: View) -> View:
    """Refuse an administrator of a part of the office. Raises NotPermitted."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
        if not governs_all():
            raise NotPermitted(Permission.CONFIGURE)
        return view(*args, **kwargs)

    return guarded
