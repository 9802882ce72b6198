"""`flask figures show --json`: the public figures of every period and unit, as a document for programs."""

import click
from flask.cli import AppGroup

from portal.cli.counting import counted_act
from portal.domain.measures.telling import figures_document
from portal.queries.office_day import office_day_minutes
from portal.queries.public_figures import Asked, public_figures

figures = AppGroup("figures", help="The public figures.")


@figures.command("show")
@click.option("--json", "as_json", is_flag=True, help="As JSON; there is no other form.")
def show(*, as_json: bool) -> None:
    """Print every public figure by period and unit, after counting what is marked (docs/figures.md).

    Exit 2 while figures are still being counted.
    """
    if not as_json:
        raise click.UsageError("Say --json.")
    act = counted_act()
    asked = Asked(act.today, office_day_minutes(act.settings, act.today))
    for line in figures_document(act.today, public_figures(act.session, act.settings, asked)):
        click.echo(line)
    act.session.rollback()
