"""The second step of signing in: an authenticator's codes, and the recovery codes for when it is lost."""

from flask.typing import ResponseReturnValue
from flask_security import FormInfo, TwoFactorRescueForm, TwoFactorSetupForm, recovery_codes
from flask_security import views as library
from wtforms import RadioField

from portal.web.account.attempts import limited
from portal.web.account.blueprint import blueprint
from portal.web.account.library import page
from portal.web.shared.acting import commits
from portal.web.shared.choices import choice
from portal.web.shared.sign_in import security


class SecondStepForm(TwoFactorSetupForm):
    """Switching the second step on or off; an authenticator is the one method offered."""

    setup = RadioField(choices=[choice("authenticator"), choice("disable")])


class NoRescueForm(TwoFactorRescueForm):
    """Asked for by the library and shown nowhere: recovery codes have a page of their own."""

    help_setup = RadioField(choices=[choice("recovery_code")])


security.set_form_info("two_factor_setup_form", FormInfo(cls=SecondStepForm))
security.set_form_info("two_factor_rescue_form", FormInfo(cls=NoRescueForm))
# The library names this page in its answers; its only rescue here is a recovery code.
blueprint.add_url_rule("/recovery", endpoint="two_factor_rescue", build_only=True)


@blueprint.route("/second-step", methods=["GET", "POST"])
@commits
def two_factor_setup() -> ResponseReturnValue:
    """Switch the second step on or off."""
    return page(library.two_factor_setup)


@blueprint.post("/second-step/<token>")
@limited
@commits
def two_factor_setup_validate(token: str) -> ResponseReturnValue:
    """Switch it on with a first code, which shows that the authenticator works."""
    return page(library.two_factor_setup_validate, token)


@blueprint.route("/code", methods=["GET", "POST"])
@limited
@commits
def two_factor_token_validation() -> ResponseReturnValue:
    """The code asked for while signing in."""
    return page(library.two_factor_token_validation)


@blueprint.route("/recovery-codes", methods=["GET", "POST"])
@commits
def mf_recovery_codes() -> ResponseReturnValue:
    """Show or renew the codes for a lost authenticator."""
    return page(recovery_codes.mf_recovery_codes)


@blueprint.route("/recovery", methods=["GET", "POST"])
@limited
@commits
def mf_recovery() -> ResponseReturnValue:
    """Sign in with a recovery code instead."""
    return page(recovery_codes.mf_recovery)
