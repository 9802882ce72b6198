"""The migrations make, from nothing, exactly the tables of the models, and take them away again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, create_engine, inspect, text

import portal.models.all  # noqa: F401  # makes the metadata whole
from config import Config
from portal.app import create_app
from portal.cli.database import bind_migrations
from portal.extensions import Base, db
from tests.support.databases import Databases


@pytest.fixture
def bare_url(databases: Databases) -> Iterator[str]:
    with databases.bare() as address:
        yield address


@pytest.fixture
def bare_app(bare_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Config(PORTAL_ENV="testing", DATABASE_URL=bare_url, PORTAL_DATA=tmp_path))
    bind_migrations(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def engine(bare_url: str) -> Iterator[Engine]:
    engine = create_engine(bare_url)
    yield engine
    engine.dispose()


def test_it_makes_the_tables_of_the_models_from_nothing(bare_app: Flask, engine: Engine) -> None:
    with bare_app.app_context():
        upgrade()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, Base.metadata) == []


def test_it_leaves_a_database_that_words_can_be_searched_in(bare_app: Flask, engine: Engine) -> None:
    with bare_app.app_context():
        upgrade()
    if engine.dialect.name == "sqlite":
        assert inspect(engine).has_table("case_words_index")
        return
    assert "case_words_index" in {index["name"] for index in inspect(engine).get_indexes("case_words")}


def test_it_begins_with_a_revision_of_the_settings(bare_app: Flask, engine: Engine) -> None:
    with bare_app.app_context():
        upgrade()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM settings_revision")) == 1


def test_it_takes_everything_away_again(bare_app: Flask, engine: Engine) -> None:
    with bare_app.app_context():
        upgrade()
        downgrade(revision="base")
    assert inspect(engine).get_table_names() == ["alembic_version"]


def ours(thing: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """SQLite's full-text search keeps tables of its own, and its index is no column's."""
    return not str(name).startswith("case_words_index")
