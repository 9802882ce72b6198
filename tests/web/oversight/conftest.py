"""Those who watch, lead and coordinate, before the figures of the demo office on a Friday morning."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.staff import Staff, staff_at

__all__ = ["Staff"]


@pytest.fixture
def staff(app: Flask, standing_office: None, session: Session, now: datetime) -> Iterator[Staff]:
    """Members of the cast, each with a browser of their own, by role."""
    yield staff_at(app, session, now)
    app.config.pop("CLOCK")
