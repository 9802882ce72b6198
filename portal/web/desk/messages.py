"""Sending a message to the sender once more."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.services.errors import RuleBroken
from portal.services.resend_message import resend_message
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.shared.acting import act, commits
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _


@blueprint.post("/cases/<reference>/messages/<int:message_id>/resend")
@commits
def resend(reference: str, message_id: int) -> ResponseReturnValue:
    """Queue a message again; the worker sends it within a minute."""
    case = seen_case(reference)
    try:
        resend_message(act(), case, message_id)
    except RuleBroken as broken:
        flash(rule_words(broken), "error")
    else:
        flash(_("Thư sẽ được gửi lại trong ít phút."), "success")
    return redirect(url_for("desk.case", reference=reference, _anchor="messages"), 303)
