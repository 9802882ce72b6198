"""Two answers for the machines that watch us: the process lives; the process can serve."""

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db, limiter
from portal.queries.health import worker_is_late
from portal.web.shared.acting import now, session

blueprint = Blueprint("health", __name__)
limiter.exempt(blueprint)


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers. Asks nothing of the database: an outage there is no reason to restart us."""
    return said("ok", 200)


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers and has the shape this release expects.

    A worker that is late is told and no reason to take the web processes out of service: they do without it.
    """
    try:
        present = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    except SQLAlchemyError:
        return said("database out of reach", 503)
    if present != expected_heads():
        return said("database not migrated to this release", 503)
    return said(f"ready\nworker: {'late' if worker_is_late(session(), now()) else 'ok'}", 200)


def expected_heads() -> set[str]:
    migrations = Path(current_app.root_path).parent / "migrations"
    return set(ScriptDirectory(str(migrations)).get_heads())


def said(sentence: str, status: int) -> ResponseReturnValue:
    return f"{sentence}\n", status, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
