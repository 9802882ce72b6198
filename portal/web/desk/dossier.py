"""One dossier: its facts and dates, the letters with every try to deliver them, its history, and what can be done."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.queries.dossiers import Dossier, DossierFile, dossier_file, dossier_for
from portal.services.errors import RuleBroken
from portal.services.issue_letter import record_other_document
from portal.services.mark_solved import mark_solved, unmark_solved
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_filter import people_choices
from portal.web.desk.dossier_facts import (
    applicant_facts,
    case_links,
    clock_of,
    dossier_facts,
    letter_views,
    promise_facts,
    standing_tag,
    steps_of,
)
from portal.web.desk.dossier_menu import dossier_menu
from portal.web.desk.dossier_timeline import dossier_timeline
from portal.web.desk.letter_forms import DocumentForm, SolvedForm, WhyForm
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.get("/dossiers/<path:code>")
def dossier(code: str) -> ResponseReturnValue:
    """The page of a dossier; who may not see it finds nothing."""
    return dossier_page(opened(code))


@blueprint.post("/dossiers/<path:code>/solved")
@checks_itself
@commits
def mark_as_solved(code: str) -> ResponseReturnValue:
    """Note that there is a result while the one-stop software still shows the dossier as open."""
    found, form = seen_dossier(code), solved_form(seen_dossier(code))

    def do() -> None:
        if form.solved_on.data is None:
            raise RuleBroken("solved_on", "missing")
        owner_id = whole(form.owner.data)
        mark_solved(
            act(), found, solved_on=form.solved_on.data, evidence=form.evidence.data, owner_id=owner_id
        )

    return tried(code, form, do, done=_("Đã ghi nhận hồ sơ có kết quả; hồ sơ vào danh sách cần cập nhật."))


@blueprint.post("/dossiers/<path:code>/unsolved")
@checks_itself
@commits
def unmark_as_solved(code: str) -> ResponseReturnValue:
    """Take the mark away again."""
    found, form = seen_dossier(code), WhyForm()
    return tried(
        code,
        form,
        lambda: unmark_solved(act(), found, reason=form.reason.data),
        done=_("Đã bỏ ghi nhận; hồ sơ trở lại danh sách đang giải quyết."),
    )


@blueprint.post("/dossiers/<path:code>/document")
@checks_itself
@commits
def record_document(code: str) -> ResponseReturnValue:
    """Note the head's own document after the second overrun."""
    found, form = seen_dossier(code), DocumentForm()
    return tried(
        code,
        form,
        lambda: record_other_document(act(), found, document=form.document.data),
        done=_("Đã ghi văn bản của người đứng đầu."),
    )


def tried(code: str, form: Form, do: Callable[[], object], *, done: str) -> ResponseReturnValue:
    """Take a step; what cannot be taken comes back with everything typed."""
    if not form.is_sound():
        return dossier_page(opened(code), form), UNSOUND
    try:
        do()
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, rule_words(broken))
        return dossier_page(opened(code), form), UNSOUND
    flash(done, "success")
    return redirect(url_for("desk.dossier", code=code), 303)


def seen_dossier(code: str) -> Dossier:
    """A dossier that one may see; everybody else finds nothing."""
    return dossier_for(session(), actor(), code) or abort(404)


def opened(code: str) -> DossierFile:
    """A dossier that one may see, with all that belongs to it."""
    return dossier_file(session(), actor(), code) or abort(404)


def solved_form(dossier: Dossier, **given: Any) -> SolvedForm:
    """The form with those who can be asked to update the software."""
    form = SolvedForm(**given)
    form.owner.choices = people_choices(
        actor().units_for(Permission.SEE_DOSSIERS) & frozenset({dossier.unit_id})
    )
    return form


def dossier_page(file: DossierFile, wrong: Form | None = None) -> str:
    """The page, after a step that could not be taken with what was typed."""
    row = file.dossier
    return render_template(
        "desk/dossier.html",
        file=file,
        dossier=row,
        menu=dossier_menu(),
        tag=standing_tag(row),
        facts=dossier_facts(file),
        promise=promise_facts(file),
        applicant=applicant_facts(row.applicant),
        clock=clock_of(file),
        letters=letter_views(file),
        cases=case_links(file),
        timeline=dossier_timeline(file.events),
        steps=steps_of(row, file.letters),
        wrong=wrong,
        forms=forms_of(row, wrong),
    )


def forms_of(dossier: Dossier, wrong: Form | None) -> dict[str, Form]:
    """The forms of the page; the one that was refused keeps what was typed."""
    begun: dict[str, Form] = {
        "solved": solved_form(
            dossier, formdata=None, data={"solved_on": act().today, "owner": str(actor().account_id)}
        ),
        "unsolved": WhyForm(formdata=None),
        "document": DocumentForm(formdata=None, data={"document": dossier.other_document}),
    }
    return {name: wrong if type(wrong) is type(form) else form for name, form in begun.items()}
