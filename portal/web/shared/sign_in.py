"""Signing in: Flask-Security as this portal uses it, its sentences, and the door of the staff's pages."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, cast

from flask import Flask, g
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import LoginForm, MailUtil, Security, SQLAlchemyUserDatastore, Totp
from flask_security.utils import aware_utcnow, check_and_update_authn_fresh

from portal.queries.signed_in import account_and_token
from portal.services.messages import tell_staff
from portal.web.shared.acting import act, session, settings
from portal.web.shared.idle import install_idle_limit
from portal.web.shared.sign_in_sentences import LABELS, SENTENCES
from portal.web.shared.sign_in_way import lead_to_password, lead_to_sign_in

View = Callable[..., ResponseReturnValue]

FRESH_FOR = timedelta(hours=2)
# While somebody goes on working on such pages they are not asked again.
GRACE = timedelta(minutes=30)

# What we use of Flask-Security. Everything else stays as it is shipped: off.
USED: dict[str, Any] = {
    "BLUEPRINT_NAME": "account",
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "API_ENABLED_METHODS": ["session"],
    "JOIN_USER_ROLES": False,
    "DATETIME_FACTORY": aware_utcnow,
    # Whether an address has an account is nobody's business.
    "RETURN_GENERIC_RESPONSES": True,
    # No question to a name server while a person waits; a mail that cannot be delivered is told by the outbox.
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "RECOVERABLE": True,
    "RESET_PASSWORD_WITHIN": timedelta(days=1),
    "CHANGEABLE": True,
    "TWO_FACTOR": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_POST_SETUP_VIEW": "account.profile",
    "TWO_FACTOR_ERROR_VIEW": "account.sign_in",
    # One step of the authenticator to either side, for clocks that differ.
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "FRESHNESS": FRESH_FOR,
    "POST_VERIFY_VIEW": "account.home",
    "FRESHNESS_GRACE_PERIOD": GRACE,
    "PASSWORD_LENGTH_MIN": 12,
    # As all our texts: the same letters typed on another system make the same password.
    "PASSWORD_NORMALIZE_FORM": "NFC",
    # Argon2id with the least memory that OWASP names: several sign-ins at once must fit a small server. It
    # salts by itself, so no further secret has to be kept for the hashes.
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": True,
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__type": "ID",
        "argon2__memory_cost": 19456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    "POST_LOGIN_VIEW": "account.home",
    "POST_LOGOUT_VIEW": "account.sign_in",
    "POST_CHANGE_VIEW": "account.profile",
    "POST_RESET_VIEW": "account.sign_in",
    "LOGIN_USER_TEMPLATE": "account/sign_in.html",
    "FORGOT_PASSWORD_TEMPLATE": "account/forgotten_password.html",
    "RESET_PASSWORD_TEMPLATE": "account/new_password.html",
    "CHANGE_PASSWORD_TEMPLATE": "account/change_password.html",
    "VERIFY_TEMPLATE": "account/verify.html",
    "TWO_FACTOR_SETUP_TEMPLATE": "account/second_step.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "account/code.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "account/recovery.html",
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "account/recovery_codes.html",
    # The names of our own message templates; the outbox puts them into words.
    "EMAIL_PLAINTEXT": False,
    "EMAIL_HTML": False,
    "EMAIL_TEMPLATE_PASSWORD_RESET": "staff_password_reset",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "staff_password_changed",
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "staff_password_changed",
}


class OutboxMail(MailUtil):
    """Mails about accounts go through the outbox, like all others."""

    def send_mail(self, template: str, *_words: object, **facts: Any) -> None:
        """Queue a mail to the account's holder; the outbox finds the words."""
        link = {"link": facts["reset_link"]} if "reset_link" in facts else {}
        person = settings().people[facts["user"].id]
        # By the system: a notice goes to the very person who acted.
        tell_staff(act().as_system(), None, template, to=[person], always=True, **link)


class OneTimeCodes(Totp):
    """Codes of an authenticator, each good for one use."""

    def get_last_counter(self, user: Any) -> int | None:
        """The step of the code used last."""
        return cast("int | None", user.tf_last_counter)

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember the step of a code that was accepted."""
        user.tf_last_counter = tmatch.counter


class SignInForm(LoginForm):
    """Address and password. No browser is remembered: it would sign in whoever opens it next."""

    remember: Any = None


class OurWords:
    """What Flask-Security says and labels, in our sentences and the reader's language."""

    def gettext(self, words: object, **values: object) -> str:
        """One of its sentences, or of its labels by their English words."""
        sentence = str(LABELS.get(str(words), words))
        return sentence % values if values else sentence


class StaffAccounts(SQLAlchemyUserDatastore):
    """The accounts; whoever a session's cookie names is read together with the revision of the settings."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Any:
        """The account with one attribute, or None."""
        if kwargs.keys() != {"fs_uniquifier"}:
            return super().find_user(case_insensitive, **kwargs)
        account, token = account_and_token(session(), kwargs["fs_uniquifier"])
        g.settings_token = token
        return account


security = Security(mail_util_cls=OutboxMail, totp_cls=OneTimeCodes, login_form=SignInForm)


def install_sign_in(app: Flask, datastore: SQLAlchemyUserDatastore) -> None:
    """Bind Flask-Security to the accounts; its pages are those of `portal.web.account`."""
    given = {**USED, **_keys(app), "TOTP_ISSUER": app.config["OFFICE_NAME"]}
    app.config.update({f"SECURITY_{name}": value for name, value in given.items()})
    app.config.update({f"SECURITY_MSG_{name}": sentence for name, sentence in SENTENCES.items()})
    security.unauthn_handler(cast(Any, lead_to_sign_in))
    security.reauthn_handler(cast(Any, lead_to_password))
    security.init_app(app, datastore, register_blueprint=False)
    security.i18n_domain = cast(Any, OurWords())
    security.want_json(lambda _request: False)
    # People sign in with the session's cookie alone: a token in an address would end up in logs.
    security.login_manager.request_loader(lambda _request: None)
    install_idle_limit(app)


def _keys(app: Flask) -> dict[str, Any]:
    """The operator's key, in the forms in which the second factors are sealed at rest."""
    key = app.config["TOTP_KEY"]
    return {
        "TOTP_SECRETS": {"1": key},
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [urlsafe_b64encode(sha256(f"recovery:{key}".encode()).digest())],
    }


def ask_to_sign_in() -> ResponseReturnValue | None:
    """The door of a staff blueprint (its `before_request`): strangers are led to the sign-in page."""
    return None if current_user.is_authenticated else lead_to_sign_in()


def fresh(view: View) -> View:
    """Ask for the password again before a page that gives rights, when it was typed long ago."""

    @wraps(view)
    def asking(*args: object, **kwargs: object) -> ResponseReturnValue:
        if check_and_update_authn_fresh(FRESH_FOR, GRACE, "session"):
            return view(*args, **kwargs)
        return lead_to_password()

    return asking
