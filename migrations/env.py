"""How migrations meet the database: the application's own engine, both dialects, one transaction."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

import portal.models.all  # noqa: F401  # makes the metadata whole
from portal.extensions import Base
from portal.models.columns import Moment


def ours(thing: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:  # noqa: PLR0917
    """Leave alone what is no table of a model: the shadow tables of SQLite's full-text search."""
    return not (kind == "table" and reflected and compared is None and str(name).startswith("case_words_"))


def written(kind: str, thing: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types into migrations as what they are in the database, so that old ones stay true."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, sa.Enum):
        return f"sa.String(length={thing.length})"
    return False


def migrate() -> None:
    """Run the migrations on the application's database."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=ours,
            render_as_batch=True,
            compare_type=True,
            render_item=written,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
