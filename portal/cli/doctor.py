"""`flask doctor`: how the installation is, in sentences that say what to do."""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db
from portal.ports import Ports, SearchFilter, Unavailable
from portal.queries.health import Finding, Grade, findings
from portal.queries.settings import load_settings

LEAST_DISK = 1024**3


@click.command()
@with_appcontext
def doctor() -> None:
    """Look the installation over; exit 1 when something does not work."""
    worst = False
    for finding in everything():
        click.echo(f"{finding.grade.value:<8} {finding.sentence}")
        worst = worst or finding.grade is Grade.FAILURE
    sys.exit(1 if worst else 0)


def everything() -> Iterator[Finding]:
    """The disk, the index, the database, and all that is in it."""
    yield disk(Path(current_app.config["PORTAL_DATA"]))
    yield index(current_app.extensions["portal.ports"])
    session = db.session()
    try:
        settings = load_settings(session)
    except SQLAlchemyError as error:
        sentence = f"The database cannot be read ({type(error).__name__}): see DATABASE_URL, then `flask db upgrade`."
        yield Finding(Grade.FAILURE, sentence)
        return
    yield Finding(Grade.FINE, f"The database answers: {session.get_bind().dialect.name}.")
    yield from findings(session, settings, datetime.now(UTC))


def disk(folder: Path) -> Finding:
    """Whether files can still be kept."""
    if not folder.exists():
        return Finding(Grade.WARNING, f"{folder} does not exist yet; the first start makes it.")
    free = shutil.disk_usage(folder).free
    if free < LEAST_DISK:
        return Finding(Grade.FAILURE, f"Only {free // 1024**2} MB are free in {folder}.")
    return Finding(Grade.FINE, f"{free // 1024**3} GB are free in {folder}.")


def index(ports: Ports) -> Finding:
    """Whether published answers can be searched; without it people see the newest ones instead."""
    try:
        ports.index.search("a", SearchFilter(), start=0, limit=1)
    except Unavailable as error:
        return Finding(Grade.WARNING, f"The search index is not usable ({error}): `flask search rebuild`.")
    return Finding(Grade.FINE, "The search index answers.")
