"""Questionnaires with their versions: the list, one with its history, new ones typed or brought as a file."""

import json
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from werkzeug.exceptions import NotFound
from wtforms import SelectField

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.questionnaire import Purpose, Questionnaire
from portal.domain.surveys.written import NotAQuestionnaire, read
from portal.queries.surveys.managing import manages_all_surveys
from portal.queries.surveys.versions import Listed, QuestionnaireVersion, listed_questionnaires
from portal.services.errors import RuleBroken
from portal.services.surveys import manage_questionnaire as manage
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, saved
from portal.web.shared.acting import act, actor, commits, session, settings
from portal.web.shared.choices import terms
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l

# A questionnaire of eighty items in two languages is far smaller.
LARGEST_FILE = 500_000


class NewQuestionnaireForm(Form):
    """What a questionnaire cannot change later, and its title."""

    code = Line(
        _l("Mã"),
        description=_l("Chữ thường không dấu, số, gạch dưới; không đổi được về sau. Ví dụ: tiep_cong_dan"),
    )
    purpose = SelectField(_l("Hỏi về việc gì"), description=_l("Không đổi được về sau."))
    title_vi = Line(_l("Tiêu đề tiếng Việt"))
    title_en = Line(_l("Tiêu đề tiếng Anh"))

    def offer(self) -> "NewQuestionnaireForm":
        """Fill in what can be chosen."""
        self.purpose.choices = terms(Purpose)
        return self


class BringForm(Form):
    """A questionnaire in a file."""

    file = FileField(_l("Tệp JSON"), description=_l("Tệp đã xuất từ cổng này hoặc cổng của cơ quan khác."))


def may_edit() -> bool:
    """Whether questionnaires, which are the whole office's, may be changed."""
    return manages_all_surveys(settings(), actor())


@blueprint.get("/surveys")
def questionnaires() -> ResponseReturnValue:
    """All of them, those in use first."""
    return render_template(
        "admin/surveys/questionnaires.html", rows=listed_questionnaires(session()), may_edit=may_edit()
    )


@blueprint.get("/surveys/<int:questionnaire_id>")
def questionnaire(questionnaire_id: int) -> ResponseReturnValue:
    """One with its history."""
    found = _found(questionnaire_id)
    return render_template("admin/surveys/questionnaire.html", found=found, may_edit=may_edit())


@blueprint.route("/surveys/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_questionnaire() -> ResponseReturnValue:
    """Begin an empty one."""
    form = NewQuestionnaireForm().offer()
    kept: list[QuestionnaireVersion] = []

    def save() -> None:
        code = form.code.data
        if any(each.row.code == code for each in listed_questionnaires(session())):
            raise RuleBroken("code", "taken")
        title = Bilingual(form.title_vi.data, form.title_en.data)
        empty = Questionnaire(code, Purpose(form.purpose.data), title, ())
        kept.append(manage.bring(act(), empty))

    if form.is_submitted() and saved(form, save):
        return redirect(url_for("admin.questionnaire_draft", version_id=kept[0].id), 303)
    return _page(form, heading=_("Soạn phiếu khảo sát mới"), action=_("Bắt đầu soạn"))


@blueprint.route("/surveys/bring", methods=["GET", "POST"])
@checks_itself
@commits
def bring_questionnaire() -> ResponseReturnValue:
    """Begin a draft that says what a file says."""
    form = BringForm()
    kept: list[QuestionnaireVersion] = []
    if form.is_submitted() and saved(form, lambda: kept.append(manage.bring(act(), _read(form)))):
        flash(_("Đã đọc tệp thành bản soạn. Xin kiểm tra rồi ban hành."), "success")
        return redirect(url_for("admin.questionnaire_draft", version_id=kept[0].id), 303)
    lead = _(
        "Tệp thành một bản soạn: của phiếu có cùng mã, hoặc của một phiếu mới. Chưa có gì được ban hành."
    )
    return _page(form, heading=_("Nhập phiếu từ tệp"), lead=lead, action=_("Đọc tệp"), files=True)


@blueprint.post("/surveys/<int:questionnaire_id>/draft")
@commits
def begin_questionnaire_draft(questionnaire_id: int) -> ResponseReturnValue:
    """Begin a draft from the newest version, or go on with the one there is."""
    found = _found(questionnaire_id)
    draft = manage.begin(act(), found.row)
    return redirect(url_for("admin.questionnaire_draft", version_id=draft.id), 303)


@blueprint.post("/surveys/<int:questionnaire_id>/retire")
@commits
def retire_questionnaire(questionnaire_id: int) -> ResponseReturnValue:
    """Ask nobody with it any more."""
    manage.retire(act(), _found(questionnaire_id).row, retired=True)
    flash(_("Đã ngừng dùng phiếu này. Kết quả đã có vẫn giữ nguyên."), "success")
    return redirect(url_for("admin.questionnaire", questionnaire_id=questionnaire_id), 303)


@blueprint.post("/surveys/<int:questionnaire_id>/restore")
@commits
def restore_questionnaire(questionnaire_id: int) -> ResponseReturnValue:
    """Ask with it again."""
    manage.retire(act(), _found(questionnaire_id).row, retired=False)
    flash(_("Đã dùng lại phiếu này."), "success")
    return redirect(url_for("admin.questionnaire", questionnaire_id=questionnaire_id), 303)


def _read(form: BringForm) -> Questionnaire:
    """The questionnaire in the file. Raises RuleBroken after the reason was put beside the field."""
    content = form.file.data.stream.read(LARGEST_FILE + 1) if form.file.data else b""
    if not content:
        raise RuleBroken("file", "no_file")
    if len(content) > LARGEST_FILE:
        raise RuleBroken("file", "too_large")
    try:
        return read(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        if isinstance(error, NotAQuestionnaire):
            form.complain("file", _("Chỗ chưa đọc được trong tệp: %(place)s", place=error.place or "–"))
        raise RuleBroken("file", "not_a_questionnaire") from error


def _found(questionnaire_id: int) -> Listed:
    found = listed_questionnaires(session(), questionnaire_id)
    if not found:
        raise NotFound
    return found[0]


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.questionnaires")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
