"""A survey that somebody was invited to: the link holds a token, good for one ballot.

The token leaves the address bar at once: it goes into the session of this browser and into the form, so that it
stands in no history and no referrer. Looking at the page records nothing: mail programs look at every link.
"""

from secrets import token_urlsafe

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue

from portal.domain.time import local_day
from portal.queries.surveys.invitations import Invitation
from portal.queries.surveys.questionnaires import Published, published_version, retired_versions
from portal.services.errors import RuleBroken
from portal.services.surveys.answer_invitation import use_up
from portal.services.surveys.invite import invitation_for, read_token
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import sending
from portal.web.public.surveys.asking import Sheet
from portal.web.public.surveys.ballot import (
    LANGUAGE,
    UNSOUND,
    BallotForm,
    empty_ballot,
    is_first,
    keep_ballot,
    manner_of,
    sent_ballot,
    shown,
    shown_again,
)
from portal.web.public.surveys.point import nothing_page, with_language
from portal.web.shared.acting import commits, language, now, session, settings
from portal.web.shared.form import Hidden, checks_itself
from portal.web.shared.languages import speak
from portal.web.shared.limits import LOOKING_UP, spend

PLACE = "surveys"
# What the tickets are made out to: the token itself says to which ballot.
INVITED = "invited"
MOST = 5
UNKNOWN, GONE, TOO_MANY = 404, 410, 429


class InvitedForm(BallotForm):
    """A ballot that brings its token along: a session that ended loses nothing."""

    invitation = Hidden()


@blueprint.get("/survey/t/<token>")
def survey_token(token: str) -> ResponseReturnValue:
    """Where the messages lead: on to an address without the token."""
    if not spend(LOOKING_UP):
        abort(TOO_MANY)
    if invitation_for(session(), token) is None:
        return nothing_page("unknown"), UNKNOWN
    response = redirect(url_for("public.survey_invited", handle=_remember(read_token(token))), 303)
    # A message in English leads to a ballot in English.
    return with_language(make_response(response))


@blueprint.get("/survey/invited/<handle>")
def survey_invited(handle: str) -> ResponseReturnValue:
    """The empty ballot, if its invitation can still be used."""
    token = browser.get(PLACE, {}).get(handle, "")
    invitation = invitation_for(session(), token) if token else None
    if invitation is None:
        return nothing_page("unknown"), UNKNOWN
    if (why := _why_not(invitation)) is not None:
        return nothing_page(why), GONE
    asked = _asked(invitation)
    form = InvitedForm(formdata=None)
    form.invitation.data = token
    return page(invitation, empty_ballot(form, asked, INVITED), form)


@blueprint.post("/survey/invited")
@checks_itself
@commits
def give_invited() -> ResponseReturnValue:
    """Use the invitation up and keep the ballot; pressed twice, the second press thanks once more."""
    form = InvitedForm()
    invitation = invitation_for(session(), form.invitation.data)
    if invitation is None:
        return nothing_page("unknown"), UNKNOWN
    if _why_not(invitation) == "retired":
        return nothing_page("retired"), GONE
    asked = _asked(invitation)
    filled = sent_ballot(form, asked, INVITED)
    status = shown_again(filled)
    if status is not None or filled.ticket is None:
        speak(request.form.get(LANGUAGE))
        return page(invitation, filled.sheet, form), status or UNSOUND
    thanks = redirect(url_for("public.survey_thanks", version_id=asked.version_id), 303)
    if not is_first(filled.ticket):
        return thanks
    try:
        place = use_up(sending(), invitation)
    except RuleBroken as broken:
        return nothing_page(broken.code), GONE
    keep_ballot(filled, place, manner_of(filled, of_device=0))
    _forget(form.invitation.data)
    return thanks


def page(invitation: Invitation, sheet: Sheet, form: InvitedForm) -> Response:
    """The ballot, without a word of whom or what it was sent about."""
    html = render_template(
        "public/surveys/ballot.html",
        **shown(sheet, form),
        action=url_for("public.give_invited"),
        draft=f"survey-{invitation.version_id}",
        where="",
        unit_id=settings().standing_unit(invitation.unit_id, local_day(now())),
        ballot_language=language(),
    )
    return with_language(make_response(html, {"Cache-Control": "private, no-store"}))


def _why_not(invitation: Invitation) -> str | None:
    if invitation.used:
        return "used"
    if invitation.ends_on < local_day(now()):
        return "ended"
    return "retired" if retired_versions(session(), {invitation.version_id}) else None


def _asked(invitation: Invitation) -> Published:
    return published_version(session(), invitation.version_id) or abort(UNKNOWN)


def _remember(token: str) -> str:
    """The name under which this browser keeps a token: by chance, so that the address tells nothing."""
    kept: dict[str, str] = browser.get(PLACE, {})
    handle = next((name for name, each in kept.items() if each == token), "") or token_urlsafe(6)
    browser[PLACE] = dict([*kept.items(), (handle, token)][-MOST:])
    return handle


def _forget(token: str) -> None:
    """What was used opens nothing any more."""
    browser[PLACE] = {name: each for name, each in browser.get(PLACE, {}).items() if each != token}
