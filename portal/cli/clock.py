"""`flask --app wsgi clock due`: when an answer falls due, and why, a line a day."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from portal.adapters.shipped_calendar import shipped_calendar
from portal.domain.clock import ClockFacts, Reckoning, Term, TimeUnit
from portal.domain.explanation import Explanation, explain
from portal.domain.time import VIETNAM
from portal.domain.wording import Language, explanation_words
from portal.extensions import db
from portal.queries.settings import load_settings


class BadInput(click.ClickException):
    """What was typed cannot be used: one line says why, without usage text or traceback."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message on one line of standard error, whatever line breaks it came with."""
        click.echo(f"Error: {' '.join(self.format_message().split())}", file=file, err=True)


class OneLineCommand(click.Command):
    """A command whose wrong options are told in one line: scripts read it."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click does. Raises BadInput where click would print its usage."""
        try:
            return super().make_context(*args, **extra)
        except click.UsageError as error:
            raise BadInput(error.format_message()) from error


clock = AppGroup("clock", help="Reckon with the response clock.")


@clock.command("due", cls=OneLineCommand)
@click.option("--received", required=True, help="ISO date or moment; Việt Nam time if no offset.")
@click.option("--amount", required=True, type=int, help="How many units the term has.")
@click.option("--unit", required=True, type=click.Choice([unit.value for unit in TimeUnit]))
@click.option(
    "--deem-after-hours", is_flag=True, help="Receipt outside office hours counts as the next working day."
)
@click.option("--language", default="vi", show_default=True, type=click.Choice(["vi", "en"]))
def due(*, received: str, amount: int, unit: str, deem_after_hours: bool, language: Language) -> None:
    """Print the due date, or the due moment of a term in hours, then every day from receipt to it."""
    received_at = read_moment(received)
    explanation = reckon(received_at, amount, TimeUnit(unit), deem_after_hours=deem_after_hours)
    click.echo(due_words(explanation))
    for line in explanation_words(explanation, language):
        click.echo(line)


def read_moment(typed: str) -> datetime:
    """An aware moment from ISO text; a date alone is its midnight. Raises BadInput."""
    try:
        moment = datetime.fromisoformat(typed.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f"--received is not a date or moment such as 2026-11-20 or 2026-11-20T16:30: {typed!r}"
        ) from error


def reckon(received_at: datetime, amount: int, unit: TimeUnit, *, deem_after_hours: bool) -> Explanation:
    """The explained deadline under the calendar in force. Raises BadInput when there can be none."""
    try:
        facts = ClockFacts(received_at, Term(amount, unit), deem_after_hours=deem_after_hours)
    except ValueError as error:
        raise BadInput(f"--amount: {error}") from error
    try:
        return explain(facts, reckoning_in_force(received_at.date()))
    except OverflowError as error:
        raise BadInput("the term ends after the year 9999, where calendars end") from error


def due_words(explanation: Explanation) -> str:
    """The due date in ISO form, or the due moment with its offset when the term is in hours."""
    due = explanation.deadline
    if explanation.facts.term.in_days:
        return due.due_on.isoformat()
    return due.due_at.isoformat(timespec="seconds")


def reckoning_in_force(on: date) -> Reckoning:
    """The office's own calendar and hours, else the shipped ones while there is no database yet."""
    database = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if database.drivername.startswith("sqlite") and not Path(database.database or "").exists():
        return Reckoning(shipped_calendar())
    try:
        settings = load_settings(db.session())
    except SQLAlchemyError:
        return Reckoning(shipped_calendar())
    roots = [unit.id for unit in settings.units.values() if unit.parent_id is None]
    return settings.reckoning(roots[0], on) if roots else Reckoning(shipped_calendar())
