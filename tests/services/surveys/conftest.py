"""Who manages surveys in most of these tests."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.services.act import Act
from tests.factories import acting


@pytest.fixture
def act(session: Session, now: datetime) -> Act:
    """The overseer acts, now."""
    return acting(session, "overseer", now)
