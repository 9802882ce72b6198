"""The pages people see when something is not there, not theirs, or broken."""

import structlog
from flask import Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from portal.extensions import db

log = structlog.get_logger("portal.errors")

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
PLAIN_APOLOGY = "Hệ thống gặp sự cố. Xin lỗi Ông/Bà, vui lòng thử lại sau ít phút.\n"


# Addresses that only staff open; what they meet there keeps their head and leads back to their work.
STAFF = ("/desk", "/oversight", "/admin", "/account")


def install_error_pages(app: Flask) -> None:
    """One page per kind of trouble, from templates/errors."""
    app.jinja_env.globals["staff_home"] = staff_home
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(InternalServerError, broken)


def staff_home() -> str:
    """Where members of staff who are signed in go back to from a page of theirs; empty for everybody else."""
    is_theirs = f"{request.path}/".startswith(tuple(f"{each}/" for each in STAFF))
    return url_for("account.home") if is_theirs and current_user.is_authenticated else ""


def refused(error: HTTPException) -> ResponseReturnValue:
    """A page of its own where there is one to say (403, 404, 413, 429), else the common one."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error.get_response()  # a redirect, or a refusal that brings its own page, is an answer already
    if isinstance(error, SecurityError):
        return "400\n", 400, PLAIN  # a forged host name: no page of ours can make its links
    page = render_template([f"errors/{error.code}.html", "errors/other.html"], code=error.code)
    return page, error.code, [kept for kept in error.get_headers() if kept[0] in {"Allow", "Retry-After"}]


def expired(error: HTTPException) -> ResponseReturnValue:
    """The form was open too long, or its cookie is gone."""
    return render_template("errors/expired.html", code=400), 400


def broken(error: InternalServerError) -> ResponseReturnValue:
    """Our fault: undo what was begun, log it, and say so without asking the database for anything."""
    db.session.rollback()
    log.error("request_failed", exc_info=error.original_exception or error)
    try:
        return render_template("errors/500.html", code=500), 500
    except Exception:  # noqa: BLE001  # whatever broke the page may break this one too
        return PLAIN_APOLOGY, 500, PLAIN
