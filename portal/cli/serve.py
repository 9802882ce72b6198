"""`flask --app wsgi serve`: the whole portal on this machine, web and worker, until Ctrl+C."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security.utils import hash_password
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import starting_days
from portal.cli.database import bind_migrations, flask_migrate
from portal.demo.dossiers import DOSSIERS, seed_dossiers
from portal.demo.office import demo_accounts, is_empty
from portal.demo.seed import CASES, seed_cases, seed_office
from portal.demo.surveys.year import seed_surveys
from portal.extensions import db

PATIENCE = 10  # seconds a process has to finish what it is doing once told to stop


@dataclass(frozen=True)
class Child:
    """One of the processes that make up the running portal."""

    name: str
    process: "subprocess.Popen[bytes]"


@click.command()
@with_appcontext
def serve() -> None:
    """Migrate, fill a first database with the demo office, and serve web and worker until Ctrl+C."""
    settings = current_app.config
    host, port = settings["LISTEN_HOST"], settings["LISTEN_PORT"]
    refuse_taken_port(host, port)
    prepare_folders(settings)
    bind_migrations(current_app)
    flask_migrate.upgrade()
    accounts = prepare_demo()
    stopped = stop_on_signals()
    children = [Child("web", start(web_command(settings))), Child("worker", start(worker_command()))]
    try:
        wait_until_open(host, port, stopped)
        announce(host, port, accounts)
        supervise(children, stopped)
    finally:
        stop(children)
    click.echo("Stopped.")


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}:{port} ({error.strerror}): stop what uses it, or set LISTEN_PORT."
            ) from error


def prepare_folders(settings: Mapping[str, Path]) -> None:
    for name in ("PORTAL_DATA", "FILES_FOLDER", "INDEX_FOLDER", "MAIL_FOLDER"):
        settings[name].mkdir(parents=True, exist_ok=True)


def prepare_demo() -> list[str]:
    """The demo office on first start, never in production; what to tell about its accounts, a line each."""
    session = db.session()
    if current_app.config["PORTAL_ENV"] == "production":
        return []
    if is_empty(session):
        click.echo("First start: the demo office is being furnished.")
        seed_office(session, days=starting_days(), hash_password=hash_password)
        with click.progressbar(length=CASES, label="cases") as bar:
            for _number in seed_cases(
                session, datetime.now(UTC), ports=current_app.extensions["portal.ports"]
            ):
                bar.update(1)
        furnish_one_stop(session)
        seed_surveys(session, datetime.now(UTC), office=current_app.extensions["portal.office"])
    return demo_accounts(session)


def furnish_one_stop(session: Session) -> None:
    """A year of dossiers and letters of apology."""
    extensions, done = current_app.extensions, 0
    with click.progressbar(length=DOSSIERS, label="dossiers") as bar:
        for number in seed_dossiers(
            session, datetime.now(UTC), ports=extensions["portal.ports"], office=extensions["portal.office"]
        ):
            bar.update(number - done)
            done = number


def web_command(settings: Mapping[str, object]) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "wsgi:app"),
        *("--bind", f"{settings['LISTEN_HOST']}:{settings['LISTEN_PORT']}"),
        # Loaded once and forked: the processes share what they only read, which is most of their memory.
        "--preload",
        *("--workers", str(settings["WEB_PROCESSES"]), "--threads", str(settings["WEB_THREADS"])),
        *("--graceful-timeout", str(PATIENCE - 2), "--log-level", "warning", "--no-control-socket"),
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]


def start(command: list[str]) -> "subprocess.Popen[bytes]":
    # In a session of its own: Ctrl+C reaches this process alone, which then stops the others in order.
    root = Path(current_app.root_path).parent
    return subprocess.Popen(command, cwd=root, env=os.environ, start_new_session=True)


def stop_on_signals() -> threading.Event:
    """An event that is set when somebody asks us to stop."""
    stopped = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    return stopped


def wait_until_open(host: str, port: int, stopped: threading.Event) -> None:
    """Give the web process a moment to listen, so that the address works once it is printed."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and not stopped.wait(0.1):
        with socket.socket() as visitor:
            if visitor.connect_ex((host, port)) == 0:
                return


def announce(host: str, port: int, accounts: list[str]) -> None:
    click.echo(f"\n  The portal: http://{host}:{port}\n")
    for line in accounts:
        click.echo(f"  {line}")
    click.echo("\n  Ctrl+C stops it.\n")


def supervise(children: list[Child], stopped: threading.Event) -> None:
    """Return when asked to stop; raise when a child ended by itself."""
    while not stopped.wait(0.2):
        for child in children:
            if child.process.poll() is not None:
                raise click.ClickException(
                    f"The {child.name} process ended by itself (exit {child.process.returncode}); "
                    "its last lines above say why."
                )


def stop(children: list[Child]) -> None:
    """Ask all, wait for each, and in the end insist."""
    for child in children:
        child.process.terminate()
    for child in children:
        try:
            child.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
