"""`flask letters`: letters of apology as papers."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from portal.cli.clock import BadInput, OneLineCommand
from portal.domain.letter_form import DOSSIER_FORMS, LetterForm, Paper
from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.ports import Ports, Refused
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.render_letter import dossier_by_code, letter_in_form
from portal.services.word_message import Office

letters = AppGroup("letters", help="Letters of apology for late dossiers.")


@letters.command("render", cls=OneLineCommand)
@click.argument("dossier_code")
@click.option("--form", required=True, type=click.Choice([each.value for each in DOSSIER_FORMS]))
@click.option("--paper", required=True, type=click.Choice([each.value for each in Paper]))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where the PDF goes.")
def render(dossier_code: str, *, form: str, paper: str, out: Path) -> None:
    """Set the latest letter of a dossier as PDF; without one, a draft with the reason open and a proposed date.

    Nothing is written to the database. Exit 2 when there is no such dossier or the letter cannot be set.
    """
    ports: Ports = current_app.extensions["portal.ports"]
    act = Act(db.session(), SYSTEM, datetime.now(UTC), load_settings(db.session()))
    dossier = dossier_by_code(act, dossier_code)
    if dossier is None:
        raise BadInput(f"There is no dossier with the code {dossier_code}.")
    letter = letter_in_form(act, dossier, LetterForm(form), office=_office())
    act.session.rollback()
    try:
        out.write_bytes(ports.printer.apology(letter, Paper(paper)))
    except Refused as error:
        raise BadInput(f"The letter cannot be set: {error}.") from error
    except OSError as error:
        raise BadInput(f"The file cannot be written: {error}.") from error


def _office() -> Office:
    config = current_app.config
    return Office(
        config["OFFICE_NAME"],
        config["OFFICE_HOTLINE"],
        config["BASE_URL"].rstrip("/"),
        config["TRACKING_KEY"].encode(),
    )
