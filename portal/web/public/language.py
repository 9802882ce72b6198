"""The switch between Vietnamese and English."""

from urllib.parse import urlsplit

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.web.public.blueprint import blueprint
from portal.web.shared.languages import KNOWN, choose


@blueprint.get("/language/<code>")
def language(code: str) -> ResponseReturnValue:
    """Keep the choice and lead back to the page it was made on."""
    if code not in KNOWN:
        abort(404)
    response = redirect(back_to(request.referrer or ""), 303)
    choose(response, KNOWN[code])
    return response


def back_to(referrer: str) -> str:
    """The page somebody comes from, if it is one of ours: nobody is led elsewhere through us."""
    came = urlsplit(referrer)
    if came.netloc != request.host or not came.path.startswith("/") or came.path.startswith("//"):
        return url_for("public.start")
    return came.path + (f"?{came.query}" if came.query else "")
