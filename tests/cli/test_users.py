"""`flask users create`: accounts for staff, the very first one too."""

import pytest
from click.testing import Result
from flask import Flask
from flask_security import verify_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.models.account import Account
from portal.models.appointment import AppointmentRow
from portal.models.audit import AuditEntry
from portal.models.unit import Unit
from tests.factories import CAST, build_demo_office

PASSWORD = "một con ngựa qua cầu"
EMAIL = "binh@binhan.example"


def run(app: Flask, session: Session, *options: str, typed: str = "") -> Result:
    session.commit()
    result = app.test_cli_runner().invoke(
        args=["users", "create", EMAIL, "--name", "Trần Thị Bình", *options], input=typed
    )
    session.expire_all()
    return result


def account(session: Session) -> Account | None:
    return session.scalars(select(Account).where(Account.email == EMAIL)).one_or_none()


def test_it_creates_the_first_administrator_of_an_empty_installation(app: Flask, session: Session) -> None:
    options = ("--unit", "SCT", "--role", "administrator", "--password-stdin")
    result = run(app, session, *options, typed=f"{PASSWORD}\n")
    assert (result.exit_code, result.output) == (0, f"{EMAIL} created\n")
    made = account(session)
    assert made is not None
    with app.app_context():
        assert verify_password(PASSWORD, made.password or "")
    root = session.scalars(select(Unit)).one()
    assert (root.code, root.parent_id, root.name) == ("SCT", None, app.config["OFFICE_NAME"])
    post = session.scalars(select(AppointmentRow)).one()
    assert (post.unit_id, post.role) == (root.id, Role.ADMINISTRATOR)
    assert "person_created" in session.scalars(select(AuditEntry.action)).all()


def test_it_creates_a_colleague_who_sets_the_password_later(app: Flask, session: Session) -> None:
    build_demo_office(session)
    assert run(app, session, "--unit", "QLNL", "--role", "officer", "--post", "Chuyên viên").exit_code == 0
    made = account(session)
    assert made is not None
    assert (made.password, made.post) == (None, "Chuyên viên")


@pytest.mark.parametrize(
    ("options", "typed", "sentence"),
    [
        (("--unit", "NONE", "--role", "officer"), "", "There is no unit NONE."),
        (("--unit", "QLNL"), "", "--unit and --role belong together."),
        (("--password-stdin",), "ngắn\n", "at least 12 characters"),
    ],
)
def test_it_says_what_is_wrong(
    app: Flask, session: Session, options: tuple[str, ...], typed: str, sentence: str
) -> None:
    build_demo_office(session)
    result = run(app, session, *options, typed=typed)
    assert result.exit_code != 0
    assert sentence in result.output
    assert account(session) is None


def test_it_creates_nobody_twice(app: Flask, session: Session) -> None:
    build_demo_office(session)
    session.commit()
    args = ["users", "create", CAST["officer"].upper(), "--name", "Ai đó"]
    result = app.test_cli_runner().invoke(args=args)
    assert result.exit_code == 1
    assert "there is an account with this address already" in result.output
