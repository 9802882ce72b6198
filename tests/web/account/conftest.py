"""An officer who can sign in."""

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.account import Account
from tests.factories import CAST
from tests.support.staff import PASSWORD


@pytest.fixture
def officer(app: Flask, standing_office: None, session: Session) -> Account:
    """The officer of the cast, with PASSWORD as password."""
    account = session.scalars(select(Account).where(Account.email == CAST["officer"])).one()
    with app.app_context():
        account.password = hash_password(PASSWORD)
    session.commit()
    return account
