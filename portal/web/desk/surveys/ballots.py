"""Typing in ballots from paper and interviews, by keyboard alone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import flask
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.permissions import Permission
from portal.domain.surveys.answers import Given, Wrong, read_answers
from portal.domain.surveys.entry import BLANK
from portal.services.errors import RuleBroken
from portal.services.surveys.ballot_keys import keep_key
from portal.services.surveys.enter_ballot import enter_ballot
from portal.web.desk.blueprint import blueprint
from portal.web.desk.surveys.asked import PREFIX, asked_sections, interview_words
from portal.web.desk.surveys.batch import Batch, BatchForm, batch_form
from portal.web.shared.acting import act, commits, now, require, session
from portal.web.shared.form import Form, Hidden, checks_itself, own_key
from portal.web.shared.sentences import _

UNSOUND = 422
# In the cookie's session: how many of this pile were typed in, and by which forms; nothing of a ballot.
COUNT = "ballots_typed"
# So many forms back somebody may go and press once more, and the number of the pile stays right.
REMEMBERED = 10
# How long a form that was left open may be sent again and still be one ballot; what is typed is kept no longer.
KEY_LASTS = timedelta(days=7)

Raw = Mapping[str, Sequence[str]]


class EntryForm(Form):
    """What goes with the answers: a key, so that a form sent twice is one ballot."""

    submission_key = Hidden()

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
    saved = request.args.get("saved") == "1" and _typed(batch) > 0
    return _entry(batch, EntryForm(formdata=None).renewed(), saved=saved)


@blueprint.post("/ballots/batch")
@checks_itself
def save_ballot() -> ResponseReturnValue:
    """Keep the ballot and begin the next one; it counts as typed once it is kept, and not before."""
    require(Permission.ENTER_BALLOTS)
    batch = batch_form().chosen()
    if batch is None:
        raise NotFound
    form = EntryForm().renewed()
    raw = {code: request.form.getlist(PREFIX + code) for code in batch.asked.questionnaire.by_code}
    if form.submission_key.data in _sent():
        return _next(batch)
    given = read_answers(batch.asked.questionnaire, raw, blank=BLANK)
    if not form.is_sound() or given.wrong:
        return _entry(batch, form, raw=raw, wrong=given.wrong), UNSOUND
    if refused := _keep(batch, given, key=form.submission_key.data):
        form.complain("", str(refused))
        return _entry(batch, form, raw=raw), UNSOUND
    sent = [*_sent(), form.submission_key.data][-REMEMBERED:]
    flask.session[COUNT] = {"batch": batch.key, "number": _typed(batch) + 1, "sent": sent}
    return _next(batch)


@commits
def _keep(batch: Batch, given: Given, *, key: str) -> ResponseReturnValue:
    """Keep a ballot, once for each form; returns why it is refused, or nothing."""
    try:
        if keep_key(act(), key, ends_at=now() + KEY_LASTS):
            enter_ballot(act(), batch.asked, given.answers, place=batch.place)
    except RuleBroken as broken:
        session().rollback()
        return refusal(broken)
    return ""


def refusal(broken: RuleBroken) -> str:
    """Why a ballot is not kept, in a sentence."""
    return {
        "nothing_answered": _("Phiếu chưa có câu trả lời nào. Phiếu trắng không nhập vào hệ thống."),
        "retired": _("Phiếu khảo sát này đã ngừng dùng. Xin chọn phiếu khác."),
    }.get(broken.code, _("Nơi được đánh giá đã đóng. Xin chọn lại đơn vị, quầy."))


def _next(batch: Batch) -> ResponseReturnValue:
    return redirect(url_for("desk.ballot_batch", **batch.query, saved=1), 303)


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
    saved: bool = False,
) -> str:
    return render_template(
        "desk/surveys/ballot_batch.html",
        batch=batch,
        form=form,
        sections=asked_sections(batch, raw or {}, wrong or {}),
        interview=interview_words(batch) if batch.by_phone else None,
        typed=_typed(batch),
        saved=saved,
    )
