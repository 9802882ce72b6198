"""What is measured: each page as a request that the load repeats, prepared on a real database."""

import html
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
    yield app
    with app.app_context():
        db.engine.dispose()


def references(app: Flask) -> list[str]:
    """Closed and open cases spread over the whole table."""
    with app.app_context():
        return _references(db.session())


def _references(session: Session) -> list[str]:
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


LETTER = {
    "shown": "",
    "procedure": "none",
    "kind": "feedback",
    "category": "7",
    "subject": "Điện áp yếu buổi tối",
    "body": "Điện áp tại ấp Thanh Tân yếu từ 18 đến 22 giờ mỗi tối, máy bơm không lên nước, đã báo hai lần. "
    * 3,
    "name": "Nguyễn Văn An",
    "phone": "0912000345",
    "email": "an@example.com",
    "reply_by": "email",
}


def checked_letter(client: FlaskClient) -> dict[str, str]:
    """The form of the page on which a sender checks what they wrote, ready to be confirmed."""
    token = token_in(client.get("/send").get_data(as_text=True))
    given = {**LETTER, "csrf_token": token, "submission_key": str(uuid4())}
    page = client.post("/send/check", data=given).get_data(as_text=True)
    found = re.findall(r'<input\b[^>]*type="hidden"[^>]*>', page)
    fields = {_attribute(field, "name"): _attribute(field, "value") for field in found}
    if "seal" not in fields:
        raise LookupError("the letter did not get to the page that is confirmed")
    return fields


def _attribute(field: str, name: str) -> str:
    match = re.search(rf'{name}="([^"]*)"', field)
    return html.unescape(match[1]) if match else ""


def confirmed(checked: dict[str, str]) -> Request:
    """The button pressed once more, for another letter with the same words."""
    return Request("/send/confirm", {**checked, "submission_key": str(uuid4())})


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent while the block runs."""
    seen: list[str] = []

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def following(app: Flask) -> tuple[FlaskClient, str]:
    """A sender who has shown the code of a case, and the address of its page."""
    with app.app_context():
        case = db.session.scalars(select(Case).where(~Case.sealed).order_by(Case.id).limit(1)).one()
    code = tracking_code(app.config["TRACKING_KEY"].encode(), case.reference, case.code_nonce)
    client = app.test_client()
    page = client.get(f"/follow/{case.reference}").get_data(as_text=True)
    fields = {"reference": case.reference, "code": code, "csrf_token": token_in(page)}
    shown = client.post("/follow", data=fields)
    assert shown.status_code in (302, 303), "the code of a case does not open it"
    return client, f"/follow/{case.reference}/case"
