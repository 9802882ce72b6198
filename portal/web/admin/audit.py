"""Who changed what in the configuration, newest first."""

import json
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.queries import configuration
from portal.queries.configuration import PAGE, AuditEntry, AuditFilter
from portal.services.configure import Change
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import Pick
from portal.web.shared.acting import actor, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, Line
from portal.web.shared.sentences import _, _l


class AuditForm(Form):
    """Which changes the list shows. By POST: the subjects of changes are often people's names."""

    words = Line(_l("Đã đổi"))
    action = Pick(_l("Việc"))
    before_id = Pick()

    def offer(self) -> "AuditForm":
        """Fill in what can be chosen."""
        actions = [choice(each.value, title_of(each)) for each in Change]
        self.action.choices = [choice("", _("mọi việc")), *actions]
        self.before_id.choices = []
        return self


@blueprint.route("/audit", methods=["GET", "POST"])
def audit() -> ResponseReturnValue:
    """The changes an administrator may see, a page at a time."""
    form = AuditForm(formdata=request.form if request.method == "POST" else None).offer()
    where = AuditFilter(form.words.data, form.action.data or "", None, form.before_id.number)
    rows = configuration.audit_entries(session(), where, settings=settings(), actor=actor())
    shown = [{"entry": row, "title": title_of(row.action), "lines": _lines(row)} for row in rows[:PAGE]]
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template("admin/audit.html", form=form, rows=shown, more=more, start=url_for("admin.audit"))


def _lines(row: AuditEntry) -> list[dict[str, str]]:
    """What was and what is, part by part."""
    before, after = row.before or {}, row.after or {}
    return [
        {"name": name, "before": _plain(before.get(name)), "after": _plain(after.get(name))}
        for name in {**before, **after}
    ]


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def title_of(action: str) -> str:
    """What was done, in words."""
    return {
        Change.UNIT_CREATED: _("Thêm đơn vị"),
        Change.UNIT_CHANGED: _("Sửa đơn vị"),
        Change.UNIT_CLOSED: _("Ngừng hoặc mở lại đơn vị"),
        Change.SUCCESSION_PLANNED: _("Lập việc sắp xếp đơn vị"),
        Change.SUCCESSION_APPLIED: _("Thực hiện sắp xếp đơn vị"),
        Change.SUCCESSION_WITHDRAWN: _("Bỏ việc sắp xếp đơn vị"),
        Change.PERSON_CREATED: _("Lập tài khoản"),
        Change.PERSON_CHANGED: _("Sửa tài khoản"),
        Change.PERSON_INVITED: _("Gửi thư mời"),
        Change.APPOINTED: _("Giao vai trò"),
        Change.APPOINTMENT_ENDED: _("Thôi vai trò"),
        Change.DEPUTY_NAMED: _("Ghi người thay"),
        Change.DEPUTY_ENDED: _("Kết thúc việc thay"),
        Change.SECOND_STEP_RESET: _("Tắt xác thực hai bước"),
        Change.CATEGORY_CREATED: _("Thêm lĩnh vực"),
        Change.CATEGORY_CHANGED: _("Sửa lĩnh vực"),
        Change.AREA_CREATED: _("Thêm địa bàn"),
        Change.AREA_CHANGED: _("Sửa địa bàn"),
        Change.RULE_CREATED: _("Thêm quy tắc"),
        Change.RULE_CHANGED: _("Sửa quy tắc"),
        Change.RULE_MOVED: _("Đổi thứ tự quy tắc"),
        Change.TEXT_CREATED: _("Thêm mẫu câu trả lời"),
        Change.TEXT_CHANGED: _("Sửa mẫu câu trả lời"),
        Change.MESSAGE_CHANGED: _("Sửa lời thư"),
        Change.MESSAGE_RESET: _("Trở về lời thư có sẵn"),
        Change.CALENDAR_CHANGED: _("Đổi lịch làm việc"),
        Change.CLOCK_POLICY_ADDED: _("Thêm thời hạn"),
        Change.CLOCK_POLICY_ENDED: _("Thôi áp dụng thời hạn"),
        Change.CLOCK_POLICY_CONFIRMED: _("Xác nhận quy định"),
        Change.CLOCK_POLICY_WITHDRAWN: _("Bỏ thời hạn chưa áp dụng"),
        Change.PROCEDURE_CREATED: _("Thêm thủ tục hành chính"),
        Change.PROCEDURE_CHANGED: _("Đổi thủ tục hành chính"),
        Change.CERTIFICATE_KEPT: _("Lưu chứng thư số"),
        Change.CERTIFICATE_REMOVED: _("Gỡ chứng thư số"),
        Change.LETTER_WORDING_CHANGED: _("Đổi lời văn thư xin lỗi"),
        Change.TARGET_CHANGED: _("Đổi chỉ tiêu"),
        Change.API_TOKEN_MADE: _("Tạo mã kết nối phần mềm"),
        Change.API_TOKEN_REVOKED: _("Thu hồi mã kết nối phần mềm"),
        Change.SWITCH_CHANGED: _("Đổi quy định của đơn vị"),
        Change.SWITCH_ENDED: _("Thôi đặt riêng quy định"),
        Change.SWITCH_WITHDRAWN: _("Bỏ quy định chưa áp dụng"),
        Change.REMEDY_PLANNED: _("Lập biện pháp khắc phục"),
        Change.REMEDY_DONE: _("Ghi nhận đã khắc phục"),
        Change.REMEDY_REOPENED: _("Khắc phục tiếp"),
        Change.REMEDY_PUBLISHED: _("Công khai kết quả khắc phục"),
        Change.REMEDY_TAKEN_BACK: _("Gỡ kết quả khắc phục khỏi trang công khai"),
        **_survey_titles(),
    }[Change(action)]


def _survey_titles() -> dict[Change, str]:
    return {
        Change.QUESTIONNAIRE_BROUGHT: _("Soạn phiếu khảo sát"),
        Change.QUESTIONNAIRE_CHANGED: _("Sửa bản soạn phiếu khảo sát"),
        Change.QUESTIONNAIRE_PUBLISHED: _("Ban hành phiếu khảo sát"),
        Change.QUESTIONNAIRE_RETIRED: _("Ngừng dùng phiếu khảo sát"),
        Change.QUESTIONNAIRE_RESTORED: _("Dùng lại phiếu khảo sát"),
        Change.QUESTIONNAIRE_DROPPED: _("Bỏ bản soạn phiếu khảo sát"),
        Change.POINT_OPENED: _("Mở điểm khảo sát"),
        Change.POINT_CHANGED: _("Sửa điểm khảo sát"),
        Change.POINT_CLOSED: _("Đóng điểm khảo sát"),
        Change.FRAMING_SITE_ADDED: _("Cho phép trang khác nhúng khảo sát"),
        Change.FRAMING_SITE_REMOVED: _("Thôi cho phép trang khác nhúng khảo sát"),
        Change.CAMPAIGN_PLANNED: _("Lập đợt khảo sát chọn mẫu"),
        Change.CAMPAIGN_DROPPED: _("Bỏ đợt khảo sát chọn mẫu"),
        Change.SAMPLE_DRAWN: _("Chọn mẫu khảo sát"),
        Change.CAMPAIGN_STARTED: _("Bắt đầu đợt khảo sát"),
        Change.CAMPAIGN_CLOSED: _("Kết thúc đợt khảo sát"),
    }
