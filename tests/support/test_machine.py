"""What is left out is said in one line, and is a failure where everything is required."""

import pytest

from tests.support import machine


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No PostgreSQL, no right to install; all else is there."""
    monkeypatch.setattr(machine, "chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(machine, "postgres_tools", lambda: None)
    monkeypatch.setattr(machine, "pdf_tools", lambda: "/usr/bin")
    monkeypatch.setattr(machine, "openssl", lambda: "/usr/bin/openssl")
    monkeypatch.setattr(machine, "right_to_install", lambda: None)
    monkeypatch.delenv("PORTAL_REQUIRE_ALL", raising=False)


def test_it_says_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert machine.main() == 0
    assert capsys.readouterr().out == "Left out, for want of PostgreSQL: tests on PostgreSQL.\n"


def test_it_fails_where_everything_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_REQUIRE_ALL", "1")
    assert machine.main() == 1


def test_it_is_silent_where_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "postgres_tools", lambda: "/usr/lib/postgresql/15/bin")
    assert machine.main() == 0
    assert capsys.readouterr().out == ""


def test_it_installs_what_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(machine, "right_to_install", list)
    monkeypatch.setattr(machine, "install", lambda needs, prefix: installed.extend(n.package for n in needs))
    machine.main()
    assert installed == ["postgresql"]
