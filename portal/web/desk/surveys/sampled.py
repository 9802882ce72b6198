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
from portal.services.surveys.ballot_keys import keep_key
from portal.services.surveys.call_sample import TALKING, put_off_call, take_call
from portal.services.surveys.enter_sampled import Drawn
from portal.services.surveys.invite import invitation_for
from portal.web.desk.blueprint import blueprint
from portal.web.desk.surveys.batch import Batch, batch_form
from portal.web.desk.surveys.refusals import refusal
from portal.web.shared.acting import act, commits, now, require, session
from portal.web.shared.form import own_key
from portal.web.shared.sent_drafts import draft_done, drafts_done
from portal.web.shared.sentences import _

# In the cookie's session: the invitation that is being called under a name by chance, by campaign.
CALLS = "survey_calls"
# Of so many samples somebody may be called in one browser at a time.
AT_ONCE = 5
UNSOUND = 422


@blueprint.post("/ballots/call")
@commits
def take_ballot_call() -> ResponseReturnValue:
    """The next number of a sample; the one that is being called stays."""
    batch, campaign = _calling()
    # A second press of the same button takes no second number, whichever answer comes last.
    press = own_key(request.form.get("press"))
    if current_call(batch) is None and keep_key(act(), press, ends_at=now() + TALKING):
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
        forget_call(batch, name)
    draft_done(batch.draft_of(request.form.get("call", "")))
    return redirect(url_for("desk.ballot_batch", **batch.query), 303)


def calling_page(batch: Batch, *, typed: int) -> str:
    """Between two calls."""
    return render_template(
        "desk/surveys/ballot_call.html", batch=batch, typed=typed, press=own_key(""), done=drafts_done()
    )


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
    """This browser calls somebody; the calls of other samples, in other tabs, go on."""
    before, place = call_name(batch), _place(batch)
    if before:
        draft_done(batch.draft_of(before))
    others = [each for each in flask.session.get(CALLS, {}).items() if each[0] != place]
    flask.session[CALLS] = dict([*others[1 - AT_ONCE :], (place, [token_urlsafe(6), str(invitation_id)])])


def forget_call(batch: Batch, name: str) -> None:
    """The call of this name is over; one that was begun since goes on."""
    if name and name == call_name(batch):
        kept = flask.session[CALLS]
        flask.session[CALLS] = {place: call for place, call in kept.items() if place != _place(batch)}


def drawn_of(batch: Batch, campaign: SurveyCampaign, *, code: str, call: str) -> Drawn:
    """Whose ballot was typed: by the typed code, or the call that the form was shown for."""
    return Drawn(campaign, _called(batch, call) if batch.by_phone else invitation_of(code))


def invitation_of(typed: str) -> Invitation | None:
    """The invitation of a typed code; a whole link that was pasted or scanned will do."""
    path = typed.partition("?")[0].partition("#")[0]
    code = path.rstrip("/").rpartition("/")[2]
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
