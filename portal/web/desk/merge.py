"""Merging a case: what may be the same matter, with the reasons, and the choice of the one to wait for."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.domain.reference import read_reference
from portal.domain.states import OPEN_STATES
from portal.queries.cases import case_for
from portal.queries.duplicates import Candidate, candidates_for
from portal.queries.family import family_of
from portal.services.errors import RuleBroken
from portal.services.merge_case import merge_case
from portal.services.transition import check_seen, require
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.due import due_view
from portal.web.shared.form import Form, Hidden, Line, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import term_words

UNSOUND = 422


class MergeForm(Form):
    """Into which case; chosen from the list or typed."""

    main = Line(_l("Mã phản ánh để gộp vào"), id="into")
    version = Hidden()


@blueprint.get("/cases/<reference>/merge")
def merge(reference: str) -> ResponseReturnValue:
    """What may be the same matter, each with the reasons."""
    case = seen_case(reference)
    require(actor(), Permission.MERGE, case)
    if case.state not in OPEN_STATES:
        abort(404)
    return merge_page(case, MergeForm(formdata=None, data={"version": str(case.version)}))


@blueprint.post("/cases/<reference>/merge")
@checks_itself
@commits
def merge_now(reference: str) -> ResponseReturnValue:
    """Let the case wait for the answer of the chosen one."""
    case, form = seen_case(reference), MergeForm()
    require(actor(), Permission.MERGE, case)
    if not form.is_sound():
        return merge_page(case, form), UNSOUND
    check_seen(case, whole(form.version.data))
    try:
        merge_case(act(), case, _main(request.form.get("candidate") or form.main.data))
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, rule_words(broken))
        return merge_page(seen_case(reference), form), UNSOUND
    flash(_("Đã gộp. Một câu trả lời sẽ gửi cho tất cả người gửi, mỗi người một thư riêng."), "success")
    return redirect(url_for("desk.case", reference=reference), 303)


def _main(typed: str) -> Any:
    """The case with the typed reference, if the actor may see it. Raises RuleBroken."""
    if not typed:
        raise RuleBroken("main", "missing")
    known = read_reference(typed)
    found = case_for(session(), actor(), known) if known else None
    if found is None:
        raise RuleBroken("main", "unknown")
    return found


def merge_page(case: Any, form: MergeForm) -> str:
    """The page with whatever was typed."""
    return render_template(
        "desk/merge.html",
        case=case,
        form=form,
        family=family_of(session(), actor(), case),
        candidates=[candidate_view(each) for each in candidates_for(session(), actor(), case)],
    )


def candidate_view(candidate: Candidate) -> dict[str, Any]:
    """One that may be the same matter, and why."""
    return {
        "case": candidate.case,
        "due": due_view(candidate.case),
        "reasons": ", ".join(term_words(reason) for reason in candidate.likeness.reasons),
    }
