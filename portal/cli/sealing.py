"""`flask --app wsgi sealing …`: the keys with which complaints and denunciations are sealed."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from portal.adapters.vault import new_key as fresh_key
from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.ports import Ports, SealBroken, Unavailable
from portal.queries.invariants.check import Data, Tally
from portal.queries.invariants.seals import sealed_cases_are_sealed
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.forget_files import forget_files
from portal.services.rotate_seals import (
    fault_of,
    next_content,
    next_file,
    next_sealed,
    rotate_content,
    rotate_file,
)

sealing = AppGroup("sealing", help="The keys of sealed complaints and denunciations.")
Next = Callable[[Session, Ports, int], int | None]
Rotate = Callable[[Session, Ports, int], bool]


@sealing.command("new-key")
def new_key() -> None:
    """Print a fresh key, to be put before the others in SEALING_KEYS or in the key file."""
    click.echo(fresh_key())


@sealing.command("rotate")
def rotate() -> None:
    """Seal everything anew with the newest key; broken off, it goes on where it was.

    Every process must know the new key before, and the old one until this is done.
    """
    session, ports = db.session(), outside()
    try:
        contents, broken = rotated(session, ports, (next_content, rotate_content))
        files, lost = rotated(session, ports, (next_file, rotate_file))
    except (SealBroken, Unavailable) as error:
        raise click.ClickException(f"Nothing can be sealed: {error}.") from None
    while forget_files(session, ports.files):
        session.commit()
    session.commit()
    click.echo(f"{contents} contents and {files} files sealed anew with key {ports.vault.key_id}")
    for fault in (*broken, *lost):
        click.echo(f"  {fault}", err=True)
    sys.exit(1 if broken or lost else 0)


def rotated(session: Session, ports: Ports, how: tuple[Next, Rotate]) -> tuple[int, list[str]]:
    """One by one, each in a transaction of its own: how many, and why some could not be."""
    following, rotate_one = how
    done, last, faults = 0, 0, []
    while (found := following(session, ports, last)) is not None:
        last = found
        try:
            done += rotate_one(session, ports, found)
            session.commit()
        except SealBroken as broken:
            session.rollback()
            faults.append(f"{rotate_one.__name__.removeprefix('rotate_')} {found}: {broken}")
        session.expunge_all()
    return done, faults


@sealing.command("check")
def check() -> None:
    """Open every sealed case with the keys at hand, showing nothing; and look for words left in the open."""
    session, ports = db.session(), outside()
    act = Act(session, SYSTEM, datetime.now(UTC), load_settings(session))
    faults = [*unreadable(act, ports), *in_the_open(act)]
    for fault in faults:
        click.echo(f"  {fault}")
    click.echo(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


def unreadable(act: Act, ports: Ports) -> Iterator[str]:
    """The sealed cases that no key at hand opens."""
    last, count = 0, 0
    while case := next_sealed(act.session, last):
        last, count = case.id, count + 1
        if fault := fault_of(act, case, ports):
            yield f"{case.reference}: {fault}"
        act.session.expunge_all()
    click.echo(f"{count} sealed cases tried")


def in_the_open(act: Act) -> Iterator[str]:
    """The rows in which words of sealed cases still stand."""
    tally = Tally()
    for _ in sealed_cases_are_sealed(Data(act.session, act.settings, act.now), tally):
        pass
    return (f"{breach.row}: {breach.fault}" for breach in tally.breaches)


def outside() -> Ports:
    """The outside of this installation."""
    ports: Ports = current_app.extensions["portal.ports"]
    return ports
