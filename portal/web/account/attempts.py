"""How often a password or code may be tried before a pause."""

from hashlib import sha256
from typing import Any

from flask import Response, make_response, render_template, request, session
from flask_limiter import RequestLimit
from flask_limiter.util import get_remote_address

from portal.extensions import limiter

PAUSE_MINUTES = 15
# Tries that failed. A whole office may share one address, so it has room for more people's slips.
PER_ACCOUNT = f"10 per {PAUSE_MINUTES} minutes"
PER_ADDRESS = f"60 per {PAUSE_MINUTES} minutes"


def account_named() -> str:
    """The account that is tried, as a digest: the store of the limits keeps no addresses."""
    typed = request.form.get("email", "") or str(session.get("tf_user_id") or session.get("_user_id") or "")
    return sha256(typed.strip().lower().encode()).hexdigest()


def failed(response: Response) -> bool:
    """Whether the page came again instead of leading on."""
    return response.status_code == 200


def locked(limit: RequestLimit) -> Response:
    """The page that says when to try again."""
    response = make_response(render_template("account/locked.html", minutes=PAUSE_MINUTES), 429)
    response.headers["Retry-After"] = str(PAUSE_MINUTES * 60)
    return response


def limited(view: Any) -> Any:
    """Count the failed tries of a page by account and by address, and refuse further ones for a while."""
    how: dict[str, Any] = {"methods": ["POST"], "deduct_when": failed, "on_breach": locked}
    by_account = limiter.shared_limit(PER_ACCOUNT, scope="account", key_func=account_named, **how)
    by_address = limiter.shared_limit(PER_ADDRESS, scope="address", key_func=get_remote_address, **how)
    return by_account(by_address(view))
