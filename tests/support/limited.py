"""A portal that counts how often an address does something, as tests of limits want it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from config import Config
from portal.app import create_app
from portal.extensions import limiter
from tests.support.client import watch_sessions


class Limited(Config):
    """The settings of a test, with limits."""

    RATELIMIT_ENABLED = True


@contextmanager
def limited_portal(database_url: str, folder: Path) -> Iterator[Flask]:
    """The portal with its limits on; they are off again for the tests of other modules."""
    app = create_app(Limited(PORTAL_ENV="testing", DATABASE_URL=database_url, PORTAL_DATA=folder))
    watch_sessions(app)
    yield app
    limiter.enabled = False
