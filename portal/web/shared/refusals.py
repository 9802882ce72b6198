"""Refusals of services as people read them: forbidden, changed meanwhile, not possible now."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from portal.domain.answers import IllegalAnswerStep, SamePerson
from portal.domain.workflow import IllegalStep, MissingFact
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.web.shared.errors import refused
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words

CONFLICT = 409
REFUSALS = (
    NotPermitted,
    ChangedMeanwhile,
    RuleBroken,
    IllegalStep,
    MissingFact,
    IllegalAnswerStep,
    SamePerson,
)


def install_refusals(app: Flask) -> None:
    """Turn what services refuse into pages; an audience may have richer ones of its own."""
    app.register_error_handler(NotPermitted, forbidden)
    for kind in (ChangedMeanwhile, IllegalStep, IllegalAnswerStep, SamePerson):
        app.register_error_handler(kind, changed)


def forbidden(error: Exception) -> ResponseReturnValue:
    """Not theirs to do. What they may not even see was not found before it came to this."""
    return refused(Forbidden())


def changed(error: Exception) -> ResponseReturnValue:
    """Somebody else was quicker, or the step is not open: what was typed is shown again."""
    return render_template("errors/changed.html", yours=typed(), theirs=[], back_href=request.path), CONFLICT


def typed() -> list[dict[str, str]]:
    """What stood in the form that could not be taken, by the names of its fields."""
    labels = field_labels()
    return [
        {"label": labels[name], "value": value}
        for name in labels
        for value in request.form.getlist(name)
        if value.strip()
    ]


def field_labels() -> dict[str, str]:
    """What people call the entries that hold their own words."""
    return {
        "subject": _("Tiêu đề"),
        "title": _("Tiêu đề"),
        "text": _("Nội dung"),
        "body": _("Nội dung trả lời"),
        "question": _("Câu hỏi công khai"),
        "answer": _("Câu trả lời công khai"),
        "apology": _("Lời xin lỗi"),
        "reason": _("Lý do"),
        "remark": _("Ý kiến"),
        "comment": _("Nhận xét"),
        "to": _("Nơi nhận"),
    }


def refusal_words(error: Exception) -> str:
    """Why a service refuses, in one sentence."""
    return next(say(error) for kind, say in _SENTENCES.items() if isinstance(error, kind))


def _changed(error: Any) -> str:
    return _("Hồ sơ đã thay đổi từ khi mở trang.")


def _not_permitted(error: Any) -> str:
    return _("Ông/Bà không có quyền làm việc này với hồ sơ.")


def _illegal(error: Any) -> str:
    return _(
        "Không còn thực hiện được bước “%(step)s” khi hồ sơ ở trạng thái “%(state)s”.",
        step=term_words(error.event),
        state=term_words(error.state),
    )


def _illegal_answer(error: Any) -> str:
    return _(
        "Không làm được bước này khi câu trả lời ở tình trạng “%(status)s”.", status=term_words(error.status)
    )


def _same_person(error: Any) -> str:
    return _("Người soạn không được tự duyệt. Xin để người khác duyệt.")


def _missing(error: Any) -> str:
    return _("Còn thiếu thông tin bắt buộc.")


def _rule(error: Any) -> str:
    return rule_words(error)


_SENTENCES: Mapping[type[Exception], Callable[[Any], str]] = {
    ChangedMeanwhile: _changed,
    NotPermitted: _not_permitted,
    IllegalStep: _illegal,
    IllegalAnswerStep: _illegal_answer,
    SamePerson: _same_person,
    MissingFact: _missing,
    RuleBroken: _rule,
}


def rule_words(broken: RuleBroken) -> str:
    """The sentence beside an entry that breaks a rule."""
    sentence = rules().get((broken.field, broken.code)) or rules().get(("", broken.code))
    return sentence or _("Nội dung này chưa hợp lệ. Xin kiểm tra lại.")


def rules() -> dict[tuple[str, str], str]:
    """What the rules of staff's work say, by entry and rule; an empty entry stands for any."""
    return {
        ("", "missing"): _("Mục này không được để trống."),
        ("", "too_long"): _("Nội dung dài quá. Xin rút gọn."),
        ("reason", "missing"): _("Xin ghi lý do."),
        ("remark", "missing"): _("Xin ghi ý kiến để người soạn biết cần sửa gì."),
        ("text", "missing"): _("Xin viết nội dung."),
        ("text", "rounds_used_up"): _(
            "Đã đề nghị bổ sung đủ số lần cho phép. Xin trả lời theo những gì đã có."
        ),
        ("body", "missing"): _("Xin viết nội dung trả lời."),
        ("outcome", "missing"): _("Xin chọn kết quả xử lý."),
        ("apology", "missing"): _("Câu trả lời trễ hạn phải kèm lời xin lỗi và nêu lý do."),
        ("unit_id", "missing"): _("Xin chọn đơn vị."),
        ("until", "missing"): _("Xin ghi ngày gia hạn."),
        ("until", "extended_before"): _("Hồ sơ đã được gia hạn một lần, không gia hạn nữa."),
        ("until", "overdue"): _("Đã quá hạn nên không gia hạn được. Xin trả lời và xin lỗi người gửi."),
        ("until", "not_later"): _("Ngày gia hạn phải sau hạn trả lời hiện nay."),
        ("until", "day_of_rest"): _("Ngày này là ngày nghỉ. Xin chọn một ngày làm việc."),
        ("until", "too_far"): _("Gia hạn quá dài so với quy định của đơn vị. Xin chọn ngày sớm hơn."),
        ("reason_code", "missing"): _("Xin chọn lý do."),
        ("reason_code", "proposed_before"): _("Đã có đề xuất không tiếp nhận đang chờ quyết định."),
        ("text", "not_proposed"): _("Không còn đề xuất nào chờ quyết định."),
        ("agency", "missing"): _("Xin ghi tên cơ quan nhận."),
        ("agency", "too_long"): _("Tên cơ quan dài quá. Xin rút gọn."),
        ("officer_id", "missing"): _("Xin chọn người xử lý."),
        ("unit_id", "unknown"): _("Đơn vị này không còn hoạt động. Xin chọn đơn vị khác."),
        ("officer_id", "not_in_unit"): _("Người này không thuộc đơn vị đang giữ hồ sơ."),
        ("procedure", "unknown"): _("Xin chọn khiếu nại hoặc tố cáo."),
        ("title", "missing"): _("Xin viết tiêu đề của bản công khai."),
        ("question", "missing"): _("Xin viết câu hỏi của bản công khai."),
        ("answer", "missing"): _("Xin viết câu trả lời của bản công khai."),
        ("answer", "not_issued"): _("Chưa gửi câu trả lời cho người gửi nên chưa công khai được."),
        ("status", "not_submitted"): _("Bản công khai chưa được trình duyệt."),
        ("status", "not_published"): _("Không có bản nào đang công khai."),
        ("status", "published_before"): _("Câu trả lời đã từng được công khai."),
        ("name", "missing"): _("Xin đặt tên cho bộ lọc."),
        ("deputy_id", "unknown"): _("Xin chọn một người cùng đơn vị hoặc đơn vị cấp trên."),
        ("from_on", "past"): _("Ngày bắt đầu không thể ở trước hôm nay."),
        ("to_on", "before_start"): _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ("from_on", "overlaps"): _("Đã có người thay trong những ngày này."),
        ("message", "not_failed"): _("Thư này đang chờ gửi hoặc đã gửi, không cần gửi lại."),
        ("files", "type"): _("Chỉ nhận ảnh JPEG, PNG, HEIC và tệp PDF, DOCX."),
        ("files", "size"): _("Tệp này quá lớn. Xin chọn tệp nhỏ hơn 10 MB."),
        ("files", "empty"): _("Tệp này không có nội dung."),
        ("files", "damaged"): _("Không đọc được tệp này. Có thể tệp đã hỏng."),
        ("files", "infected"): _("Tệp này có mã độc nên không được nhận."),
        ("files", "too_many"): _("Đã đủ số tệp cho phép."),
        ("files", "unavailable"): _("Tạm thời không lưu được tệp. Xin thử lại sau ít phút."),
    }
