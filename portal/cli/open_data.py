"""`flask open-data publish`: anonymised tables, their dictionary, and the script that counts the figures again."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from portal.cli.clock import BadInput
from portal.cli.counting import counted_act
from portal.ports import Ports
from portal.queries.open_data.edition import open_files

open_data = AppGroup("open-data", help="The open data.")


@open_data.command("publish")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder.")
def publish(*, out: Path) -> None:
    """Write the open data into a folder, in place of those that are there (docs/open-data.md).

    Exit 2 where the folder holds anything else, it cannot be written, or figures are still being counted.
    """
    ports: Ports = current_app.extensions["portal.ports"]
    act = counted_act()
    files = open_files(act.session, act.settings, today=act.today, office=current_app.config["OFFICE_NAME"])
    try:
        ports.open_data.write(out, files)
    except OSError as error:
        raise BadInput(f"The folder cannot be written: {error}.") from error
    finally:
        act.session.rollback()
    click.echo(
        f"{out}: the open data as of {act.today.isoformat()}; count again: python {out}/recompute.py {out}"
    )
