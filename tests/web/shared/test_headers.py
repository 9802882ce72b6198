"""The headers of every page: no inline code, no keeping by others."""

from flask import Flask

from tests.support.client import CheckingClient


def policy_of(client: CheckingClient, path: str) -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def test_it_allows_no_code_but_our_files(client: CheckingClient) -> None:
    policy = policy_of(client, "/healthz")
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not any("unsafe" in sources for sources in policy.values())


def test_it_tells_browsers_not_to_guess(client: CheckingClient) -> None:
    headers = client.get("/healthz").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_it_sends_no_one_to_https_by_itself(client: CheckingClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_it_asks_for_https_for_good_where_the_address_is_https(app: Flask, client: CheckingClient) -> None:
    answer = client.get("/healthz", base_url="https://phananh.example")
    assert ("Strict-Transport-Security" in answer.headers) is (app.config["PREFERRED_URL_SCHEME"] == "https")


def test_it_lets_nobody_else_keep_a_page(client: CheckingClient) -> None:
    assert client.get("/nowhere").headers["Cache-Control"] == "private, no-cache"
