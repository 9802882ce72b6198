"""The receipt: reference, code, and by when the answer is due and why."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from portal.queries.followed import followed_case
from portal.services.explain_clock import explain_clock
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import RECEIPT, code_of, is_granted
from portal.web.shared import acting
from portal.web.shared.due import due_view
from portal.web.shared.explanations import explanation_view
from portal.web.shared.square import square


@blueprint.get("/receipt")
def receipt() -> ResponseReturnValue:
    """The receipt of what this browser has just sent; its address holds neither reference nor code."""
    reference = session.get(RECEIPT, "")
    followed = followed_case(acting.session(), reference) if is_granted(reference) else None
    if followed is None:
        return redirect(url_for("public.follow"))
    address = url_for("public.follow_reference", reference=reference, _external=True)
    page = render_template(
        "public/receipt.html",
        case=followed.case,
        code=code_of(followed.case),
        due=due_view(followed.case),
        explanation=explanation_view(explain_clock(acting.settings(), followed.clock))
        if followed.clock
        else None,
        files=followed.files,
        square=square(address),
    )
    return page, {"Cache-Control": "no-store"}
