"""The first page: the question, the promise, three doors, and how well the promise is kept."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.ports import SearchFilter
from portal.queries.published import newest
from portal.web.public.answer import verdict_view
from portal.web.public.blueprint import blueprint
from portal.web.public.kept import kept_promise
from portal.web.public.promise import promise
from portal.web.shared.acting import session

NEWEST = 5


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The first page."""
    rows = newest(session(), SearchFilter(), limit=NEWEST).rows
    return render_template(
        "public/start.html",
        promise=promise(),
        kept=kept_promise(),
        answers=[(row, verdict_view(row)) for row in rows],
    )
