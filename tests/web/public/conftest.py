"""The demo office on a Friday morning, with the outside in memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models.policy import UnitPolicyRow
from tests.factories import build_demo_office
from tests.fakes import FakePorts


@pytest.fixture(autouse=True)
def fakes(app: Flask, session: Session, now: datetime) -> Iterator[FakePorts]:
    """The office is there, it is now, and nothing goes out."""
    outside, fakes = app.extensions["portal.ports"], FakePorts()
    app.extensions["portal.ports"] = replace(
        outside,
        files=fakes.files,
        vault=fakes.vault,
        inspector=fakes.inspector,
        index=fakes.index,
        printer=fakes.printer,
    )
    app.config["CLOCK"] = lambda: now
    build_demo_office(session)
    yield fakes
    app.extensions["portal.ports"] = outside
    app.config.pop("CLOCK")


@pytest.fixture
def contact_wanted(session: Session) -> None:
    """The office takes nothing without a contact."""
    since = date(2026, 1, 1)
    session.add(UnitPolicyRow(name="accepts_anonymous", value=False, valid_from=since))
    session.commit()
