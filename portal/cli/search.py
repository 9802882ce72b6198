"""`flask search rebuild`: make the index of published answers anew."""

import sys
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import AppGroup

from portal.extensions import db
from portal.ports import Ports, PublishedText, Unavailable
from portal.services.renew_index import count_published, published_texts

search = AppGroup("search", help="The index of published answers.")


@search.command()
def rebuild() -> None:
    """Make the index anew beside the old one, and swap; readers notice nothing."""
    ports: Ports = current_app.extensions["portal.ports"]
    session = db.session()
    with click.progressbar(length=count_published(session), label="answers", file=sys.stderr) as bar:

        def shown(texts: Iterator[PublishedText]) -> Iterator[PublishedText]:
            for text in texts:
                bar.update(1)
                yield text

        try:
            held = ports.index.rebuild(shown(published_texts(session)))
        except Unavailable as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{held} answers indexed")
