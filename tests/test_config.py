"""The operators' settings: read from the environment, refused with a sentence where unsafe."""

from pathlib import Path

import pytest

import config
from config import Config, ConfigError
from tests.support.keys import authority

# 32 bytes in URL-safe base64.
KEY, OLD_KEY = "S" * 42 + "E=", "a" * 42 + "E="
SAFE = {
    "PORTAL_ENV": "production",
    "BASE_URL": "https://phananh.example",
    "SECRET_KEY": "s" * 40,
    "TRACKING_KEY": "t" * 40,
    "TOTP_KEY": "o" * 40,
    "SEALING_KEYS": KEY,
    "MAIL_SERVER": "smtp.example",
}
TWO_MACHINES = {"PORTAL_MACHINES": "2"}
POSTGRES = {"DATABASE_URL": "postgresql://db/portal", "HUEY_URL": "postgresql://db/portal"}


def test_it_starts_with_nothing_set() -> None:
    assert not Config.from_environment({}).production


def test_it_starts_in_production_when_everything_is_safe() -> None:
    settings = Config.from_environment(SAFE)
    assert settings.SESSION_COOKIE_SECURE
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SERVER_NAME == "phananh.example"
    assert settings.TRUSTED_HOSTS == ["phananh.example", "127.0.0.1", "localhost"]


def test_links_lead_to_the_port_that_was_given() -> None:
    assert Config.from_environment({"LISTEN_PORT": "8070"}).SERVER_NAME == "127.0.0.1:8070"
    given = {"LISTEN_PORT": "8070", "BASE_URL": "http://phananh.example"}
    assert Config.from_environment(given).SERVER_NAME == "phananh.example"
    unset = {key: value for key, value in SAFE.items() if key != "BASE_URL"}
    with pytest.raises(ConfigError, match="BASE_URL is not set"):
        Config.from_environment({**unset, "LISTEN_PORT": "8070"})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),  # the published key would sign sessions
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 32"),
        ({"TRACKING_KEY": ""}, "TRACKING_KEY is not set"),  # senders' codes could be computed by anybody
        ({"TRACKING_KEY": "s" * 40}, "TRACKING_KEY equals SECRET_KEY"),  # renewing one would renew both
        ({"TOTP_KEY": ""}, "TOTP_KEY is not set"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on"),
        ({"BASE_URL": ""}, "BASE_URL is not set"),  # links in messages would point at this machine
        ({"BASE_URL": "http://phananh.example"}, "BASE_URL is not https"),
        ({"MAIL_SERVER": ""}, "MAIL_SERVER is not set"),
        (TWO_MACHINES, "SQLite serves one machine: set DATABASE_URL"),
        ({**TWO_MACHINES, "DATABASE_URL": "postgresql://db/portal"}, "The job queue is a file: set HUEY_URL"),
        ({**TWO_MACHINES, **POSTGRES}, "set LIMITER_STORAGE"),  # each machine would count guesses alone
    ],
)
def test_it_refuses_production(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        Config.from_environment({**SAFE, **change})


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PORTAL_ENV": "prod"}, "PORTAL_ENV is 'prod': set it to one of development"),
        ({"STAFF_IDLE_HOURS": "0"}, "STAFF_IDLE_HOURS is below 1"),
        ({"SURFACES": "public,dsek"}, "SURFACES names dsek: choose among public"),
        ({"BASE_URL": "phananh.example"}, "BASE_URL is 'phananh.example'"),
        ({"LISTEN_PORT": "http"}, "LISTEN_PORT is 'http': set it to a whole number"),
        ({"MAIL_USE_TLS": "maybe"}, "MAIL_USE_TLS is 'maybe': set it to 1 or 0"),
        (TWO_MACHINES, "SQLite serves one machine"),  # refused everywhere, not only in production
        ({"SIGNATURE_AUTHORITIES": "/nowhere.pem"}, "SIGNATURE_AUTHORITIES holds no certificates"),
        ({"SIGNATURE_AUTHORITIES": __file__}, "SIGNATURE_AUTHORITIES holds no certificates"),
    ],
)
def test_it_refuses_what_it_cannot_read(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        Config.from_environment(environ)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u@db/portal", "postgresql+psycopg://u@db/portal"),
        ("postgres://u@db/portal", "postgresql+psycopg://u@db/portal"),  # the spelling of many hosters
        ("postgresql+psycopg://u@db/portal", "postgresql+psycopg://u@db/portal"),
        ("sqlite:////srv/portal.db", "sqlite:////srv/portal.db"),
    ],
)
def test_it_names_the_driver_of_the_database(given: str, used: str) -> None:
    assert used == Config.from_environment({"DATABASE_URL": given}).SQLALCHEMY_DATABASE_URI


def test_it_keeps_everything_below_one_folder(tmp_path: Path) -> None:
    settings = Config.from_environment({"PORTAL_DATA": str(tmp_path)})
    assert f"sqlite:///{tmp_path / 'portal.db'}" == settings.SQLALCHEMY_DATABASE_URI
    assert {settings.FILES_FOLDER.parent, settings.INDEX_FOLDER.parent, settings.MAIL_FOLDER.parent} == {
        tmp_path
    }


def test_it_reads_lists() -> None:
    assert Config.from_environment({"SURFACES": "public, account"}).SURFACES == ("public", "account")


def test_it_reads_the_environment_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_NAME", "Sở Xây dựng")
    assert config.current.OFFICE_NAME == "Sở Xây dựng"


def test_it_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'curent'"):
        config.curent  # noqa: B018


# --- the keys that seal complaints and denunciations --------------------------------------------------


def test_it_takes_several_sealing_keys_newest_first() -> None:
    settings = Config.from_environment({**SAFE, "SEALING_KEYS": f"{KEY}, {OLD_KEY}"})
    assert settings.SEALING_KEYS == (KEY, OLD_KEY)
    assert KEY not in repr(settings)


def test_it_keeps_a_demos_key_among_its_data(tmp_path: Path) -> None:
    assert tmp_path / "sealing.key" == Config(PORTAL_DATA=tmp_path).SEALING_KEYS_FROM


@pytest.mark.parametrize("keys", ["short", "ế" * 44, f"{KEY},{'!' * 44}"])
def test_it_refuses_what_is_no_sealing_key(keys: str) -> None:
    with pytest.raises(ConfigError, match="SEALING_KEYS holds what is no sealing key") as refused:
        Config.from_environment({"SEALING_KEYS": keys})
    assert keys not in str(refused.value)


def sealed_by_file(path: Path, data: Path) -> Config:
    environ = {**SAFE, "SEALING_KEYS": "", "SEALING_KEY_FILE": str(path), "PORTAL_DATA": str(data)}
    return Config.from_environment(environ)


def key_file(folder: Path, content: str = f"{KEY}\n{OLD_KEY}\n", mode: int = 0o600) -> Path:
    path = folder / "keys"
    path.write_text(content)
    path.chmod(mode)
    return path


def test_it_takes_a_file_of_sealing_keys(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    assert path == sealed_by_file(path, tmp_path / "var").SEALING_KEYS_FROM


def test_it_wants_sealing_keys_in_production() -> None:
    with pytest.raises(ConfigError, match="SEALING_KEYS is not set"):
        Config.from_environment({**SAFE, "SEALING_KEYS": ""})


def test_it_wants_them_apart_from_the_data(tmp_path: Path) -> None:
    """A copy of the folder of the data must open nothing."""
    with pytest.raises(ConfigError, match="lies in PORTAL_DATA"):
        sealed_by_file(key_file(tmp_path), tmp_path)


def test_it_makes_no_key_file_of_its_own_in_production(tmp_path: Path) -> None:
    """A new key in place of a lost one would hide that what is sealed can no longer be opened."""
    with pytest.raises(ConfigError, match="SEALING_KEY_FILE cannot be read"):
        sealed_by_file(tmp_path / "nowhere", tmp_path / "var")


@pytest.mark.parametrize("mode", [0o644, 0o640])
def test_it_wants_the_key_file_for_itself(tmp_path: Path, mode: int) -> None:
    with pytest.raises(ConfigError, match="chmod 600"):
        sealed_by_file(key_file(tmp_path, mode=mode), tmp_path / "var")


@pytest.mark.parametrize("content", ["", "\n", f"{KEY}\nsecond\n", "khóa"])
def test_it_wants_keys_in_the_key_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigError, match="holds no sealing keys"):
        sealed_by_file(key_file(tmp_path, content), tmp_path / "var")


def test_it_takes_the_certificates_of_those_who_vouch_for_signers(tmp_path: Path) -> None:
    path = tmp_path / "authorities.pem"
    path.write_bytes(authority().pem)
    assert path == Config.from_environment({"SIGNATURE_AUTHORITIES": str(path)}).SIGNATURE_AUTHORITIES
