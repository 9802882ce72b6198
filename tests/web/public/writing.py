"""A sender at the form: fills it in, checks it, sends it."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.case import Case
from tests.support.client import CheckingClient
from tests.support.page import Form, Page

BODY = "Điện áp tại ấp Thanh Tân yếu kéo dài.\n\nBuổi tối máy bơm không chạy được."
USUAL: dict[str, Any] = {
    "procedure": "none",
    "kind": "feedback",
    "body": BODY,
    "name": "Lê Văn An",
    "phone": "0912 000 345",
    "email": "an@example.com",
}
PICTURE = b"a picture"


def picture(name: str = "cong-to.jpg", content: bytes = PICTURE) -> tuple[BytesIO, str]:
    """A file as a browser sends it."""
    return BytesIO(content), name


def to(action: str, form: Form) -> Form:
    """The form as another of its buttons sends it."""
    return replace(form, action=action)


def write(client: CheckingClient, *, status: int = 200, **typed: Any) -> Page:
    """What follows when the form is filled in and sent to be checked."""
    form = client.page("/send").form("/send/check")
    return client.send(form, status=status, **{**USUAL, **typed})


def confirm(client: CheckingClient, page: Page, *, status: int = 200, **typed: Any) -> Page:
    """What follows when the check page is confirmed."""
    return client.send(page.form("/send/confirm"), status=status, **typed)


def sent(client: CheckingClient, **typed: Any) -> Page:
    """The receipt of what was filled in, checked and confirmed."""
    return confirm(client, write(client, **typed))


def end_session(client: CheckingClient) -> None:
    """Lose the session's cookie, as after a night with the page left open."""
    client.delete_cookie("session", domain="127.0.0.1")


def the_case(session: Session) -> Case:
    """The only case there is."""
    return session.scalars(select(Case)).one()
