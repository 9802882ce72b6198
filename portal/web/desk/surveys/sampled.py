"""Whose ballot it is that is typed for a sample: by the code on the paper, or whoever is on the phone.

This browser knows by chance names which invitation is being called; neither the form nor the address says more.
"""

from secrets import token_urlsafe

import flask
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.queries.surveys.entry import Callee, Invitation, SurveyCampaign, callees, drawn_invitation
from portal.services.errors import RuleBroken
from portal.services.surveys.call_sample import put_off_call, take_call
from portal.services.surveys.enter_sampled import Drawn
from portal.services.surveys.invite import invitation_for
from portal.web.desk.blueprint import blueprint
from portal.web.desk.surveys.batch import Batch, batch_form
from portal.web.desk.surveys.refusals import refusal
from portal.web.shared.acting import act, commits, require, session
from portal.web.shared.sentences import _

# In the cookie's session: the invitation that is being called under a name by chance, by campaign.
CALLS = "survey_calls"
UNSOUND = 422


@blueprint.post("/ballots/call")
@commits
def take_ballot_call() -> ResponseReturnValue:
    """The next number of a sample; the one that is being called stays."""
    batch, campaign = _calling()
    if current_call(batch) is None:
        try:
            callee = take_call(act(), campaign)
        except RuleBroken as broken:
            flask.flash(refusal(broken), "error")
            return redirect(url_for("desk.ballots"), 303)
        if callee is None:
            flask.flash(
                _("Hiện không còn số nào để gọi: đã gọi hết, hoặc đang có người khác gọi."), "success"
            )
        else:
            remember_call(batch, callee.invitation_id)
    return redirect(url_for("desk.ballot_batch", **batch.query), 303)


@blueprint.post("/ballots/call/put-off")
@commits
def put_off_ballot_call() -> ResponseReturnValue:
    """Nobody was there, or would not answer: nothing of it is kept but that."""
    batch, campaign = _calling()
    name, invitation_id = _call_of(batch)
    if invitation_id is not None and name == request.form.get("call"):
        declined = request.form.get("why") == "declined"
        put_off_call(act(), campaign, invitation_id, declined=declined)
        forget_call(batch)
    return redirect(url_for("desk.ballot_batch", **batch.query, saved=1), 303)


def calling_page(batch: Batch, *, typed: int, saved: bool) -> str:
    """Between two calls."""
    return render_template("desk/surveys/ballot_call.html", batch=batch, typed=typed, saved=saved)


def current_call(batch: Batch) -> Callee | None:
    """Whom this browser is calling; None for nobody, and for who has answered by another way meanwhile."""
    _name, invitation_id = _call_of(batch)
    if batch.campaign is None or invitation_id is None:
        return None
    return next(iter(callees(session(), batch.campaign, only=invitation_id)), None)


def call_name(batch: Batch) -> str:
    """Under which name the form says whom it is about."""
    return _call_of(batch)[0]


def remember_call(batch: Batch, invitation_id: int) -> None:
    """This browser calls somebody."""
    flask.session[CALLS] = {_place(batch): [token_urlsafe(6), str(invitation_id)]}


def forget_call(batch: Batch) -> None:
    """The call is over."""
    flask.session.pop(CALLS, None)


def drawn_of(batch: Batch, campaign: SurveyCampaign, *, code: str, call: str) -> Drawn:
    """Whose ballot was typed: by the typed code, or the call that the form was shown for."""
    return Drawn(campaign, _called(batch, call) if batch.by_phone else invitation_of(code))


def invitation_of(typed: str) -> Invitation | None:
    """The invitation of a typed code; a whole link that was pasted or scanned will do."""
    code = typed.rsplit("/", 1)[-1].partition("?")[0].partition("#")[0]
    return invitation_for(session(), code) if code else None


def _called(batch: Batch, call: str) -> Invitation | None:
    name, invitation_id = _call_of(batch)
    return drawn_invitation(session(), invitation_id) if invitation_id is not None and name == call else None


def _call_of(batch: Batch) -> tuple[str, int | None]:
    name, number = flask.session.get(CALLS, {}).get(_place(batch), ("", ""))
    return name, int(number) if number else None


def _place(batch: Batch) -> str:
    return str(batch.campaign.id) if batch.campaign is not None else ""


def _calling() -> tuple[Batch, SurveyCampaign]:
    require(Permission.ENTER_BALLOTS)
    batch = batch_form().pile()
    if batch is None or batch.campaign is None or not batch.by_phone:
        abort(404)
    return batch, batch.campaign
