"""What operators decide: read from the environment once, checked at start.

Every field is the environment variable of the same name and, through `from_object`, the key in Flask's own
configuration. What officials decide (calendar, policies, texts) is data and is edited on the screens instead.
"""

import base64
import binascii
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from cryptography.x509 import load_pem_x509_certificates

from portal.one_writer import WaitingConnection

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("development", "production", "testing")
ALL_SURFACES = ("public", "account", "desk", "oversight", "admin", "api")
PUBLISHED_KEY = "published-with-the-source-and-therefore-no-secret"
SHORTEST_KEY = 32
MAKE_A_SEALING_KEY = "make one with: flask --app wsgi sealing new-key"
MAKE_A_KEY = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"


class ConfigError(click.ClickException):
    """The environment asks for something unsafe or unreadable; the message says what to set.

    A ClickException, so that `flask --app wsgi …` prints the sentence instead of a traceback.
    """


@dataclass(frozen=True)
class Config:
    """The operators' settings. Secrets have published defaults that production refuses."""

    PORTAL_ENV: str = "development"
    FLASK_DEBUG: bool = False
    PORTAL_DATA: Path = ROOT / "var"
    PORTAL_MACHINES: int = 1
    SURFACES: tuple[str, ...] = ALL_SURFACES

    BASE_URL: str = "http://127.0.0.1:8000"
    LISTEN_HOST: str = "127.0.0.1"
    LISTEN_PORT: int = 8000
    WEB_PROCESSES: int = 2
    WEB_THREADS: int = 4
    TRUSTED_PROXIES: int = 0

    # After so many hours without a page staff sign in again.
    STAFF_IDLE_HOURS: int = 8

    SECRET_KEY: str = PUBLISHED_KEY
    # Hashes the senders' codes: apart from SECRET_KEY, so that renewing that one locks no sender out.
    TRACKING_KEY: str = PUBLISHED_KEY
    # Seals the second factors of staff at rest.
    TOTP_KEY: str = PUBLISHED_KEY

    # Seal complaints and denunciations, newest first; else read from the file, a line each.
    SEALING_KEYS: tuple[str, ...] = field(default=(), repr=False)
    SEALING_KEY_FILE: Path | None = None
    # The certificates, in PEM, of those who may vouch for who signed a paper outside the portal.
    SIGNATURE_AUTHORITIES: Path | None = None

    DATABASE_URL: str = ""
    HUEY_URL: str = ""
    LIMITER_STORAGE: str = "memory://"

    MAIL_SERVER: str = ""
    MAIL_PORT: int = 587
    MAIL_USE_TLS: bool = False
    MAIL_USE_SSL: bool = False
    MAIL_USERNAME: str | None = None
    MAIL_PASSWORD: str | None = None
    MAIL_DEFAULT_SENDER: str = "phananh@binhan.example"

    OFFICE_NAME: str = "Sở Công Thương tỉnh Bình An"
    OFFICE_ADDRESS: str = "Số 1 đường Trung Tâm, phường Tân Phú, tỉnh Bình An"
    OFFICE_HOTLINE: str = "0271 1022"
    OFFICE_EMAIL: str = "phananh@binhan.example"

    # Five attachments of 10 MB and the words around them.
    MAX_CONTENT_LENGTH: int = 55 * 1024 * 1024

    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    REMEMBER_COOKIE_HTTPONLY = True
    REMEMBER_COOKIE_SAMESITE = "Lax"
    BABEL_DEFAULT_LOCALE = "vi"
    BABEL_DEFAULT_TIMEZONE = "Asia/Ho_Chi_Minh"
    BABEL_TRANSLATION_DIRECTORIES = str(ROOT / "translations")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Config":
        """Read and check the settings; raises ConfigError with a sentence that says what to set."""
        given = {field.name: environ[field.name] for field in fields(cls) if environ.get(field.name)}
        config = cls(**{name: _parsed(cls, name, text) for name, text in given.items()})
        config = replace(config, PORTAL_DATA=config.PORTAL_DATA.resolve())
        if "BASE_URL" not in given and not config.production:
            # Links, codes and feeds lead to the portal that is running, whichever port it was given.
            config = replace(config, BASE_URL=f"http://127.0.0.1:{config.LISTEN_PORT}")
        for problem in config.problems():
            raise ConfigError(problem)
        return config

    @property
    def production(self) -> bool:
        return self.PORTAL_ENV == "production"

    @property
    def TESTING(self) -> bool:
        return self.PORTAL_ENV == "testing"

    @property
    def SQLALCHEMY_DATABASE_URI(self) -> str:
        """The database, with psycopg 3 named for every way of writing a PostgreSQL address."""
        if not self.DATABASE_URL:
            return f"sqlite:///{self.PORTAL_DATA / 'portal.db'}"
        scheme, rest = self.DATABASE_URL.split(":", 1)
        return f"postgresql+psycopg:{rest}" if scheme in {"postgres", "postgresql"} else self.DATABASE_URL

    @property
    def SQLALCHEMY_ENGINE_OPTIONS(self) -> dict[str, Any]:
        return {
            # A restarted PostgreSQL must not cost every process one failed request per pooled connection.
            "pool_pre_ping": not self.embedded,
            # Errors are logged with their statement but never with the sender's words in it.
            "hide_parameters": self.production,
            # SQLite reads the statistics of the night when a connection is opened.
            "pool_recycle": 3600,
            **({"connect_args": {"factory": WaitingConnection}} if self.embedded else {}),
        }

    @property
    def embedded(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.SQLALCHEMY_DATABASE_URI.startswith("sqlite")

    @property
    def QUEUE_URL(self) -> str:
        return self.HUEY_URL or f"sqlite:///{self.PORTAL_DATA / 'huey.db'}"

    @property
    def FILES_FOLDER(self) -> Path:
        return self.PORTAL_DATA / "files"

    @property
    def OPEN_DATA_FOLDER(self) -> Path:
        """The editions of the open data, one for each month; on several machines a folder they share."""
        return self.PORTAL_DATA / "open-data"

    @property
    def INDEX_FOLDER(self) -> Path:
        return self.PORTAL_DATA / "index"

    @property
    def SEALING_KEYS_FROM(self) -> Path:
        """Where the sealing keys are read when they are not given themselves."""
        return self.SEALING_KEY_FILE or self.PORTAL_DATA / "sealing.key"

    @property
    def MAIL_FOLDER(self) -> Path:
        return self.PORTAL_DATA / "mail"

    @property
    def SERVER_NAME(self) -> str:
        """Host and port for links made outside a request, as in messages."""
        return urlsplit(self.BASE_URL).netloc

    @property
    def PREFERRED_URL_SCHEME(self) -> str:
        return urlsplit(self.BASE_URL).scheme

    @property
    def TRUSTED_HOSTS(self) -> list[str] | None:
        """In production the host names answered to, against links forged through the Host header."""
        return [urlsplit(self.BASE_URL).hostname or "", "127.0.0.1", "localhost"] if self.production else None

    @property
    def SESSION_COOKIE_SECURE(self) -> bool:
        return self.production

    @property
    def REMEMBER_COOKIE_SECURE(self) -> bool:
        return self.production

    @property
    def RATELIMIT_STORAGE_URI(self) -> str:
        return self.LIMITER_STORAGE

    @property
    def RATELIMIT_ENABLED(self) -> bool:
        return not self.TESTING

    def problems(self) -> Iterator[str]:
        """Sentences that each say what to set, most fundamental first; none if the settings are safe."""
        yield from self._unreadable()
        if self.STAFF_IDLE_HOURS < 1:
            yield "STAFF_IDLE_HOURS is below 1: nobody could work. Set it to hours, 8 for a working day."
        if self.production:
            yield from self._weak_keys()
            yield from self._unsafe_sealing()
            yield from self._unfit_for_production()

    def _unreadable(self) -> Iterator[str]:
        if self.PORTAL_ENV not in ENVIRONMENTS:
            yield f"PORTAL_ENV is {self.PORTAL_ENV!r}: set it to one of {', '.join(ENVIRONMENTS)}."
        if not all(map(_seals, self.SEALING_KEYS)):
            yield f"SEALING_KEYS holds what is no sealing key; {MAKE_A_SEALING_KEY}"
        if self.SIGNATURE_AUTHORITIES and not _holds_certificates(self.SIGNATURE_AUTHORITIES):
            yield f"SIGNATURE_AUTHORITIES holds no certificates in PEM ({self.SIGNATURE_AUTHORITIES})."
        if unknown := set(self.SURFACES) - set(ALL_SURFACES):
            yield f"SURFACES names {', '.join(sorted(unknown))}: choose among {', '.join(ALL_SURFACES)}."
        if urlsplit(self.BASE_URL).scheme not in {"http", "https"} or not self.SERVER_NAME:
            yield f"BASE_URL is {self.BASE_URL!r}: set it to the address people type, https://…."
        if self.embedded and self.PORTAL_MACHINES > 1:
            yield "SQLite serves one machine: set DATABASE_URL to PostgreSQL, or PORTAL_MACHINES to 1."
        if self.QUEUE_URL.startswith("sqlite") and self.PORTAL_MACHINES > 1:
            yield "The job queue is a file: set HUEY_URL to a PostgreSQL address, or PORTAL_MACHINES to 1."
        if self.LIMITER_STORAGE.startswith("memory") and self.PORTAL_MACHINES > 1:
            yield "Each machine would count attempts alone: set LIMITER_STORAGE to a redis:// address."
        if self.LIMITER_STORAGE.startswith("redis") and find_spec("redis") is None:
            yield "The client of LIMITER_STORAGE is missing: pip install -r requirements/machines.txt."

    def _weak_keys(self) -> Iterator[str]:
        for name in ("SECRET_KEY", "TRACKING_KEY", "TOTP_KEY"):
            if getattr(self, name) == PUBLISHED_KEY:
                yield f"{name} is not set: production needs a secret of its own; {MAKE_A_KEY}"
            if len(getattr(self, name)) < SHORTEST_KEY:
                yield f"{name} is shorter than {SHORTEST_KEY} characters: set a longer one; {MAKE_A_KEY}"
        if self.SECRET_KEY == self.TRACKING_KEY:
            yield f"TRACKING_KEY equals SECRET_KEY: set two different secrets; {MAKE_A_KEY}"

    def _unsafe_sealing(self) -> Iterator[str]:
        """The keys stay out of the folder of the data, so that a copy of that folder opens nothing sealed."""
        path = self.SEALING_KEY_FILE
        if self.SEALING_KEYS:
            return
        if path is None:
            yield (
                "SEALING_KEYS is not set: complaints and denunciations are sealed with keys of your own; set it, "
                f"or SEALING_KEY_FILE to a file with them; {MAKE_A_SEALING_KEY}"
            )
        elif path.resolve().is_relative_to(self.PORTAL_DATA.resolve()):
            yield f"SEALING_KEY_FILE lies in PORTAL_DATA: keep it elsewhere, apart from the data ({path})."
        elif not os.access(path, os.R_OK):
            yield f"SEALING_KEY_FILE cannot be read: put the keys there, a line each ({path})."
        elif path.stat().st_mode & 0o077:
            yield f"SEALING_KEY_FILE can be read by others: chmod 600 {path}"
        elif not (keys := path.read_bytes().decode("ascii", "replace").split()) or not all(map(_seals, keys)):
            yield f"SEALING_KEY_FILE holds no sealing keys, a line each ({path}); {MAKE_A_SEALING_KEY}"

    def _unfit_for_production(self) -> Iterator[str]:
        if self.FLASK_DEBUG:
            yield "FLASK_DEBUG is on: unset it, it shows the source and the data to every visitor."
        if self.BASE_URL == type(self).BASE_URL:
            yield "BASE_URL is not set: set it to the address people type, it goes into every message."
        if self.PREFERRED_URL_SCHEME != "https":
            yield "BASE_URL is not https: sign-in cookies would not be sent; set an https:// address."
        if not self.MAIL_SERVER:
            yield "MAIL_SERVER is not set: answers would stay in a folder; set the SMTP server's name."


def _parsed(cls: type[Config], name: str, text: str) -> Any:
    """One setting from its text, by the type of its default."""
    kind = cls.__dataclass_fields__[name].type
    if kind is bool:
        return _truth(name, text)
    if kind is int:
        return _whole_number(name, text)
    if kind in {Path, Path | None}:
        return Path(text)
    if kind == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _seals(key: str) -> bool:
    """Whether a text is a key to seal with: 32 bytes in URL-safe base64."""
    try:
        return len(base64.urlsafe_b64decode(key.encode("ascii"))) == 32
    except (ValueError, binascii.Error):
        return False


def _holds_certificates(path: Path) -> bool:
    """Whether a file can be read and holds certificates in PEM, and nothing broken among them."""
    try:
        return bool(load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError):
        return False


def _truth(name: str, text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off"}:
        return False
    raise ConfigError(f"{name} is {text!r}: set it to 1 or 0.")


def _whole_number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise ConfigError(f"{name} is {text!r}: set it to a whole number.")
    return int(text)


def __getattr__(name: str) -> Config:
    """`config.current`, read when first asked for: importing this module touches no environment."""
    if name == "current":
        return Config.from_environment(os.environ)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
