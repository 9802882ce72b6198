"""Drafting letters of apology from the lists: one with one keystroke, or many with one reason."""

from dataclasses import replace
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.apologies import LetterStatus
from portal.queries.dossier_lists import dossier_page
from portal.queries.dossiers import Dossier, dossiers_for
from portal.services.draft_letter import Edits, draft_letter, save_letter, submit_letter
from portal.services.errors import RuleBroken
from portal.web.desk.blueprint import blueprint
from portal.web.desk.dossier import seen_dossier
from portal.web.desk.dossier_lines import may_draft
from portal.web.desk.dossier_menu import dossier_menu
from portal.web.desk.dossiers import looked_at
from portal.web.desk.letter_forms import ReasonForm
from portal.web.desk.many_cases import way_back
from portal.web.desk.wholly import Hindrance, Report, attempt
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.form import checks_itself
from portal.web.shared.refusals import refusal_words, rule_words
from portal.web.shared.sentences import _

MOST_TOGETHER = 100
UNSOUND = 422


@blueprint.post("/dossiers/<path:code>/letter")
@commits
def draft_one(code: str) -> ResponseReturnValue:
    """A draft with everything filled in but the reason, opened at once; a second click opens the same one."""
    dossier = seen_dossier(code)
    try:
        letter = draft_letter(act(), dossier)
    except RuleBroken as broken:
        flash(rule_words(broken), "error")
        return redirect(url_for("desk.dossier", code=code), 303)
    return redirect(url_for("desk.letter", letter_id=letter.id), 303)


@blueprint.post("/dossiers/letters")
@checks_itself
@commits
def draft_many() -> ResponseReturnValue:
    """Drafts for all ticked dossiers with one reason and the proposed dates; each wholly or not at all."""
    form, codes = ReasonForm(), chosen_codes()
    if not codes:
        flash(_("Chưa chọn hồ sơ nào."), "error")
        return redirect(way_back(), 303)
    if not form.is_sound() or not is_reasoned(form):
        return drafts_page(form, codes), UNSOUND
    report = Report()
    found = dossiers_for(session(), actor(), codes)
    for code in codes:
        dossier = found.get(code)
        if dossier is None:
            report.refused.append(Hindrance(code, _("Không tìm thấy.")))
        elif (error := attempt(partial(draft_with, dossier, form))) is not None:
            report.refused.append(Hindrance(code, refusal_words(error)))
        else:
            report.done.append(code)
    return drafts_page(form, codes, report)


def chosen_codes() -> list[str]:
    """The ticked dossiers, or all of the list that want a letter."""
    if request.form.get("all"):
        page = dossier_page(session(), actor(), replace(looked_at(), place=None, page=MOST_TOGETHER))
        return [row.code for row in page.rows if may_draft(row)]
    return list(dict.fromkeys(request.form.getlist("dossier")))[:MOST_TOGETHER]


def is_reasoned(form: ReasonForm) -> bool:
    """Whether there is a reason for all the letters; says beside the fields what is missing."""
    if form.chosen_reason is None:
        form.complain("reason", _("Xin chọn lý do."))
    if not form.reason_words.data:
        form.complain("reason_words", _("Xin ghi lý do."))
    return not form.errors


def draft_with(dossier: Dossier, form: ReasonForm) -> None:
    """A draft with a reason and the date proposed for it, perhaps laid before the head of the agency."""
    letter = draft_letter(act(), dossier)
    if letter.status is not LetterStatus.DRAFT or letter.reason is not None:
        # Somebody is writing it already: their words stay.
        raise RuleBroken("letter", "is_being_written")
    edits = Edits(form.chosen_reason, form.reason_words.data, letter.new_due_at)
    save_letter(act(), dossier, letter, edits=edits)
    if form.submit_now.data:
        submit_letter(act(), dossier, letter)


def drafts_page(form: ReasonForm, codes: list[str], report: Report | None = None) -> str:
    """What became of each, or the reason that is still wanted."""
    return render_template(
        "desk/dossier_drafts.html",
        form=form,
        codes=codes,
        report=report,
        menu=dossier_menu(),
        back=way_back(),
    )
