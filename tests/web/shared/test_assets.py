"""Static files: kept for a year under the present version, for an hour under any other."""

from pathlib import Path

import pytest
from flask import Flask, url_for

from portal.web.shared.assets import install_assets, version_of
from tests.support.client import CheckingClient, checking_client

A_YEAR, AN_HOUR = "max-age=31536000, public", "max-age=3600, public"
STYLES = "css/public.css"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (STYLES, "fonts/regular.woff2"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("p { margin: 0 }")
    return tmp_path


def portal_with(folder: Path, environment: str) -> Flask:
    app = Flask("portal", static_folder=str(folder), static_url_path="/static")
    app.config["PORTAL_ENV"] = environment
    app.extensions["unsaved"] = []
    install_assets(app)
    return app


def address_of(app: Flask, name: str) -> str:
    with app.test_request_context():
        return url_for("static", filename=name)


@pytest.fixture
def app(folder: Path) -> Flask:
    return portal_with(folder, "production")


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    return checking_client(app)


def kept(client: CheckingClient, address: str) -> str | None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    return answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", [STYLES, "fonts/regular.woff2"])
def test_it_keeps_a_file_for_a_year_under_its_version(app: Flask, client: CheckingClient, name: str) -> None:
    address = address_of(app, name)
    assert address != f"/static/{name}"
    assert kept(client, address) == A_YEAR


def test_it_keeps_what_a_style_sheet_names_beside_itself_in_the_same_version(app: Flask) -> None:
    """The page's preload and the style sheet's "../fonts/…" must be one address, or it is fetched twice."""
    beside = address_of(app, STYLES).replace(STYLES, "css/../fonts/regular.woff2")
    assert beside.replace("css/../", "") == address_of(app, "fonts/regular.woff2")


@pytest.mark.parametrize("version", ["", "000000000000/"])
def test_it_keeps_any_other_version_for_an_hour(client: CheckingClient, version: str) -> None:
    assert kept(client, f"/static/{version}{STYLES}") == AN_HOUR


def test_it_changes_the_version_with_any_file(folder: Path) -> None:
    before = version_of(folder)
    (folder / STYLES).write_text("p { margin: 1px }")
    changed = version_of(folder)
    (folder / STYLES).rename(folder / "css" / "desk.css")
    assert len({before, changed, version_of(folder)}) == 3


def test_it_reads_files_anew_while_developing(folder: Path) -> None:
    app = portal_with(folder, "development")
    assert address_of(app, STYLES) == f"/static/{STYLES}"
    (folder / STYLES).write_text("p { margin: 1px }")
    assert "1px" in checking_client(app).get(f"/static/{STYLES}").text


def test_it_hands_on_what_is_no_file(app: Flask, client: CheckingClient) -> None:
    @app.get("/start")
    def start() -> tuple[str, dict[str, str]]:
        return "Chào Ông/Bà", {"Content-Type": "text/plain"}

    assert client.get("/start").text == "Chào Ông/Bà"
