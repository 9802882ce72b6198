"""`flask dossiers`: the register of one-stop dossiers, filled from files."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import (
    ColumnMapping,
    MappingProblem,
    MappingTrouble,
    UnusableMapping,
    read_mapping,
)
from portal.domain.imports.reasons import RowError, WrongRow
from portal.domain.imports.tables import UnreadableTable
from portal.domain.imports.words import mapping_words, trouble_words
from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.ports import Ports
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.import_dossiers import ImportFile, Watch, apply_dossiers, preview_dossiers
from portal.services.spool_dossiers import Counted

ROWS_WRONG, UNREADABLE = 1, 2
TROUBLE = (UnreadableTable, UnusableMapping, OSError)

dossiers = AppGroup("dossiers", help="The register of one-stop dossiers.")


@dossiers.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), help="JSON: which column holds which field.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_(file: Path, mapping: Path | None, dry_run: bool) -> None:
    """Read dossiers from an XLSX or CSV file and apply its good rows in one transaction.

    Prints one JSON object last: {new, changed, same, wrong, errors: [{line, column, value, reason}]}. Exit 0 when
    nothing is wrong, 1 when rows are, 2 when the file cannot be read.
    """
    ports: Ports = current_app.extensions["portal.ports"]
    act = Act(db.session(), SYSTEM, datetime.now(UTC), load_settings(db.session()))
    errors: list[RowError] = []

    def note(row: WrongRow) -> None:
        errors.extend(row.errors)

    try:
        whole = ImportFile(file, _mapping(mapping))
        counted = preview_dossiers(act, ports.tables, whole, on_wrong=note, watch=_watch("read")).counted
        act.session.rollback()
        if not dry_run:
            applied = apply_dossiers(act, ports.tables, whole, watch=_watch("written"))
            act.session.commit()
            counted = Counted(applied.new, applied.changed, applied.same, counted.wrong)
    except TROUBLE as error:
        act.session.rollback()
        click.echo(trouble_sentence(error), err=True)
        _say(Counted(), errors)
        sys.exit(UNREADABLE)
    _say(counted, errors)
    sys.exit(ROWS_WRONG if counted.wrong else 0)


def _mapping(path: Path | None) -> ColumnMapping | None:
    if path is None:
        return None
    try:
        return read_mapping(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UnusableMapping(MappingProblem(MappingTrouble.NOT_JSON)) from None


def trouble_sentence(error: Exception) -> str:
    """Why nothing was read, for who typed the command."""
    if isinstance(error, UnreadableTable):
        return trouble_words(error, "en")
    if isinstance(error, UnusableMapping):
        return " ".join(mapping_words(each, DOSSIER_FIELDS, "en") for each in error.problems)
    return f"The file cannot be opened: {error}."


def _watch(done: str) -> Watch:
    """Say how far it has come, on a terminal only."""

    def say(rows: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{rows:,} rows {done}", nl=False, err=True)

    return say


def _say(counted: Counted, errors: list[RowError]) -> None:
    told = [
        {"line": each.line, "column": each.column, "value": each.value, "reason": each.reason.value}
        for each in errors
    ]
    click.echo(json.dumps({**asdict(counted), "errors": told}, ensure_ascii=False))
