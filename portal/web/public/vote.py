""" "Did this help?": the vote of a reader whom only a random cookie tells apart."""

from secrets import token_urlsafe

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.answers import PublicationStatus
from portal.domain.reference import read_reference
from portal.queries.published import address_of, published_version
from portal.services.vote_helpful import vote_helpful, voter_of
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import sending
from portal.web.shared.acting import commits, session
from portal.web.shared.limits import VOTING, spend
from portal.web.shared.sentences import _

COOKIE = "reader"
A_YEAR = 365 * 24 * 60 * 60
VOTES = {"yes": True, "no": False}


def reader() -> str:
    """The random name of this browser; empty before its first vote."""
    return request.cookies.get(COOKIE, "")[:64]


def voter(publication_id: int, name: str = "") -> str:
    """What is kept of a reader for one answer."""
    key = (current_app.secret_key or "").encode() if isinstance(current_app.secret_key, str) else b""
    return voter_of(key, name or reader(), publication_id)


@blueprint.post("/answers/<reference>/helpful")
@commits
def vote(reference: str) -> ResponseReturnValue:
    """Count the vote and lead back to the answer."""
    row = published_version(session(), read_reference(reference) or "")
    if row is None or row.status is not PublicationStatus.PUBLISHED:
        abort(404)
    if request.form.get("helpful") not in VOTES:
        abort(400)
    if not spend(VOTING):
        abort(429)
    name = reader() or token_urlsafe(16)
    vote_helpful(sending(), row, voter=voter(row.id, name), helpful=VOTES[request.form["helpful"]])
    flash(_("Cảm ơn Ông/Bà đã cho biết."), "success")
    response = redirect(url_for("public.answer", address=address_of(row)), 303)
    response.set_cookie(COOKIE, name, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response
