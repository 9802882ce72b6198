"""`flask --app wsgi workflow draw`: the transition table of the code as a picture."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.workflow_drawing import workflow_svg

workflow = AppGroup("workflow", help="Look at the workflow of cases.")


@workflow.command("draw")
@click.option(
    "--out",
    default="docs/workflow.svg",
    show_default=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where to write the drawing.",
)
def draw(out: Path) -> None:
    """Draw the transition table as an SVG picture."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(workflow_svg(), encoding="utf-8")
    click.echo(f"Drawn: {out}")
