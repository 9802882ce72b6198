"""The staff of the demo office at their desks on a Friday morning, with the outside in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.conftest import visitor
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.staff import sign_in

Staff = Callable[[str], CheckingClient]


@pytest.fixture
def fakes(app: Flask) -> Iterator[FakePorts]:
    """The outside, as far as the desk reaches it."""
    outside, fakes = app.extensions["portal.ports"], FakePorts()
    app.extensions["portal.ports"] = replace(
        outside,
        files=fakes.files,
        vault=fakes.vault,
        inspector=fakes.inspector,
        index=fakes.index,
        printer=fakes.printer,
    )
    yield fakes
    app.extensions["portal.ports"] = outside


@pytest.fixture
def staff(app: Flask, standing_office: None, session: Session, now: datetime, fakes: FakePorts) -> Staff:
    """Members of the cast, each with a browser of their own, by role."""
    app.config["CLOCK"] = lambda: now

    def signed_in(role: str) -> CheckingClient:
        client = visitor(app, session)
        sign_in(client, session, role)
        return client

    return signed_in
