"""The pages of trouble: each says what happened, in the house's own form."""

import pytest
from flask import Flask, abort

from tests.support.client import CheckingClient


@pytest.fixture(scope="module")
def bound_app(bound_app: Flask) -> Flask:
    """The portal with doors that lead to every kind of trouble."""

    def refuse(code: int) -> str:
        abort(code)

    def send() -> str:
        return "Đã gửi"

    def broken() -> str:
        raise ZeroDivisionError

    bound_app.add_url_rule("/tests/refuse/<int:code>", "refuse", refuse)
    bound_app.add_url_rule("/tests/send", "send", send, methods=["POST"])
    bound_app.add_url_rule("/tests/broken", "broken", broken)
    return bound_app


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 429])
def test_it_says_what_went_wrong(client: CheckingClient, code: int) -> None:
    assert client.page(f"/tests/refuse/{code}", status=code).heading


def test_it_does_not_know_an_address(client: CheckingClient) -> None:
    assert client.page("/tests/nowhere", status=404).heading


def test_it_explains_a_form_that_was_open_too_long(client: CheckingClient) -> None:
    assert client.post("/tests/send", data={"csrf_token": "old"}).status_code == 400


@pytest.fixture
def unprotected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production: the error page instead of the exception."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


@pytest.mark.usefixtures("unprotected")
def test_it_apologises_for_its_own_fault(client: CheckingClient) -> None:
    assert client.page("/tests/broken", status=500).heading


@pytest.mark.usefixtures("unprotected")
def test_it_apologises_plainly_when_even_that_page_is_broken(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_page(*_: object, **__: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("portal.web.shared.errors.render_template", no_page)
    answer = client.get("/tests/broken")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert "Xin lỗi Ông/Bà" in answer.text


def test_it_names_nothing_to_a_forged_host(app: Flask, client: CheckingClient) -> None:
    app.config["TRUSTED_HOSTS"] = ["phananh.example"]
    try:
        assert client.get("/healthz", headers={"Host": "forged.example"}).status_code == 400
    finally:
        app.config["TRUSTED_HOSTS"] = None
