"""The door of a sender's own case: open to a browser that has shown the code."""

from functools import wraps
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.reference import read_reference
from portal.domain.workflow import IllegalStep
from portal.queries.followed import followed_case
from portal.services.errors import ChangedMeanwhile
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import grant, is_granted, revoke
from portal.web.shared.acting import View, session
from portal.web.shared.refusals import CONFLICT, typed


@blueprint.errorhandler(ChangedMeanwhile)
@blueprint.errorhandler(IllegalStep)
def overtaken(error: Exception) -> ResponseReturnValue:
    """The office was quicker, by a moment: what was typed is shown again, with the way back to the case."""
    reference = (request.view_args or {}).get("reference", "")
    back = url_for("public.follow_reference", reference=reference) if reference else url_for("public.start")
    return render_template("errors/changed.html", yours=typed(), theirs=[], back_href=back), CONFLICT


def for_its_sender(view: View) -> View:
    """Hand a view the case of its address; ask everybody else for the code, and say nothing else."""

    @wraps(view)
    def looking(reference: str, **given: Any) -> ResponseReturnValue:
        known = read_reference(reference) or ""
        followed = followed_case(session(), known) if is_granted(known) else None
        if followed is None:
            # Sealed since the code was shown: to its sender, too, it is as if it were not there.
            revoke(known)
            return redirect(url_for("public.follow_reference", reference=reference), 303)
        grant(known)
        response = make_response(view(followed, **given))
        # On a computer that others use too, the browser's arrow must not bring the case back.
        response.headers["Cache-Control"] = "no-store"
        return response

    return looking
