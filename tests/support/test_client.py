"""The checking client, on both databases: a visit that left something undone fails the test that made it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.models.account import Account
from tests.support.client import CheckingClient

PAGE = "<!doctype html><html lang=vi><title>Trang</title><h1>Trang</h1>"


def account(now: datetime, name: str = "Lê Thị An") -> Account:
    mark = name.lower().replace(" ", ".")
    moments = {"create_datetime": now, "update_datetime": now}
    return Account(email=f"{mark}@binhan.example", name=name, fs_uniquifier=mark, **moments)


@pytest.fixture(scope="module")
def bound_app(bound_app: Flask) -> Flask:
    """The portal with a few pages that only these tests know."""
    now = datetime.fromisoformat("2026-11-20T09:00+07:00")

    def visit(name: str, *acts: Callable[[], object]) -> None:
        def view() -> str:
            for act in acts:
                act()
            return PAGE

        bound_app.add_url_rule(f"/tests/{name}", name, view)

    visit("nothing")
    visit("unflushed", partial(add, now))
    visit("flushed", partial(add, now), db.session.flush)
    visit("committed", partial(add, now), db.session.commit)
    visit("statement", lambda: db.session.execute(update(Account).values(post="Chuyên viên")))
    visit("read", lambda: db.session.scalars(select(Account)).all())
    bound_app.add_url_rule("/tests/malformed", "malformed", lambda: f"{PAGE}</div>")
    return bound_app


def add(now: datetime) -> None:
    db.session.add(account(now))


@pytest.mark.parametrize("path", ["nothing", "read", "committed"])
def test_it_passes_a_sound_visit(client: CheckingClient, path: str) -> None:
    assert client.page(f"/tests/{path}").heading == "Trang"


@pytest.mark.parametrize(
    ("path", "left"),
    [("unflushed", "nobody flushed"), ("flushed", "nobody committed"), ("statement", "nobody committed")],
)
def test_it_fails_on_a_visit_that_left_work_undone(client: CheckingClient, path: str, left: str) -> None:
    with pytest.raises(AssertionError, match=left):
        client.get(f"/tests/{path}")
    client.get("/tests/nothing")  # the fault is told once


def test_it_fails_on_a_malformed_page(client: CheckingClient) -> None:
    with pytest.raises(AssertionError, match="malformed HTML"):
        client.get("/tests/malformed")


def test_it_shares_what_the_portal_commits_with_the_test(client: CheckingClient, session: Session) -> None:
    client.get("/tests/committed")
    saved = session.scalars(select(Account)).one()
    saved.post = "Trưởng phòng"
    client.get("/tests/read")
    assert session.scalars(select(Account.post)).one() == "Trưởng phòng"


def test_it_begins_every_test_with_no_rows(session: Session) -> None:
    assert session.scalar(select(func.count()).select_from(Account)) == 0


def test_it_undoes_savepoints_that_were_released(session: Session, now: datetime) -> None:
    with session.begin_nested():
        session.add(account(now, "Trần Bình"))
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Account)) == 0
