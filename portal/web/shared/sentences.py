"""Sentences for people, in the reader's language; their Vietnamese text is the key."""

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext


def _(sentence: str, **values: Any) -> str:
    """A sentence in the language of this request, with values in place of its %(names)s."""
    return str(gettext(sentence, **values))


def _l(sentence: str, **values: Any) -> Any:
    """A sentence put into words when a page shows it: for labels written at import time."""
    return lazy_gettext(sentence, **values)


def counted(one: str, many: str, count: int) -> str:
    """A sentence that depends on a number; Vietnamese has one form, English two."""
    return str(ngettext(one, many, count))
