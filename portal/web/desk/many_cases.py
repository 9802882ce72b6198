"""Taking, assigning or chasing several cases at once: all of them, or none and what stands in the way of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.queries.case_file import Case
from portal.queries.cases import cases_for
from portal.services.act import Act
from portal.services.chase_case import chase_case
from portal.services.take_case import accept_case, assign_cases
from portal.services.transition import check_seen
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.refusals import CONFLICT, REFUSALS, refusal_words
from portal.web.shared.sentences import _, counted

Do = Callable[[Act, Case], object]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A case that stands in the way, and why."""

    reference: str
    words: str


@blueprint.post("/cases/accept")
@commits
def accept_many() -> ResponseReturnValue:
    """Take all ticked cases oneself."""
    return together(accept_case, lambda n: counted("Đã nhận %(num)s việc.", "Đã nhận %(num)s việc.", n))


@blueprint.post("/cases/assign")
@commits
def assign_many() -> ResponseReturnValue:
    """Give all ticked cases to one officer."""
    officer_id = request.form.get("officer_id", type=int) or 0
    return together(
        lambda acting, case: assign_cases(acting, [case], officer_id=officer_id),
        lambda n: counted("Đã phân công %(num)s việc.", "Đã phân công %(num)s việc.", n),
    )


@blueprint.post("/cases/chase")
@commits
def chase_many() -> ResponseReturnValue:
    """Urge the units of all ticked cases, in the same words."""
    text = request.form.get("text", "")
    return together(
        lambda acting, case: chase_case(acting, case, text=text),
        lambda n: counted("Đã đôn đốc %(num)s việc.", "Đã đôn đốc %(num)s việc.", n),
    )


def together(do: Do, done: Callable[[int], str]) -> ResponseReturnValue:
    """Do one thing to all ticked cases, or to none of them."""
    seen = ticked()
    if not seen:
        flash(_("Chưa chọn việc nào."), "error")
        return redirect(way_back(), 303)
    cases = cases_for(session(), actor(), list(seen))
    hindrances = [
        Hindrance(each, _("Không tìm thấy.")) for each in seen.keys() - {case.reference for case in cases}
    ]
    hindrances += [found for case in cases if (found := hindrance(do, case, seen[case.reference]))]
    if hindrances:
        session().rollback()
        return report(hindrances, len(seen)), CONFLICT
    flash(done(len(cases)), "success")
    return redirect(way_back(), 303)


def hindrance(do: Do, case: Case, seen_version: int | None) -> Hindrance | None:
    """Do it to one case; what stands in the way is told, and the caller undoes the rest."""
    reference = case.reference
    try:
        check_seen(case, seen_version)
        do(act(), case)
    except REFUSALS as error:
        return Hindrance(reference, refusal_words(error))
    return None


def ticked() -> dict[str, int | None]:
    """The ticked cases, each with the version that was seen."""
    boxes = (value.partition(".") for value in request.form.getlist("case"))
    return {reference: int(version) if version.isdecimal() else None for reference, _dot, version in boxes}


def way_back() -> str:
    """The list one came from; only ever a page of the desk."""
    address = urlsplit(request.form.get("back", ""))
    if address.scheme or address.netloc or not address.path.startswith("/desk/"):
        return url_for("desk.inbox")
    return f"{address.path}?{address.query}" if address.query else address.path


def report(hindrances: Sequence[Hindrance], ticked_count: int) -> str:
    """Why nothing was done, a line for each case in the way."""
    return render_template(
        "desk/many_cases.html", hindrances=hindrances, ticked_count=ticked_count, back=way_back()
    )
