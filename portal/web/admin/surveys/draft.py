"""A draft as a whole: its outline with what is wrong, order, publication, and throwing it away."""

from typing import Literal

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from portal.domain.surveys.editing import Part, moved, removed
from portal.services.surveys import manage_questionnaire as manage
from portal.services.surveys.edit_questionnaire import NotReady
from portal.web.admin.blueprint import blueprint
from portal.web.admin.surveys.draft_words import WordsForm, with_words
from portal.web.admin.surveys.editing import draft_of, edit_page, kept
from portal.web.admin.surveys.faults import fault_views
from portal.web.admin.surveys.questionnaires import may_edit
from portal.web.admin.surveys.versions import changes_of
from portal.web.shared.acting import act, commits, language
from portal.web.shared.asked_items import after_words, numbers_of
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

PARTS: dict[str, Part] = {"section": "section", "item": "item", "scale": "scale"}
STEPS: dict[str, Literal[-1, 1]] = {"up": -1, "down": 1}


@blueprint.get("/surveys/drafts/<int:version_id>")
def questionnaire_draft(version_id: int) -> ResponseReturnValue:
    """The outline: every section and item, what is wrong with them, and what can be done."""
    draft = draft_of(version_id)
    questionnaire = draft.questionnaire
    return render_template(
        "admin/surveys/draft.html",
        draft=draft,
        questionnaire=questionnaire,
        numbers=numbers_of(questionnaire),
        after=lambda item: after_words(questionnaire, item, language()),
        faults=fault_views(questionnaire, version_id),
        may_edit=may_edit(),
    )


@blueprint.route("/surveys/drafts/<int:version_id>/words", methods=["GET", "POST"])
@checks_itself
@commits
def questionnaire_words(version_id: int) -> ResponseReturnValue:
    """Title, introduction, thanks and basis."""
    draft = draft_of(version_id)
    form = WordsForm(data=WordsForm.typed(draft.questionnaire))
    if form.is_submitted() and kept(draft, form, lambda: with_words(draft.questionnaire, form)):
        return redirect(draft.address, 303)
    return edit_page(draft, form, heading=_("Lời của phiếu"))


@blueprint.post("/surveys/drafts/<int:version_id>/move")
@commits
def move_in_questionnaire(version_id: int) -> ResponseReturnValue:
    """One place up or down."""
    draft = draft_of(version_id)
    part, code = _pointed_at()
    by = STEPS.get(request.form.get("way", ""))
    if by is None:
        raise BadRequest
    changed = moved(draft.questionnaire, part, code, by=by)
    manage.change(act(), draft.row, changed, seen=draft.seen)
    return redirect(f"{draft.address}#{part}-{code}", 303)


@blueprint.post("/surveys/drafts/<int:version_id>/remove")
@commits
def remove_from_questionnaire(version_id: int) -> ResponseReturnValue:
    """Take a section with its items, an item or a scale out."""
    draft = draft_of(version_id)
    part, code = _pointed_at()
    manage.change(act(), draft.row, removed(draft.questionnaire, part, code), seen=draft.seen)
    flash(_("Đã bỏ."), "success")
    return redirect(draft.address, 303)


@blueprint.get("/surveys/drafts/<int:version_id>/publish")
def confirm_questionnaire(version_id: int) -> ResponseReturnValue:
    """What publishing means, and what changes by it."""
    draft = draft_of(version_id)
    return render_template(
        "admin/surveys/publish.html",
        draft=draft,
        questionnaire=draft.questionnaire,
        changes=changes_of(draft.row, draft.questionnaire),
        faults=fault_views(draft.questionnaire, version_id),
    )


@blueprint.post("/surveys/drafts/<int:version_id>/publish")
@commits
def publish_questionnaire(version_id: int) -> ResponseReturnValue:
    """Publish it: it never changes again."""
    draft = draft_of(version_id)
    try:
        manage.publish(act(), draft.row, seen=draft.seen)
    except NotReady:
        flash(_("Chưa ban hành được: xin sửa những chỗ nêu dưới đây."), "error")
        return redirect(draft.address, 303)
    flash(
        _("Đã ban hành bản %(number)s. Từ nay bản này không sửa được nữa.", number=draft.row.number),
        "success",
    )
    return redirect(url_for("admin.questionnaire", questionnaire_id=draft.row.questionnaire_id), 303)


@blueprint.post("/surveys/drafts/<int:version_id>/drop")
@commits
def drop_questionnaire_draft(version_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    draft = draft_of(version_id)
    manage.drop(act(), draft.row)
    flash(_("Đã bỏ bản soạn."), "success")
    return redirect(url_for("admin.questionnaires"), 303)


def _pointed_at() -> tuple[Part, str]:
    part = PARTS.get(request.form.get("part", ""))
    if part is None:
        raise BadRequest
    return part, request.form.get("code", "")
