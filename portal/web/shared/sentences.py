"""Sentences for people, in the reader's language; their Vietnamese text is the key."""

from typing import Any

from babel.support import NullTranslations
from flask import Flask, g, has_app_context
from flask_babel import force_locale, get_translations, lazy_gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

_CATALOGUES: dict[str, NullTranslations] = {}


def catalogue() -> NullTranslations:
    """The sentences in the language of this request.

    Flask-Babel finds them anew for every sentence, which on a page of figures took a quarter of the time.
    """
    if not has_app_context():  # outside any application, as when a definition is tried alone
        return NullTranslations()
    code = g.get("locale_code", "vi")
    if code not in _CATALOGUES:
        # Flask-Babel remembers the first language of a request, also after another was spoken within it.
        with force_locale(code):
            _CATALOGUES[code] = get_translations()
    return _CATALOGUES[code]


def install_sentences(app: Flask) -> None:
    """Have templates find their sentences the same way."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the i18n extension
        gettext=lambda sentence: catalogue().ugettext(sentence),
        ngettext=lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = in_template


@pass_eval_context
def in_template(evaluated: EvalContext, sentence: str, /, **values: Any) -> str:
    """A sentence as a template says it, what it is given escaped; the i18n extension takes three calls for it."""
    words: str = catalogue().ugettext(sentence)
    if evaluated.autoescape:
        words = Markup(words)  # sentences are ours, and so is their translation
    return words % values if values or "%" in words else words


def _(sentence: str, **values: Any) -> str:
    """A sentence in the language of this request, with values in place of its %(names)s."""
    words = str(catalogue().ugettext(sentence))
    return words % values if values else words


def _l(sentence: str, **values: Any) -> Any:
    """A sentence put into words when a page shows it: for labels written at import time."""
    return lazy_gettext(sentence, **values)


def counted(one: str, many: str, count: int) -> str:
    """A sentence that depends on a number; Vietnamese has one form, English two."""
    return str(catalogue().ungettext(one, many, count)) % {"num": count}
