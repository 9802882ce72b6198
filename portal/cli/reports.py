"""`flask --app wsgi reports`: reports as files, for operators and scripts."""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from portal.cli.clock import BadInput, OneLineCommand
from portal.cli.counting import count_marked, system_act
from portal.domain.reports.content import Content
from portal.domain.reports.spec import Days, ReportSpec, read_days
from portal.domain.wording import Language
from portal.ports import Ports, Refused
from portal.queries.open_data.edition import one_view
from portal.queries.settings import Settings
from portal.services.errors import RuleBroken
from portal.services.reports.make_report import composed, write_files
from portal.services.reports.request_report import check_days

PERIODS = "2026-11, 2026-Q4, 2026-H2, 2026, or days as 2026-01-01_2026-11-19."

reports = AppGroup("reports", help="Reports of a period.")


@reports.command("make", cls=OneLineCommand)
@click.option("--unit", required=True, help="The code of the unit that reports, with those below it.")
@click.option("--period", required=True, help=PERIODS)
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--now", "as_now", is_flag=True, help="By the units of today.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder.")
def make(*, unit: str, period: str, language: Language, as_now: bool, out: Path) -> None:
    """Write a report as PDF, DOCX and XLSX into a folder and print what was written as JSON.

    Nothing is kept in the database. Exit 2 when there is no such unit or period, or a file cannot be written.
    """
    count_marked()
    act = system_act()
    unit_id, days = unit_with(act.settings, unit), days_typed(period)
    spec = ReportSpec(unit_id, days, as_now=as_now, language=language)
    try:
        check_days(spec, act.today)
    except RuleBroken as broken:
        raise BadInput(f"The period cannot be reported on: {broken.code}.") from broken
    one_view(act.session)
    content = composed(act.session, act.settings, spec, now=act.now)
    act.session.rollback()
    files = written(content, f"{unit} {days.code}", out / f"bao-cao-{unit}-{days.code}")
    click.echo(
        json.dumps({"unit": unit, "period": days.code, "as_of": content.as_of, **files}, ensure_ascii=False)
    )


def written(content: Content, record: str, stem: Path) -> dict[str, Any]:
    """Write the three files; their names and the digest of what they say. Raises BadInput."""
    ports: Ports = current_app.extensions["portal.ports"]
    try:
        made = write_files(content, record, ports=ports, watch=lambda _percent: None)
        stem.parent.mkdir(parents=True, exist_ok=True)
        for ending, file in made.files.items():
            stem.with_name(f"{stem.name}.{ending}").write_bytes(file)
    except Refused as error:
        raise BadInput(f"The report cannot be set: {error}.") from error
    except OSError as error:
        raise BadInput(f"The files cannot be written: {error}.") from error
    return {"digest": made.report.digest, "files": [f"{stem}.{ending}" for ending in made.files]}


def unit_with(settings: Settings, code: str) -> int:
    """The unit with a code. Raises BadInput."""
    unit = settings.unit_by_code(code)
    if unit is None:
        raise BadInput(f"There is no unit with the code {code}.")
    return unit.id


def days_typed(text: str) -> Days:
    """The days of a period as it is typed. Raises BadInput."""
    days = read_days(text)
    if days is None:
        raise BadInput(f"{text} is no period.")
    return days
