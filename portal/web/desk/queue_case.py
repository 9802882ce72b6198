"""One case of the queue: routed with a reason, or first put into another category or kind."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.queries.coordination import Case, last_returns, waiting_case
from portal.services.errors import RuleBroken
from portal.services.reclassify_case import reclassify_case
from portal.services.transition import check_seen
from portal.web.desk.blueprint import blueprint
from portal.web.desk.classification import Reclassify, refusal_words
from portal.web.desk.queue import UNSOUND, RouteMany
from portal.web.desk.suggested import suggested_units
from portal.web.shared.acting import act, actor, commits, require, session
from portal.web.shared.due import due_view
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _


@blueprint.get("/queue/<reference>")
def queue_case(reference: str) -> ResponseReturnValue:
    """The case whole, with everything the coordinator may do."""
    return case_view(_find(reference))


@blueprint.post("/queue/<reference>/reclassify")
@checks_itself
@commits
def reclassify(reference: str) -> ResponseReturnValue:
    """Put the case into another category or kind; its due date follows, its unit does not."""
    case = _find(reference)
    form = Reclassify(case)
    if not form.is_sound():
        return case_view(case, form), UNSOUND
    check_seen(case, form.seen_version)
    try:
        reclassify_case(
            act(),
            case,
            kind=form.chosen_kind,
            category_id=form.chosen_category,
            reason=form.reason.data,
        )
    except RuleBroken as broken:
        session().rollback()  # the service may have begun
        form.complain(broken.field, refusal_words(broken))
        return case_view(case, form), UNSOUND
    flash(
        _("Đã phân loại lại %(reference)s; hạn trả lời tính từ lúc tiếp nhận.", reference=reference),
        "success",
    )
    return redirect(url_for("desk.queue_case", reference=reference), 303)


def _find(reference: str) -> Case:
    require(Permission.ROUTE)
    case = waiting_case(session(), actor(), reference)
    if case is None:
        abort(404)
    return case


def case_view(case: Case, form: Reclassify | None = None) -> str:
    """The page of one waiting case."""
    returns = last_returns(session(), [case.id])
    return render_template(
        "desk/queue_case.html",
        case=case,
        due=due_view(case),
        returned=returns.get(case.id),
        suggestions=suggested_units([case], returns)[case.id],
        route_form=RouteMany(formdata=None),
        form=form or Reclassify(case, formdata=None),
    )
