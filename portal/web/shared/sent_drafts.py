"""Drafts that the browser keeps are thrown away once what they were for is done, and not before."""

import flask

# In the session's cookie until a page that knows drafts is shown.
KEPT = "drafts_done"


def draft_done(key: str) -> None:
    """What was typed under a key is saved: the next page has the browser forget it."""
    flask.session[KEPT] = [*flask.session.get(KEPT, []), key][-5:]


def drafts_done() -> list[str]:
    """The keys to be forgotten now, each once."""
    keys: list[str] = flask.session.pop(KEPT, [])
    return keys
