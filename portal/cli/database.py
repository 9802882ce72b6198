"""`flask --app wsgi db …`: the commands of Flask-Migrate, loaded when one of them is asked for.

A process that serves pages has no use for them, and is spared the ten megabytes of Alembic.
"""

from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo

from portal.extensions import db
from portal.lazily import Lazily

flask_migrate, group = Lazily("flask_migrate"), Lazily("flask_migrate.cli")
FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def bind_migrations(app: Flask) -> click.Group:
    """Let Flask-Migrate work on our models and folder; returns its commands."""
    flask_migrate.Migrate(app, db, directory=str(FOLDER), compare_type=True, render_as_batch=True)
    commands: click.Group = group.db
    return commands


class DatabaseCommands(click.Command):
    """Stands for the commands of Flask-Migrate until somebody asks for them."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the real commands, which click then invokes."""
        known = parent.find_object(ScriptInfo) if parent else None
        commands = bind_migrations((known or ScriptInfo()).load_app())
        return commands.make_context(info_name, args, parent, **extra)


database = DatabaseCommands("db", help="Perform database migrations.")
