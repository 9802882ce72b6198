"""`flask worker`: the process that does what falls due; `flask jobs run-once`: one round of it, now."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from portal.ports import BackgroundWork


def background() -> BackgroundWork:
    """The queue and its rounds, as the composition root put them together."""
    found: BackgroundWork = current_app.extensions["portal.queue"]
    return found


@click.command()
@with_appcontext
def worker() -> None:
    """Do what falls due, until told to stop."""
    background().work()


jobs = AppGroup("jobs", help="What the worker does.")


@jobs.command("run-once")
def run_once() -> None:
    """Do one whole round now, without a queue, and say what was done."""
    for name, done in background().run_once().items():
        click.echo(f"{name}: {done}")
