"""The demo office on a Friday morning, with the outside in memory."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models.policy import UnitPolicyRow
from tests.fakes import FakePorts
from tests.support.outside import faked_outside


@pytest.fixture(autouse=True)
def fakes(app: Flask, standing_office: None, now: datetime) -> Iterator[FakePorts]:
    """The office is there, it is now, and nothing goes out."""
    app.config["CLOCK"] = lambda: now
    with faked_outside(app) as fakes:
        yield fakes
    app.config.pop("CLOCK")


@pytest.fixture
def contact_wanted(session: Session) -> None:
    """The office takes nothing without a contact."""
    since = date(2026, 1, 1)
    session.add(UnitPolicyRow(name="accepts_anonymous", value=False, valid_from=since))
    session.commit()
