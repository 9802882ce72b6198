"""The staff of the demo office at their desks on a Friday morning, with the outside in memory."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.fakes import FakePorts
from tests.support.outside import faked_outside
from tests.support.staff import Staff, staff_at

__all__ = ["Staff"]


@pytest.fixture
def fakes(app: Flask) -> Iterator[FakePorts]:
    """The outside, as far as the desk reaches it."""
    with faked_outside(app) as fakes:
        yield fakes


@pytest.fixture
def staff(app: Flask, standing_office: None, session: Session, now: datetime, fakes: FakePorts) -> Staff:
    """Members of the cast, each with a browser of their own, by role."""
    return staff_at(app, session, now)
