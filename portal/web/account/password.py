"""A forgotten password set anew by mail, and changing the present one."""

from flask.typing import ResponseReturnValue
from flask_security import views as library

from portal.web.account.attempts import limited
from portal.web.account.blueprint import blueprint
from portal.web.account.library import page
from portal.web.shared.acting import commits


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@limited
@commits
def forgot_password() -> ResponseReturnValue:
    """Ask for a link by mail; the answer is the same whether or not the address has an account."""
    return page(library.forgot_password)


@blueprint.route("/new-password/<token>", methods=["GET", "POST"])
@commits
def reset_password(token: str) -> ResponseReturnValue:
    """Set a new password with the link; it works once and ends every session."""
    return page(library.reset_password, token)


@blueprint.route("/password", methods=["GET", "POST"])
@limited
@commits
def change_password() -> ResponseReturnValue:
    """Change the password one has."""
    return page(library.change_password)
