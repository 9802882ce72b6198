"""`flask seed`: fill a database with very many cases, to measure the portal with."""

import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security.utils import hash_password

from portal.adapters.shipped_calendar import starting_days
from portal.demo.bulk.fill import Filling
from portal.demo.office import is_empty
from portal.demo.seed import seed_office
from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times


@click.command()
@click.option("--cases", type=click.IntRange(1, 10_000_000), required=True, help="How many cases to add.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same cases.")
@with_appcontext
def seed(cases: int, seed: int) -> None:
    """Add many consistent cases in bulk; never in production."""
    if current_app.config["PORTAL_ENV"] == "production":
        raise click.ClickException("Invented cases never go into a production database.")
    session = db.session()
    if is_empty(session):
        seed_office(session, days=starting_days(), hash_password=hash_password)
    filling = Filling(session, datetime.now(UTC), count=cases, seed=seed)
    with click.progressbar(length=cases, label="cases", file=sys.stderr) as bar:
        for written in filling.run():
            bar.update(written)
    for case_ids in marked_cases(session):
        tell_held_times(Act(session, SYSTEM, datetime.now(UTC), load_settings(session)), case_ids)
        session.commit()
    buckets = marked_buckets(session)
    with click.progressbar(buckets, label="figures", file=sys.stderr) as counting:
        for bucket in counting:
            count_bucket(Act(session, SYSTEM, datetime.now(UTC), load_settings(session)), bucket)
            session.commit()
    click.echo(f"{cases} cases added")
