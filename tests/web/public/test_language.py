"""The switch between the two languages."""

import pytest

from portal.web.public.language import back_to
from tests.support.client import CheckingClient


def language_of(client: CheckingClient) -> str | None:
    return client.page("/about").root.get("lang")


def test_it_speaks_vietnamese_until_asked(client: CheckingClient) -> None:
    assert language_of(client) == "vi"
    client.get("/language/en")
    assert language_of(client) == "en"
    client.get("/language/vi")
    assert language_of(client) == "vi"


def test_it_leads_back_to_where_one_was(client: CheckingClient) -> None:
    here = "http://127.0.0.1:8000/answers?q=dien"
    assert client.get("/language/en", headers={"Referer": here}).location == "/answers?q=dien"


def test_it_knows_two_languages(client: CheckingClient) -> None:
    assert client.get("/language/fr").status_code == 404


@pytest.mark.parametrize(
    "referrer",
    ["", "https://evil.example/send", "http://127.0.0.1:8000//evil.example", "javascript:alert(1)", "::"],
)
def test_it_leads_nobody_elsewhere(client: CheckingClient, referrer: str) -> None:
    with client.application.test_request_context(base_url="http://127.0.0.1:8000"):
        assert back_to(referrer) == "/"
