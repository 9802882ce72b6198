"""The language of a page: the one chosen on this device, else the staff member's own, else Vietnamese."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g, request, session
from flask_babel import force_locale, get_babel
from werkzeug.wrappers import Response

from portal.domain.wording import Language
from portal.web.shared.acting import actor
from portal.web.shared.sentences import install_sentences

COOKIE = "language"
A_YEAR = 365 * 24 * 60 * 60
KNOWN: dict[str, Language] = {"vi": "vi", "en": "en"}


def install_languages(app: Flask) -> None:
    """Have every request know its language before anything is put into words."""
    app.before_request(_remember)
    get_babel(app).locale_selector = lambda: g.get("locale_code", "vi")
    install_sentences(app)


def _remember() -> None:
    g.locale_code = _chosen()


def _chosen() -> Language:
    chosen = KNOWN.get(request.cookies.get(COOKIE, ""))
    if chosen is not None:
        return chosen
    # Asked only of those who are signed in: a passer-by costs no statement here.
    return KNOWN.get(actor().language, "vi") if session.get("_user_id") else "vi"


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Put everything within the block into a language, whatever this device has chosen."""
    before = g.get("locale_code", "vi")
    g.locale_code = language
    try:
        with force_locale(language):
            yield
    finally:
        g.locale_code = before


def speak(asked: str | None) -> None:
    """Answer this request in a language of ours that its address asks for: where no cookie can say it."""
    if asked in KNOWN:
        g.locale_code = KNOWN[asked]


def choose(response: Response, language: Language) -> None:
    """Keep a choice on this device for a year; the cookie says nothing about its owner."""
    response.set_cookie(
        COOKIE, language, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
