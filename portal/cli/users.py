"""`flask users create`: an account for a member of staff, such as the first administrator."""

import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from flask_security import hash_password
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days, starting_days
from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.domain.people import SYSTEM
from portal.domain.permissions import Role
from portal.domain.states import Level
from portal.domain.text import nfc
from portal.extensions import db
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.appoint import Office
from portal.services.change_people import PersonFacts, create_person
from portal.services.change_units import UnitFacts, create_unit
from portal.services.errors import RuleBroken
from portal.services.shipped_settings import ship_settings
from portal.services.surveys.ship_questionnaires import ship_questionnaires

SHORTEST_PASSWORD = 12
REFUSALS = {
    ("email", "taken"): "there is an account with this address already",
    ("email", "missing"): "an address is needed",
    ("name", "missing"): "a name is needed",
}

users = AppGroup("users", help="The accounts of staff.")


@users.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--post", default="", help="What the person is in the office.")
@click.option(
    "--unit", "code", help="The unit of a first appointment; on an empty installation it is created."
)
@click.option("--role", type=click.Choice([role.value for role in Role]), help="The role in that unit.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(
    *, email: str, name: str, post: str, code: str | None, role: str | None, password_stdin: bool
) -> None:
    """Create an account. Without a password its holder sets one under "Quên mật khẩu?"."""
    if bool(code) != bool(role):
        raise click.UsageError("--unit and --role belong together.")
    password = _password() if password_stdin else None
    session, now = db.session(), datetime.now(UTC)
    office = _office(session, code, Role(role), now=now) if code and role else None
    act = Act(session, SYSTEM, now, load_settings(session))
    try:
        account = create_person(act, PersonFacts(name, email, post), office)
    except RuleBroken as broken:
        raise click.ClickException(
            REFUSALS.get((broken.field, broken.code), f"{broken.field}: {broken.code}")
        ) from None
    account.password = hash_password(password) if password else None
    session.commit()
    click.echo(f"{account.email} created")


def _password() -> str:
    password = nfc(sys.stdin.readline()).rstrip("\n")
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"The password needs at least {SHORTEST_PASSWORD} characters.")
    return password


def _office(session: Session, code: str, role: Role, *, now: datetime) -> Office:
    """The first office; on an empty installation its unit becomes the root of the tree."""
    settings = load_settings(session)
    unit = settings.unit_by_code(code)
    if unit is None and settings.units:
        raise click.ClickException(f"There is no unit {code}.")
    act = Act(session, SYSTEM, now, settings)
    unit_id = unit.id if unit else _first_unit(act, code)
    return Office(unit_id, role, act.today)


def _first_unit(act: Act, code: str) -> int:
    if not act.settings.clock_policies:
        confirmed = {day.on.year for day in shipped_days()}
        ship_settings(act.session, starting_days(), confirmed)
        ship_questionnaires(act.session, shipped_questionnaires(), act.now)
    facts = UnitFacts(
        code=code,
        name=current_app.config["OFFICE_NAME"],
        level=Level.DEPARTMENT,
        parent_id=None,
        valid_from=act.today,
        hotline=current_app.config["OFFICE_HOTLINE"],
        email=current_app.config["OFFICE_EMAIL"],
        address=current_app.config["OFFICE_ADDRESS"],
    )
    return create_unit(act, facts).id
