"""`flask calendar import`: take the calendar from a file, and move every open deadline it concerns."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.domain.calendar_file import Problem, read_calendar_file
from portal.domain.people import SYSTEM
from portal.domain.wording import day_words
from portal.extensions import db
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.change_calendar import Changes, DayChange, change_calendar, effective, what_would_move
from portal.services.recompute_clocks import Moves

calendar = AppGroup("calendar", help="The working calendar.")


@calendar.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would move, and change nothing.")
@click.option("--confirm", is_flag=True, help="The file is the official calendar of its years.")
@click.option("--notice", help="Kept with every deadline that moves; the file's name if not given.")
def import_file(file: Path, *, dry_run: bool, confirm: bool, notice: str | None) -> None:
    """Take days from a CSV file with the columns date, kind (off or worked), name_vi and source.

    The same file twice changes nothing. A file with a bad row is not taken at all.
    """
    changes = _changes(file, confirm=confirm)
    act = Act(db.session(), SYSTEM, datetime.now(UTC), load_settings(db.session()))
    real = effective(act.settings, changes)
    if dry_run:
        moves = what_would_move(act, changes)
    else:
        moves = change_calendar(act, changes, notice=notice or file.name)
        act.session.commit()
    click.echo(f"{len(real.days)} days {'would change' if dry_run else 'changed'}")
    _tell(moves, verb="would move" if dry_run else "moved")


def _changes(file: Path, *, confirm: bool) -> Changes:
    try:
        read = read_calendar_file(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not a UTF-8 text.") from None
    if read.problems:
        raise click.ClickException("\n".join(map(_sentence, read.problems)))
    years = sorted({day.on.year for day in read.days}) if confirm else []
    return Changes(tuple(DayChange(day.on, day) for day in read.days), tuple((year, True) for year in years))


def _sentence(problem: Problem) -> str:
    codes = {
        "missing": "is missing",
        "date": "is not a date",
        "kind": "is neither off nor worked",
        "long": "is too long",
        "twice": "is a day named twice",
    }
    return f"line {problem.line}: {problem.column} {codes[problem.code]}"


def _tell(moves: Moves, *, verb: str) -> None:
    click.echo(f"{moves.total} deadlines {verb}")
    for move in moves.first:
        click.echo(f"{move.reference}: {day_words(move.before, 'en')} → {day_words(move.after, 'en')}")
    if moves.total > len(moves.first):
        click.echo(f"and {moves.total - len(moves.first)} more")
