"""Those who watch, lead and coordinate, before the figures of the demo office on a Friday morning."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.conftest import visitor
from tests.support.client import CheckingClient
from tests.support.staff import sign_in

Staff = Callable[[str], CheckingClient]


@pytest.fixture
def staff(app: Flask, standing_office: None, session: Session, now: datetime) -> Iterator[Staff]:
    """Members of the cast, each with a browser of their own, by role."""
    app.config["CLOCK"] = lambda: now

    def signed_in(role: str) -> CheckingClient:
        client = visitor(app, session)
        sign_in(client, session, role)
        return client

    yield signed_in
    app.config.pop("CLOCK")
