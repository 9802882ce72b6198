"""Rules that lead nowhere are found; those that lead somewhere, or are switched off, are not."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit
from portal.queries.rule_trouble import Trouble, trouble_of
from portal.queries.settings import load_settings
from tests.factories import unit_id
from tests.support.records import account_of

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def rule(session: Session, officer: str = "") -> RoutingRuleRow:
    """A rule that leads to the energy division, and there to an officer if one is named."""
    officer_id = account_of(session, officer).id if officer else None
    row = RoutingRuleRow(position=1, unit_id=unit_id(session, "QLNL"), officer_id=officer_id)
    session.add(row)
    session.flush()
    return row


def trouble(session: Session, row: RoutingRuleRow) -> Trouble | None:
    session.flush()
    return trouble_of(load_settings(session), row, TODAY)


def away(session: Session, officer: str, first: date, last: date) -> None:
    ids = {"account_id": account_of(session, officer).id, "deputy_id": account_of(session, "colleague").id}
    session.add(Deputy(from_on=first, to_on=last, **ids))


def closed(session: Session) -> None:
    session.get_one(Unit, unit_id(session, "QLNL")).valid_to = date(2026, 11, 19)


def dismissed(session: Session) -> None:
    account_of(session, "officer").active = False


def ended(session: Session) -> None:
    officer_id = account_of(session, "officer").id
    posts = session.scalars(select(AppointmentRow).where(AppointmentRow.account_id == officer_id))
    for post in posts:
        post.valid_to = date(2026, 11, 19)


def away_without_deputy(session: Session) -> None:
    away(session, "officer", TODAY, TODAY)
    account_of(session, "colleague").active = False


@pytest.mark.parametrize("officer", ["", "officer", "leader"])
def test_it_has_nothing_against_a_rule_that_leads_somewhere(session: Session, officer: str) -> None:
    assert trouble(session, rule(session, officer)) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (closed, Trouble.UNIT_CLOSED),
        (dismissed, Trouble.OFFICER_INACTIVE),
        (ended, Trouble.OFFICER_ELSEWHERE),
        (away_without_deputy, Trouble.OFFICER_AWAY),
    ],
)
def test_it_says_what_is_wrong(
    session: Session, change: Callable[[Session], None], expected: Trouble
) -> None:
    row = rule(session, "officer")
    change(session)
    assert trouble(session, row) is expected


def test_it_lets_a_deputy_stand_in(session: Session) -> None:
    away(session, "officer", TODAY, TODAY)
    assert trouble(session, rule(session, "officer")) is None


def test_it_waits_for_the_first_day_of_an_absence(session: Session) -> None:
    away(session, "officer", date(2026, 11, 23), date(2026, 11, 30))
    account_of(session, "colleague").active = False
    assert trouble(session, rule(session, "officer")) is None


def test_an_overseer_of_the_unit_handles_no_cases(session: Session) -> None:
    overseer = account_of(session, "overseer")
    post = {"unit_id": unit_id(session, "QLNL"), "role": Role.OVERSEER, "valid_from": date(2020, 1, 1)}
    session.add(AppointmentRow(account_id=overseer.id, **post))
    assert trouble(session, rule(session, "overseer")) is Trouble.OFFICER_ELSEWHERE


def test_it_leaves_a_rule_alone_that_is_switched_off(session: Session) -> None:
    row = rule(session, "officer")
    closed(session)
    row.active = False
    assert trouble(session, row) is None
