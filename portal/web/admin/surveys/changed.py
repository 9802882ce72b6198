"""Two editors of one draft or one point: the second one is told, and what they typed is shown again."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.queries.surveys.questionnaires import current_version
from portal.queries.surveys.versions import draft_row
from portal.services.errors import ChangedMeanwhile
from portal.web.admin.blueprint import SURVEYS, blueprint
from portal.web.shared.acting import language, session, settings
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import CONFLICT, changed
from portal.web.shared.sentences import _


@blueprint.errorhandler(ChangedMeanwhile)
def changed_meanwhile(error: Exception) -> ResponseReturnValue:
    """The page with what was typed, and who was quicker."""
    version_id = (request.view_args or {}).get("version_id")
    if request.endpoint == "admin.survey_point":
        return render_template("admin/surveys/changed_point.html", typed=_typed_point()), CONFLICT
    if not request.path.startswith(f"{SURVEYS}/drafts/") or version_id is None:
        return changed(error)
    row = draft_row(session(), version_id)
    address = url_for("admin.questionnaire_draft", version_id=version_id)
    page = render_template(
        "admin/surveys/changed.html",
        typed=_typed(),
        by=settings().person_name(row.changed_by_id) if row else "",
        at=row.changed_at if row else None,
        back_href=address if row else url_for("admin.questionnaires"),
    )
    return page, CONFLICT


def _typed_point() -> list[dict[str, str]]:
    questionnaire_id = whole(request.form.get("questionnaire_id")) or 0
    asked = current_version(session(), questionnaire_id)
    title = asked.questionnaire.title.said(language()) if asked else ""
    rows = {_("Tên điểm"): request.form.get("name", ""), _("Phiếu khảo sát được dùng"): title}
    return [{"label": label, "value": value} for label, value in rows.items() if value]


def _typed() -> list[dict[str, str]]:
    labels = {
        "basis": _("Căn cứ"),
        "title_vi": _("Tiêu đề, tiếng Việt"),
        "title_en": _("Tiêu đề, tiếng Anh"),
        "introduction_vi": _("Lời mở đầu, tiếng Việt"),
        "introduction_en": _("Lời mở đầu, tiếng Anh"),
        "thanks_vi": _("Lời cảm ơn, tiếng Việt"),
        "thanks_en": _("Lời cảm ơn, tiếng Anh"),
        "text_vi": _("Câu hỏi, tiếng Việt"),
        "text_en": _("Câu hỏi, tiếng Anh"),
        "hint_vi": _("Gợi ý, tiếng Việt"),
        "hint_en": _("Gợi ý, tiếng Anh"),
        "code": _("Mã của thang"),
        "satisfied_from": _("Hài lòng từ giá trị"),
        "low_to": _("Thấp đến giá trị"),
        "row-key": _("Các giá trị"),
        "row-vi": _("Các câu trả lời, tiếng Việt"),
        "row-en": _("Các câu trả lời, tiếng Anh"),
    }
    rows = ((label, " / ".join(filter(None, request.form.getlist(name)))) for name, label in labels.items())
    return [{"label": label, "value": value} for label, value in rows if value]
