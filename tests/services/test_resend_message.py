"""Sending a message of a case once more."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.models.message import Message, MessageStatus
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.resend_message import resend_message
from tests.factories import accepted_case, acting
from tests.support.records import messages

pytestmark = pytest.mark.usefixtures("standing_office")


def receipt_of(session: Session, case: Case, status: MessageStatus) -> Message:
    (receipt,) = messages(session, case, template="received")
    receipt.status, receipt.attempts, receipt.check_after = status, 6, None
    session.flush()
    return receipt


@pytest.mark.parametrize("status", [MessageStatus.FAILED, MessageStatus.BOUNCED])
def test_it_queues_a_failed_message_again(session: Session, now: datetime, status: MessageStatus) -> None:
    case = accepted_case(session, now)
    receipt = receipt_of(session, case, status)
    resend_message(acting(session, "officer", now), case, receipt.id)
    session.expire_all()
    assert (receipt.status, receipt.attempts, receipt.check_after) == (MessageStatus.QUEUED, 0, now)
    assert len(messages(session, case)) == 1


def test_it_sends_one_that_was_sent_as_a_new_one(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    receipt = receipt_of(session, case, MessageStatus.SENT)
    resend_message(acting(session, "officer", now), case, receipt.id)
    old, new = messages(session, case)
    assert (old.status, new.status) == (MessageStatus.SENT, MessageStatus.QUEUED)
    assert (new.template, new.recipient, new.check_after) == ("received", old.recipient, now)


@pytest.mark.parametrize("status", [MessageStatus.QUEUED, MessageStatus.SENDING])
def test_it_leaves_alone_what_is_under_way(session: Session, now: datetime, status: MessageStatus) -> None:
    case = accepted_case(session, now)
    receipt = receipt_of(session, case, status)
    with pytest.raises(RuleBroken):
        resend_message(acting(session, "officer", now), case, receipt.id)


def test_it_knows_no_message_of_another_case(session: Session, now: datetime) -> None:
    case, other = accepted_case(session, now), accepted_case(session, now)
    receipt = receipt_of(session, other, MessageStatus.FAILED)
    with pytest.raises(RuleBroken):
        resend_message(acting(session, "officer", now), case, receipt.id)
    assert receipt.status is MessageStatus.FAILED


@pytest.mark.parametrize("role", ["overseer", "outsider", "administrator"])
def test_it_is_not_for_everybody(session: Session, now: datetime, role: str) -> None:
    case = accepted_case(session, now)
    receipt = receipt_of(session, case, MessageStatus.FAILED)
    with pytest.raises(NotPermitted):
        resend_message(acting(session, role, now), case, receipt.id)
