"""Accounts on both databases: one address each, an invitation, one's own choices."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.audit import AuditEntry
from portal.models.message import Message
from portal.queries.settings import load_settings
from portal.services.change_people import (
    PersonFacts,
    change_own_choices,
    change_person,
    create_person,
    invite,
    reset_second_step,
)
from portal.services.errors import NotPermitted, RuleBroken
from tests.factories import CAST, acting
from tests.support.records import account_of

pytestmark = pytest.mark.usefixtures("standing_office")
BINH = PersonFacts("Trần Thị Bình", "Binh@BinhAn.example ", "Chuyên viên")


def test_it_creates_an_account_without_a_password(session: Session, now: datetime) -> None:
    account = create_person(acting(session, "administrator", now), BINH, None)
    assert (account.email, account.password, account.active) == ("binh@binhan.example", None, True)
    assert load_settings(session).people[account.id].name == "Trần Thị Bình"


def test_it_keeps_one_account_for_an_address(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    with pytest.raises(RuleBroken, match="taken"):
        create_person(act, PersonFacts("Ai đó", CAST["officer"].upper()), None)
    officer = account_of(session, "officer")
    same = PersonFacts(officer.name, officer.email)
    assert change_person(act, officer.id, same, active=True).email == officer.email


def test_it_writes_to_the_invited_by_the_outbox(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    account = create_person(act, BINH, None)
    invite(act, account.id, link="https://portal.example/account/new-password/x")
    letter = session.scalars(select(Message)).one()
    assert (letter.template, letter.recipient, letter.account_id) == (
        "staff_invited",
        account.email,
        account.id,
    )
    assert letter.facts == {"link": "https://portal.example/account/new-password/x"}


def test_it_keeps_no_secret_in_the_audit(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    account = create_person(act, BINH, None)
    account.tf_totp_secret = "geheim"
    invite(act, account.id, link="https://portal.example/account/new-password/geheim")
    reset_second_step(act, account.id)
    kept = str([(row.before, row.after) for row in session.scalars(select(AuditEntry))])
    assert "geheim" not in kept
    assert "password" not in kept


def test_it_invites_nobody_who_is_barred(session: Session, now: datetime) -> None:
    officer = account_of(session, "officer")
    officer.active = False
    with pytest.raises(RuleBroken, match="inactive"):
        invite(acting(session, "administrator", now), officer.id, link="x")


def test_it_keeps_what_staff_choose_for_themselves(session: Session, now: datetime) -> None:
    change_own_choices(acting(session, "officer", now), language="en", mails_at_once=True)
    officer = load_settings(session).people[account_of(session, "officer").id]
    assert (officer.language, officer.mails_at_once) == ("en", True)


@pytest.mark.parametrize("role", ["officer", "leader", "outsider"])
def test_it_refuses_everybody_but_administrators(session: Session, now: datetime, role: str) -> None:
    act, somebody = acting(session, role, now), account_of(session, "coordinator")
    with pytest.raises(NotPermitted):
        create_person(act, BINH, None)
    with pytest.raises(NotPermitted):
        change_person(act, somebody.id, BINH, active=False)
    with pytest.raises(NotPermitted):
        invite(act, somebody.id, link="x")
    with pytest.raises(NotPermitted):
        reset_second_step(act, somebody.id)
