"""Typing in ballots from paper and interviews, by keyboard alone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import flask
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.domain.surveys.answers import Given, Wrong, read_answers
from portal.domain.surveys.entry import BLANK
from portal.services.errors import RuleBroken
from portal.services.surveys.ballot_keys import keep_key
from portal.services.surveys.enter_ballot import enter_ballot
from portal.services.surveys.enter_sampled import enter_sampled
from portal.web.desk.blueprint import blueprint
from portal.web.desk.surveys.asked import PREFIX, asked_sections, interview_words
from portal.web.desk.surveys.batch import Batch, BatchForm, batch_form
from portal.web.desk.surveys.refusals import refusal
from portal.web.desk.surveys.sampled import (
    call_name,
    calling_page,
    current_call,
    drawn_of,
    forget_call,
)
from portal.web.shared.acting import act, commits, now, require
from portal.web.shared.form import Form, Hidden, Line, checks_itself, own_key
from portal.web.shared.sent_drafts import draft_done, drafts_done
from portal.web.shared.sentences import _l

UNSOUND = 422
# In the cookie's session: how many of this pile were typed in, and by which forms; nothing of a ballot.
COUNT = "ballots_typed"
# So many forms back somebody may go and press once more, and the number of the pile stays right.
REMEMBERED = 10
# How long a form that was left open may be sent again and still be one ballot; what is typed is kept no longer.
KEY_LASTS = timedelta(days=7)
# Somebody's ballot that is taken by no way any more: whoever leaves the page finds none of it under the next code.
NEVER_TAKEN = {("token", "used"), ("token", "ended"), ("campaign", "ended")}

Raw = Mapping[str, Sequence[str]]


class EntryForm(Form):
    """What goes with the answers: a key, so that a form sent twice is one ballot."""

    submission_key = Hidden()
    # Of a sample: the code on the paper, or the name by chance of the call.
    code = Line(_l("Mã trên phiếu"))
    call = Hidden()

    def renewed(self) -> "EntryForm":
        """The same with a key of its own."""
        self.submission_key.data = own_key(self.submission_key.data)
        return self


@blueprint.get("/ballots")
def ballots() -> ResponseReturnValue:
    """Choose what is typed in."""
    require(Permission.ENTER_BALLOTS)
    return _choosing(batch_form())


@blueprint.get("/ballots/batch")
def ballot_batch() -> ResponseReturnValue:
    """An empty ballot of the pile."""
    require(Permission.ENTER_BALLOTS)
    form = batch_form()
    batch = form.chosen()
    if batch is None:
        return _choosing(form), UNSOUND
    if batch.calls_sample and current_call(batch) is None:
        return calling_page(batch, typed=_typed(batch))
    return _entry(batch, EntryForm(formdata=None).renewed())


@blueprint.post("/ballots/batch")
@checks_itself
def save_ballot() -> ResponseReturnValue:
    """Keep the ballot and begin the next one; it counts as typed once it is kept, and not before."""
    require(Permission.ENTER_BALLOTS)
    chooser = batch_form()
    # A day on which ballots count no more since this form was shown is said above it, and nothing typed is lost.
    batch = chooser.pile()
    if batch is None:
        return _choosing(chooser), UNSOUND
    form = EntryForm().renewed()
    raw = {code: request.form.getlist(PREFIX + code) for code in batch.asked.questionnaire.by_code}
    if form.submission_key.data in _sent():
        return _next(batch, form.call.data)
    given = read_answers(batch.asked.questionnaire, raw, blank=BLANK)
    if not form.is_sound() or given.wrong:
        return _entry(batch, form, raw=raw, wrong=given.wrong), UNSOUND
    try:
        _keep(batch, given, form)
    except RuleBroken as broken:
        form.complain("code" if batch.campaign and not batch.by_phone else "", refusal(broken))
        return _entry(batch, form, raw=raw, refused=broken), UNSOUND
    sent = [*_sent(), form.submission_key.data][-REMEMBERED:]
    flask.session[COUNT] = {"batch": batch.key, "number": _typed(batch) + 1, "sent": sent}
    return _next(batch, form.call.data)


@blueprint.post("/ballots/drop")
def drop_ballot() -> ResponseReturnValue:
    """Throw away what was typed for somebody whose ballot is not taken, and go on to the next."""
    require(Permission.ENTER_BALLOTS)
    batch = batch_form().pile()
    if batch is None:
        return redirect(url_for("desk.ballots"), 303)
    return _next(batch, request.form.get("call", ""))


@commits
def _keep(batch: Batch, given: Given, form: EntryForm) -> ResponseReturnValue:
    """Keep a ballot, once for each form. Raises RuleBroken."""
    if keep_key(act(), form.submission_key.data, ends_at=now() + KEY_LASTS):
        _enter(batch, given, form)
    return ""


def _enter(batch: Batch, given: Given, form: EntryForm) -> None:
    if batch.campaign is None:
        enter_ballot(act(), batch.asked, given.answers, place=batch.place, on=batch.day)
        return
    drawn = drawn_of(batch, batch.campaign, code=form.code.data, call=form.call.data)
    enter_sampled(act(), batch.asked, given.answers, drawn=drawn, way=batch.place.way, on=batch.day)


def _next(batch: Batch, call: str) -> ResponseReturnValue:
    """On to the next ballot; the draft of this one is done with, and so is its call."""
    draft_done(batch.draft_of(call))
    forget_call(batch, call)
    return redirect(url_for("desk.ballot_batch", **batch.query), 303)


def _sent() -> list[str]:
    """The last forms that this browser knows to have arrived; of others the keys alone tell."""
    return list(flask.session.get(COUNT, {}).get("sent", []))


def _typed(batch: Batch) -> int:
    kept = flask.session.get(COUNT, {})
    return int(kept["number"]) if kept.get("batch") == batch.key else 0


def _choosing(form: BatchForm) -> str:
    return render_template("desk/surveys/ballots.html", form=form)


def _entry(
    batch: Batch,
    form: EntryForm,
    *,
    raw: Raw | None = None,
    wrong: Mapping[str, Wrong] | None = None,
    refused: RuleBroken | None = None,
) -> str:
    form.call.data = form.call.data or call_name(batch)
    # What was typed in a call that is over is never shown beside the number of the next.
    callee = current_call(batch) if batch.by_phone and form.call.data == call_name(batch) else None
    draft = batch.draft_of(form.call.data)
    if refused is not None and (refused.field, refused.code) in NEVER_TAKEN:
        draft_done(draft)
    return render_template(
        "desk/surveys/ballot_batch.html",
        batch=batch,
        callee=callee,
        form=form,
        sections=asked_sections(batch, raw or {}, wrong or {}),
        interview=interview_words(batch, callee) if batch.by_phone else None,
        typed=_typed(batch),
        draft=draft,
        done=drafts_done(),
        may_drop=refused is not None and refused.field in {"token", "campaign"},
    )
