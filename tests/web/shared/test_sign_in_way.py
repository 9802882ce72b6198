"""Strangers are asked to sign in and led back to where they were; a script is told so."""

import pytest
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient

pytestmark = pytest.mark.usefixtures("standing_office")

ENTRY = "/desk/filters"  # only takes what is sent
SIGN_IN = "/account/sign-in"


def sent(client: CheckingClient, **headers: str) -> TestResponse:
    """What somebody who is signed in no more is answered."""
    token = client.page(SIGN_IN).form(SIGN_IN).fields["csrf_token"]
    return client.post(ENTRY, data={"csrf_token": token}, headers=headers)


@pytest.mark.parametrize("mode", ["cors", "same-origin", "no-cors"])
def test_a_script_gets_no_page_to_show(client: CheckingClient, mode: str) -> None:
    answer = sent(client, **{"Sec-Fetch-Mode": mode})
    assert (answer.status_code, answer.mimetype) == (401, "text/plain")
    assert answer.text == "Ông/Bà cần đăng nhập.\n"


def test_a_page_is_asked_for_again_with_its_query(client: CheckingClient) -> None:
    answer = client.get("/desk/inbox?unit=2", headers={"Sec-Fetch-Mode": "navigate"})
    assert (answer.status_code, answer.location) == (302, f"{SIGN_IN}?next=/desk/inbox?unit%3D2")


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("~/desk/calls", "?next=/desk/calls"),
        ("~/desk/register?on=1", "?next=/desk/register?on%3D1"),
        ("~/desk/queue/route", ""),
        ("~/desk/filters", ""),
        ("~/desk/nothing-here", ""),
        ("~/account/sign-in", ""),
        ("https://example.org/desk/calls", ""),
        ("~.example.org/desk/calls", ""),
        (None, ""),
    ],
)
def test_who_sent_something_is_led_back_to_the_page_it_was_sent_from(
    client: CheckingClient, page: str | None, back: str
) -> None:
    came_from = {"Referer": page.replace("~", client.application.config["BASE_URL"])} if page else {}
    answer = sent(client, **came_from)
    assert (answer.status_code, answer.location) == (302, SIGN_IN + back)


def test_what_was_sent_is_said_to_be_lost(client: CheckingClient) -> None:
    sent(client)
    page = client.page(SIGN_IN)
    assert "Nội dung vừa gửi chưa được lưu." in page.text
    assert "cần đăng nhập để mở trang này" not in page.text
