"""How long staff may stay away: a session nobody worked in for too long has to be signed in to again.

Kept in the session's cookie, so that no request asks or writes anything more. What was typed into forms stays in the
browser, and saved drafts stay on the server.
"""

import time
from typing import Any

from flask import Flask, current_app, session
from flask_login import user_logged_in

from portal.web.shared.sign_in_way import is_navigation

SECONDS_AN_HOUR = 3600
# The cookie is renewed no oftener: a moment in it that is some minutes old does no harm.
RENEWED_AFTER = 300  # seconds
SEEN = "staff_seen"
# Tells the page that asks to sign in why it does.
ENDED = "staff_idle"


def install_idle_limit(app: Flask) -> None:
    """Have nobody be found who was away for too long; after Flask-Security was bound."""
    manager: Any = app.login_manager  # type: ignore[attr-defined]
    find = manager._user_callback
    manager.user_loader(lambda user_id: None if ended_by_idling() else find(user_id))
    # What a browser was told to remember signs nobody in: no session would end.
    manager._load_user_from_remember_cookie = lambda _cookie: None
    user_logged_in.connect(begin, app)


def ended_by_idling() -> bool:
    """Whether nobody worked in this session for too long, which ends it; else note that somebody does.

    A moment ahead of the clock, which was set back, is noted anew; too far ahead, it says nothing and ends it too.
    """
    moment = int(time.time())
    away = moment - session.get(SEEN, moment)
    if abs(away) >= current_app.config["STAFF_IDLE_HOURS"] * SECONDS_AN_HOUR:
        end()
        return True
    # Only with a page: a script's answer that comes late would bring back a session that was signed out of.
    if (SEEN not in session or not 0 <= away < RENEWED_AFTER) and is_navigation():
        session[SEEN] = moment
    return False


def end() -> None:
    """Take the sign-in out of the session; nothing else of it, so that a form sent too late can be sent again."""
    for name in ("_user_id", "_fresh", "_id", "fs_paa", "fs_gexp", SEEN):
        session.pop(name, None)
    # A cookie that signs people in by itself would undo it.
    session["_remember"] = "clear"
    session[ENDED] = True


def begin(_app: Flask, **_user: object) -> None:
    """Somebody signed in just now."""
    session.pop(ENDED, None)
    session[SEEN] = int(time.time())
