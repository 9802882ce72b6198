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
from portal.web.shared.rules import rules
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
        "cause": _("Nguyên nhân"),
        "measure": _("Biện pháp khắc phục"),
        "evidence": _("Kết quả đã đạt được"),
        "due_on": _("Hoàn thành trước hết ngày"),
        "said_vi": _("Ông/Bà góp ý (tiếng Việt)"),
        "did_vi": _("Chúng tôi đã làm (tiếng Việt)"),
        "said_en": _("Ông/Bà góp ý (tiếng Anh)"),
        "did_en": _("Chúng tôi đã làm (tiếng Anh)"),
        "dismissal": _("Nếu không phải dữ liệu cá nhân, lý do"),
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
