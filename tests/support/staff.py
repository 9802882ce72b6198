"""Members of the cast as signed-in visitors, without the cost of hashing their passwords in every test."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.account import Account
from tests.conftest import visitor
from tests.factories import CAST
from tests.support.client import CheckingClient
from tests.support.page import Page

PASSWORD = "một con ngựa qua cầu"


Staff = Callable[[str], CheckingClient]


def staff_at(app: Flask, session: Session, now: datetime) -> Staff:
    """Members of the cast by role, each with a browser of their own, at a moment."""
    app.config["CLOCK"] = lambda: now

    def signed_in(role: str) -> CheckingClient:
        client = visitor(app, session)
        sign_in(client, session, role)
        return client

    return signed_in


def sign_in(client: CheckingClient, session: Session, role: str, *, seconds_ago: float = 0) -> Account:
    """Make the visitor a member of the cast who typed their password so many seconds ago; returns who it is."""
    account = session.scalars(select(Account).where(Account.email == CAST[role])).one()
    sign_in_as(client, account, seconds_ago=seconds_ago)
    return account


def sign_in_as(client: CheckingClient, account: Account, *, seconds_ago: float = 0) -> None:
    """Make the visitor this member of staff."""
    with client.session_transaction() as kept:
        kept.update(
            _user_id=account.fs_uniquifier, _fresh=True, fs_cc="set", fs_paa=time.time() - seconds_ago
        )


def type_password(client: CheckingClient, email: str, password: str, **query: Any) -> Page:
    """Sign in the long way, through the page."""
    page = client.page("/account/sign-in", **query)
    return client.send(page.form("/account/sign-in"), email=email, password=password)
