"""Who acts in this request, when, in which transaction: taken once and handed to every service."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import cast

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.people import SENDER, Actor
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.domain.wording import Language
from portal.extensions import db
from portal.ports import BackgroundWork, Ports
from portal.queries.actors import actor_for
from portal.queries.settings import Settings, load_settings
from portal.services.act import Act
from portal.services.errors import ChangedMeanwhile, NotPermitted

TRIES = 3
View = Callable[..., ResponseReturnValue]


def session() -> Session:
    """The session of this request."""
    return cast(Session, db.session())


def now() -> datetime:
    """The moment of this request, the same for everything it does."""
    if "now" not in g:
        clock = current_app.config.get("CLOCK")
        g.now = clock() if clock else datetime.now(UTC)
    return cast(datetime, g.now)


def settings() -> Settings:
    """What officials configured, as of this request."""
    found = g.get("settings")
    if found is None:
        found = g.settings = load_settings(session(), g.pop("settings_token", ""))
    return cast(Settings, found)


def actor() -> Actor:
    """The member of staff who is signed in, else a sender."""
    found = g.get("actor")
    if found is None:
        signed_in = current_user.is_authenticated
        found = actor_for(settings(), current_user.id, local_day(now())) if signed_in else SENDER
        g.actor = found
    return cast(Actor, found)


def act() -> Act:
    """The act of this request."""
    return Act(session(), actor(), now(), settings())


def ports() -> Ports:
    """The outside, as the composition root put it together."""
    return cast(Ports, current_app.extensions["portal.ports"])


def language() -> Language:
    """The language of this page."""
    return "en" if g.get("locale_code", "vi") == "en" else "vi"


def require(permission: Permission) -> None:
    """Refuse somebody who may do this nowhere. Raises NotPermitted."""
    if not actor().may(permission):
        raise NotPermitted(permission)


def forget_request() -> None:
    """Take moment, settings and actor anew, as for a second try of the same request."""
    for name in ("now", "settings", "settings_token", "actor"):
        g.pop(name, None)


def commits(view: View) -> View:
    """Commit what a view's services flushed, once; undo it all when the view fails.

    A value that another transaction took first (a reference, a number) is tried again with fresh
    ones; two writers of one case at once end in ChangedMeanwhile for the second.
    """

    @wraps(view)
    def committing(*args: object, **kwargs: object) -> ResponseReturnValue:
        for attempt in range(1, TRIES + 1):
            try:
                response = view(*args, **kwargs)
                session().commit()
                nudge_worker()
            except IntegrityError:
                _undo()
                if attempt == TRIES:
                    raise
            except StaleDataError:
                _undo()
                raise ChangedMeanwhile(str((request.view_args or {}).get("reference", ""))) from None
            except Exception:
                _undo()
                raise
            else:
                return response
        raise AssertionError("every try returns or raises")

    return committing


def nudge_worker() -> None:
    """Have the worker come soon: what was committed may hold messages, publications or marks."""
    work: BackgroundWork = current_app.extensions["portal.queue"]
    work.nudge()


def _undo() -> None:
    session().rollback()
    forget_request()
    for upload in request.files.values():
        upload.stream.seek(0)
