"""Sections, items and scales of a draft, each on a page of its own."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.surveys.editing import new_code, put_item, put_scale, put_section
from portal.domain.surveys.questionnaire import Questionnaire, Section
from portal.web.admin.blueprint import blueprint
from portal.web.admin.surveys.draft_items import (
    ItemForm,
    ScaleForm,
    rows_of,
    typed_item,
    typed_rows,
    with_spare,
)
from portal.web.admin.surveys.draft_words import SectionForm
from portal.web.admin.surveys.editing import Draft, draft_of, edit_page, kept
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

BOTH = ["GET", "POST"]
NEW = "new-"


@blueprint.route("/surveys/drafts/<int:version_id>/sections/<section>", methods=BOTH)
@checks_itself
@commits
def questionnaire_section(version_id: int, section: str) -> ResponseReturnValue:
    """Change a section, or add one where its code is "new-"."""
    draft = draft_of(version_id)
    old = next((each for each in draft.questionnaire.sections if each.code == section), None)
    _must_be_there(section, old)
    form = SectionForm(data=SectionForm.typed(old) if old else {})

    def changed() -> Questionnaire:
        taken = [each.code for each in draft.questionnaire.sections]
        code = old.code if old else new_code(form.title_en.data or form.title_vi.data, taken)
        return put_section(draft.questionnaire, form.section(code))

    if form.is_submitted() and kept(draft, form, changed):
        return redirect(draft.address, 303)
    return edit_page(draft, form, heading=_("Sửa phần") if old else _("Thêm phần"))


@blueprint.route("/surveys/drafts/<int:version_id>/items/<item>", methods=BOTH)
@checks_itself
@commits
def questionnaire_item(version_id: int, item: str) -> ResponseReturnValue:
    """Change an item, or add one to a section where its code is "new-"."""
    draft = draft_of(version_id)
    old = draft.questionnaire.by_code.get(item)
    _must_be_there(item, old)
    section = _section_of(draft.questionnaire, item) or request.args.get("section", "")
    usual = {"section": section, "required": True, "scale": _first_scale(draft)}
    form = ItemForm(data=typed_item(old, section) if old else usual)
    form.offer(draft.questionnaire, old.code if old else None)
    rows = typed_rows() if form.is_submitted() else rows_of(old.choices if old else ())

    def changed() -> Questionnaire:
        taken = list(draft.questionnaire.by_code)
        code = old.code if old else new_code(form.text_en.data or form.text_vi.data, taken)
        return put_item(draft.questionnaire, form.item(code, rows), section=form.section.data)

    if form.is_submitted() and kept(draft, form, changed):
        return redirect(f"{draft.address}#item-{item}" if old else draft.address, 303)
    heading = _("Sửa câu hỏi") if old else _("Thêm câu hỏi")
    return edit_page(
        draft, form, heading=heading, template="admin/surveys/edit_item.html", rows=with_spare(rows)
    )


@blueprint.route("/surveys/drafts/<int:version_id>/scales/<scale>", methods=BOTH)
@checks_itself
@commits
def questionnaire_scale(version_id: int, scale: str) -> ResponseReturnValue:
    """Change a scale, or add one where its code is "new-"."""
    draft = draft_of(version_id)
    old = next((each for each in draft.questionnaire.scales if each.code == scale), None)
    _must_be_there(scale, old)
    form = ScaleForm(obj=old)
    rows = typed_rows() if form.is_submitted() else rows_of(old.points if old else ())
    if old:
        del form.code

    def changed() -> Questionnaire:
        taken = [each.code for each in draft.questionnaire.scales]
        code = old.code if old else new_code(form.code.data or "scale", taken)
        return put_scale(draft.questionnaire, form.scale(code, rows))

    if form.is_submitted() and kept(draft, form, changed):
        return redirect(draft.address, 303)
    heading = _("Sửa thang mức độ") if old else _("Thêm thang mức độ")
    return edit_page(
        draft, form, heading=heading, template="admin/surveys/edit_scale.html", rows=with_spare(rows)
    )


def _must_be_there(code: str, found: object | None) -> None:
    if found is None and code != NEW:
        raise NotFound


def _section_of(questionnaire: Questionnaire, code: str) -> str:
    def holds(section: Section) -> bool:
        return any(item.code == code for item in section.items)

    return next((section.code for section in questionnaire.sections if holds(section)), "")


def _first_scale(draft: Draft) -> str:
    return next((scale.code for scale in draft.questionnaire.scales), "")
