"""Fixtures for every test: databases on both engines, the portal, its visitors, its mail, its browser."""

import gc
from collections.abc import Generator, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from config import Config
from portal.app import create_app
from portal.extensions import db
from tests.support.browser import PHONE, WIDE, running_browser, window
from tests.support.client import CheckingClient, checking_client, watch_sessions
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases, postgres_databases
from tests.support.engines import Engines
from tests.support.live import LivePortal, live_portal
from tests.support.machine import chromium, everything_required
from tests.support.mail import Postbox, receiving_mail
from tests.support.office import furnish
from tests.support.templates import CompiledTemplates

# Folders whose tests run on SQLite and again on PostgreSQL; the others run on SQLite.
ON_BOTH = {"models", "queries", "services", "adapters", "jobs", "journeys", "migrations", "support"}
SQLITE, POSTGRES = "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)

# One portal after the other is made, on one database after the other; what they compile is the same.
COMPILED = CompiledTemplates()
ENGINES = Engines()

# A busy machine is no reason to fail; what failed once is printed so that it can be tried again elsewhere.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are made and none thrown away: looking for cycles among them finds nothing."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test that meets a database the engines it has to work on."""
    if "engine_name" in metafunc.fixturenames:
        folders = set(metafunc.definition.path.relative_to(Path(__file__).parent).parts)
        both = bool(folders & ON_BOTH) or metafunc.definition.get_closest_marker("both_databases") is not None
        metafunc.parametrize("engine_name", [SQLITE, POSTGRES] if both else [SQLITE], scope="module")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, a test left out is a test failed."""
    report = yield
    if report.skipped and everything_required() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """So is a module that leaves itself out."""
    report = yield
    if report.skipped and everything_required():
        report.outcome = "failed"
    return report


@pytest.fixture
def now() -> datetime:
    """Friday 20 November 2026, 9:00 in Việt Nam: a working day in office hours, far from any holiday."""
    return datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))


# --- databases ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresDatabases | None]:
    with postgres_databases() as databases:
        yield databases


@pytest.fixture(scope="module")
def databases(engine_name: str, request: pytest.FixtureRequest) -> Databases:
    """The maker of databases on this test's engine."""
    if engine_name == SQLITE:
        made: SqliteDatabases = request.getfixturevalue("sqlite_databases")
        return made
    server: PostgresDatabases | None = request.getfixturevalue("postgres_server")
    if server is None:
        pytest.skip("no PostgreSQL on this machine")
    return server


@pytest.fixture(scope="module")
def database_url(databases: Databases) -> Iterator[str]:
    """The address of a database with all tables and no rows, for this module's tests."""
    with databases.fresh() as address:
        yield address


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    with ENGINES.at(database_url) as engine:
        yield engine


@pytest.fixture(scope="module")
def standing_office(engine: Engine) -> None:
    """The demo office in this module's database: built once, and there again after every test."""
    with Session(engine) as session:
        furnish(session)
        session.commit()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """One connection in a transaction that is rolled back after the test, whatever was committed in it."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """A session whose commits last until the end of the test."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        yield session


# --- the portal -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bound_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The portal for this module's tests, its database empty and its data in a folder of its own."""
    config = Config(
        PORTAL_ENV="testing", DATABASE_URL=database_url, PORTAL_DATA=tmp_path_factory.mktemp("var")
    )
    app = create_app(config)
    app.jinja_env.bytecode_cache = COMPILED
    watch_sessions(app)
    return app


@pytest.fixture
def app(bound_app: Flask, connection: Connection) -> Iterator[Flask]:
    """The portal within this test's transaction: what it commits is gone after the test."""
    with bound_app.app_context():
        engines: dict[Any, Any] = db._app_engines[bound_app]
        db.session.configure(join_transaction_mode="create_savepoint")
    own, engines[None] = engines[None], connection
    yield bound_app
    engines[None] = own


@pytest.fixture
def client(app: Flask, session: Session) -> CheckingClient:
    """An anonymous visitor; the test's session and the portal's see each other's work."""
    return visitor(app, session)


def visitor(app: Flask, session: Session) -> CheckingClient:
    """One more visitor, with cookies of their own."""
    client = checking_client(app)
    client.before_each = session.commit
    client.after_each = session.expire_all
    return client


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real SMTP receiver; point MAIL_SERVER at 127.0.0.1 and MAIL_PORT at its port."""
    with receiving_mail() as postbox:
        yield postbox


# --- the portal as it runs, and a real browser ----------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine")
    with running_browser(program) as browser:
        yield browser


@pytest.fixture(scope="module")
def live(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePortal]:
    """Web and worker processes on a database of their own."""
    with sqlite_databases.fresh() as address, live_portal(address, tmp_path_factory.mktemp("live")) as portal:
        yield portal


@pytest.fixture
def wide(browser: Browser, live: LivePortal) -> Iterator[Window]:
    with window(browser, live.address, **WIDE) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, live: LivePortal) -> Iterator[Window]:
    with window(browser, live.address, **PHONE) as page:
        yield page
