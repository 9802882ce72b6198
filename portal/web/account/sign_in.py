"""Signing in and out."""

from flask.typing import ResponseReturnValue
from flask_security import views as library

from portal.web.account.attempts import limited
from portal.web.account.blueprint import blueprint
from portal.web.account.library import page
from portal.web.shared.acting import commits

# The library makes its links under its own names.
blueprint.add_url_rule("/sign-in", endpoint="login", build_only=True)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limited
@commits
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password; who has set up a second step goes on to it."""
    return page(library.login)


@blueprint.post("/sign-out")
@commits
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    return page(library.logout)


@blueprint.route("/verify", methods=["GET", "POST"])
@limited
@commits
def verify() -> ResponseReturnValue:
    """Type the password again before a page that gives rights."""
    return page(library.verify)
