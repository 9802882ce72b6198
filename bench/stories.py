"""What is measured: each page as a request that the load repeats, prepared on a real database."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bench.databases import Database
from bench.load import Request
from bench.measured_portal import make_app
from portal.demo.office import PASSWORD
from portal.domain.reference import tracking_code
from portal.extensions import db
from portal.models.answer import Publication
from portal.models.case import Case

SAMPLE = 200
WORDS = (
    "dien yeu",
    "rác thải",
    "giay phep",
    "hồ sơ",
    "xang dau",
    "đường",
    "cho",
    "sổ đỏ",
    "tieng on",
    "điện",
)


@contextmanager
def portal_on(database: Database) -> Iterator[Flask]:
    """The portal in this process, for cookies and for counting statements."""
    os.environ.update(DATABASE_URL=database.address, PORTAL_DATA=str(database.data))
    app = make_app()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def references(session: Session, unit_code: str = "") -> list[str]:
    """Closed and open cases spread over the whole table."""
    last = session.scalar(select(Case.id).order_by(Case.id.desc()).limit(1)) or 1
    ids = [1 + number * (last - 1) // SAMPLE for number in range(SAMPLE)]
    return list(session.scalars(select(Case.reference).where(Case.id.in_(ids))))


def cookie_of(client: FlaskClient) -> str:
    """The cookies a client has collected, as a header."""
    return "; ".join(f"{cookie.key}={cookie.value}" for cookie in (client._cookies or {}).values())


def signed_in(app: Flask, email: str) -> FlaskClient:
    """A member of staff who typed the password."""
    client = app.test_client()
    page = client.get("/account/sign-in").get_data(as_text=True)
    fields = {"email": email, "password": PASSWORD, "csrf_token": token_in(page)}
    assert client.post("/account/sign-in", data=fields).status_code in (302, 303), (
        "the demo account cannot sign in"
    )
    return client


def token_in(page: str) -> str:
    """The token against forgery in a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise LookupError(f"no token in a page of {len(page)} letters: {page[:300]}")
    return found[1]


def letter(page: str, number: int) -> dict[str, str]:
    """The form as a sender confirms it."""
    return {
        "csrf_token": token_in(page),
        "submission_key": str(uuid4()),
        "shown": "",
        "procedure": "none",
        "kind": "feedback",
        "category": "7",
        "subject": f"Điện áp yếu buổi tối, lần {number}",
        "body": "Điện áp tại ấp Thanh Tân yếu từ 18 giờ đến 22 giờ mỗi tối, máy bơm không lên nước, đã báo hai lần. "
        * 3,
        "name": "Nguyễn Văn An",
        "phone": "0912000345",
        "email": f"an{number}@example.com",
        "reply_by": "email",
    }


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent while the block runs."""
    seen: list[str] = []

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def follow_cookie(app: Flask, session: Session) -> tuple[str, str]:
    """A sender who has shown the code of a case: the cookie and the address."""
    case = session.scalars(select(Case).where(~Case.sealed).order_by(Case.id).limit(1)).one()
    code = tracking_code(app.config["TRACKING_KEY"].encode(), case.reference, case.code_nonce)
    client = app.test_client()
    page = client.get(f"/follow/{case.reference}").get_data(as_text=True)
    fields = {"reference": case.reference, "code": code, "csrf_token": token_in(page)}
    client.post("/follow", data=fields)
    return cookie_of(client), f"/follow/{case.reference}/case"


def newest_publication(session: Session) -> Publication | None:
    """Any published answer."""
    return session.scalars(select(Publication).order_by(Publication.id.desc()).limit(1)).first()


def searches(number: int) -> Request:
    """A search a person might type, with or without accents."""
    words = WORDS[number % len(WORDS)]
    return Request(f"/answers?q={words.replace(' ', '+')}".encode().decode("utf-8"))
