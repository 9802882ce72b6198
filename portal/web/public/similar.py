"""Published answers that resemble what is being written, as a piece of a page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.domain.text import nfc
from portal.web.public.blueprint import blueprint
from portal.web.public.resembling import resembling
from portal.web.shared.limits import SIMILAR, spend

# A piece of a page, put into it by fragment.js; no browser takes it for a page of its own.
FRAGMENT = "text/x-html-fragment; charset=utf-8"


@blueprint.post("/similar")
def similar() -> ResponseReturnValue:
    """The answers most like the words of the form; by POST, people's words belong in no address."""
    if not spend(SIMILAR):
        return "", 429, {"Content-Type": FRAGMENT}
    texts = (nfc(request.form.get(name, "")) for name in ("subject", "body"))
    piece = render_template("public/_similar.html", rows=resembling(*texts))
    return piece, {"Content-Type": FRAGMENT}
