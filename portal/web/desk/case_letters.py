"""Beginning a letter of apology on the page of a late case."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.services.draft_case_letter import draft_case_letter
from portal.services.errors import RuleBroken
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.shared.acting import act, commits
from portal.web.shared.refusals import rule_words


@blueprint.post("/cases/<reference>/letter")
@commits
def draft_letter_about_case(reference: str) -> ResponseReturnValue:
    """A draft with everything filled in but the reason, opened at once; a second click opens the same one."""
    case = seen_case(reference)
    try:
        letter = draft_case_letter(act(), case)
    except RuleBroken as broken:
        flash(rule_words(broken), "error")
        return redirect(url_for("desk.case", reference=reference), 303)
    return redirect(url_for("desk.letter", letter_id=letter.id), 303)
