"""Another kind or category for a case in hand: first what becomes of the due date, then saved."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.domain.states import OPEN_STATES
from portal.queries.case_file import Case
from portal.services.errors import RuleBroken
from portal.services.reclassify_case import Outlook, foresee_reclassification, reclassify_case
from portal.services.transition import check_seen, require
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.desk.classification import Reclassify, refusal_words
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.get("/cases/<reference>/reclassify")
def ask_to_reclassify(reference: str) -> ResponseReturnValue:
    """The form, filled in with what the case is now."""
    case = _found(reference)
    return reclassify_page(case, Reclassify(case, formdata=None))


@blueprint.post("/cases/<reference>/reclassify")
@checks_itself
@commits
def reclassify_now(reference: str) -> ResponseReturnValue:
    """Show the due date that would follow; saved only by the button that stands beside it."""
    case = _found(reference)
    form = Reclassify(case)
    if not form.is_sound():
        return reclassify_page(case, form), UNSOUND
    check_seen(case, form.seen_version)
    kind, category_id = form.chosen_kind, form.chosen_category
    try:
        outlook = foresee_reclassification(act(), case, kind=kind, category_id=category_id)
        if request.form.get("step") != "save":
            return reclassify_page(case, form, outlook)
        reclassify_case(act(), case, kind=kind, category_id=category_id, reason=form.reason.data)
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, refusal_words(broken))
        return reclassify_page(_found(reference), form), UNSOUND
    flash(
        _("Đã phân loại lại %(reference)s; hạn trả lời tính từ lúc tiếp nhận.", reference=reference),
        "success",
    )
    return redirect(url_for("desk.case", reference=reference), 303)


def _found(reference: str) -> Case:
    case = seen_case(reference)
    require(actor(), Permission.RECLASSIFY, case)
    return case if case.state in OPEN_STATES else abort(404)


def reclassify_page(case: Case, form: Reclassify, outlook: Outlook | None = None) -> str:
    """The page; with what would follow, once that was asked for."""
    return render_template("desk/reclassify.html", case=case, form=form, outlook=outlook)
