"""How the portal is put together: the surfaces it serves and the proxies it believes."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Blueprint, Flask, request

from config import Config
from portal import app as root
from portal.app import create_app
from tests.support.client import checking_client


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(PORTAL_ENV="testing", PORTAL_DATA=tmp_path)


def test_it_serves_only_the_surfaces_asked_for(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    surfaces = tuple((name, Blueprint(f"{name}_pages", __name__)) for name in ("public", "desk"))
    monkeypatch.setattr(root, "SURFACES", surfaces)
    app = create_app(replace(config, SURFACES=("desk",)))
    assert "desk_pages" in app.blueprints
    assert "public_pages" not in app.blueprints


@pytest.mark.parametrize(
    ("proxies", "asker"),
    [
        (0, "127.0.0.1"),  # anybody can write the header
        (1, "203.0.113.7"),
        (2, "198.51.100.1"),
    ],
)
def test_it_believes_as_many_proxies_as_the_operator_named(config: Config, proxies: int, asker: str) -> None:
    app = create_app(replace(config, TRUSTED_PROXIES=proxies))
    app.add_url_rule("/asker", "asker", lambda: {"asker": request.remote_addr})
    answer = visit(app, {"X-Forwarded-For": "192.0.2.1, 198.51.100.1, 203.0.113.7"})
    assert answer == {"asker": asker}


def visit(app: Flask, headers: dict[str, str]) -> object:
    app.extensions["unsaved"] = []
    return checking_client(app).get("/asker", headers=headers).get_json()
