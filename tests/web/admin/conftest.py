"""Administrators of the demo office at their pages on a Friday morning."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.models.appointment import AppointmentRow
from portal.models.audit import AuditEntry
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.records import account_of
from tests.support.staff import Staff, staff_at

__all__ = ["Staff"]


@pytest.fixture
def staff(app: Flask, standing_office: None, session: Session, now: datetime) -> Staff:
    """Members of the cast, each with a browser of their own, by role."""
    return staff_at(app, session, now)


@pytest.fixture
def administrator(staff: Staff) -> CheckingClient:
    """Who governs the whole office."""
    return staff("administrator")


@pytest.fixture
def local_administrator(staff: Staff, session: Session) -> CheckingClient:
    """Who governs a commune and nothing else."""
    account = account_of(session, "outsider")
    post = AppointmentRow(
        account_id=account.id,
        unit_id=unit_id(session, "LH"),
        role=Role.ADMINISTRATOR,
        valid_from=date(2020, 1, 1),
    )
    session.add(post)
    session.flush()
    return staff("outsider")


@pytest.fixture
def changes(session: Session) -> Callable[[], Sequence[tuple[str, str]]]:
    """What was changed so far, oldest first: the action and its subject."""

    def noted() -> Sequence[tuple[str, str]]:
        wanted = select(AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.id)
        return [(action, subject) for action, subject in session.execute(wanted)]

    return noted


def entry(page: Page) -> Form:
    """The form of a page that sends to the page itself."""
    return page.form(page.address)
