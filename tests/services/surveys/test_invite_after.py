"""Invitations that follow by themselves: once for each matter, some days later, only to who may be asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Invitation
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.message import Message, MessageChannel
from portal.models.survey import QuestionnaireRow
from portal.queries.surveys.questionnaires import current_for
from portal.services.errors import RuleBroken
from portal.services.open_case import NewSender
from portal.services.surveys.answer_invitation import use_up
from portal.services.surveys.invite import invitation_for, token_of
from portal.services.surveys.invite_after import (
    cases_to_invite,
    dossiers_to_invite,
    invite_applicant,
    invite_sender,
    receipt_token,
)
from portal.services.surveys.word_invitation import invited_by, levels, recipient_of
from portal.services.word_message import word_message
from tests.dossier_factories import OFFICE, day, filed_dossier
from tests.factories import acting, answered_case, divert_case, switch

pytestmark = pytest.mark.usefixtures("standing_office")

KEY = OFFICE.tracking_key
Invite = Callable[[int], list[Message]]


@pytest.fixture
def returned(session: Session, now: datetime) -> Dossier:
    """Returned this morning."""
    today = day(now.date())
    return filed_dossier(session, now, finished=today, returned=today)


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    """Answered this morning; its sender agreed to be asked."""
    switch(session, "survey_after_case", value=True)
    sender = NewSender(
        name="Lê Văn An", email="an@example.com", phone="+84912000345", consents_to_survey=True
    )
    case = answered_case(session, now, sender=sender)
    session.flush()
    return case


@pytest.fixture
def mornings(session: Session, now: datetime) -> Invite:
    """What the worker queues so many days later."""

    def come(days: int) -> list[Message]:
        act = acting(session, "system", now + timedelta(days=days))
        for dossier_id in dossiers_to_invite(act):
            invite_applicant(act, KEY, dossier_id)
        for case_id in cases_to_invite(act):
            invite_sender(act, KEY, case_id)
        session.flush()
        wanted = select(Message).where(Message.template.like("survey_%"))
        return list(session.scalars(wanted.order_by(Message.id)))

    return come


def goes_to(session: Session, now: datetime, message: Message) -> str:
    """Where a message goes when it is delivered."""
    invitation = invited_by(session, message)
    assert invitation is not None
    return recipient_of(acting(session, "system", now), invitation)


def test_an_applicant_is_invited_once_some_days_later(
    session: Session, now: datetime, mornings: Invite, returned: Dossier
) -> None:
    assert mornings(1) == []
    (message,) = mornings(2)
    assert (message.channel, goes_to(session, now, message)) == (MessageChannel.EMAIL, "hanh@example.com")
    # The outbox keeps neither the address nor the matter.
    assert (message.recipient, message.case_id, set(message.facts)) == ("", None, {"invitation_id"})
    assert [mornings(3), mornings(4)] == [[message], [message]]


def test_who_left_only_a_telephone_is_invited_by_sms(
    session: Session, now: datetime, mornings: Invite, returned: Dossier
) -> None:
    returned.applicant.email = ""
    (message,) = mornings(2)
    assert (message.channel, goes_to(session, now, message)) == (MessageChannel.SMS, "+84912000345")
    (invitation,) = session.scalars(select(Invitation))
    assert invitation.way is BallotWay.SMS_LINK


def test_what_was_returned_long_ago_is_asked_about_no_more(mornings: Invite, returned: Dossier) -> None:
    assert mornings(10) == []


@pytest.mark.parametrize("given", [{"phone": "", "email": ""}, {"returned": None}])
def test_nobody_is_asked_who_cannot_be(
    session: Session, now: datetime, mornings: Invite, given: dict[str, Any]
) -> None:
    today = day(now.date())
    filed_dossier(session, now, **{"finished": today, "returned": today, **given})
    assert mornings(2) == []


def test_a_unit_that_wants_none_invites_nobody(session: Session, mornings: Invite, returned: Dossier) -> None:
    switch(session, "survey_after_dossier", value=False)
    assert mornings(2) == []


def test_without_a_questionnaire_nobody_is_invited(
    session: Session, now: datetime, mornings: Invite, returned: Dossier
) -> None:
    row = session.scalars(select(QuestionnaireRow).where(QuestionnaireRow.purpose == Purpose.ONE_STOP)).one()
    row.retired_at = now
    assert mornings(2) == []


def test_a_message_says_where_until_when_and_nothing_of_the_matter(
    session: Session, now: datetime, mornings: Invite, returned: Dossier
) -> None:
    (message,) = mornings(2)
    (invitation,) = session.scalars(select(Invitation))
    wording = word_message(acting(session, "system", now), message, OFFICE)
    assert f"{OFFICE.base_url}/survey/t/{token_of(KEY, invitation.id)}" in wording.body
    assert "Phòng Quản lý năng lượng" in wording.body
    assert "đến hết thứ Ba 22/12/2026" in wording.body
    for private in (returned.code, "Lê Thị Hạnh"):
        assert private not in wording.subject + wording.body


def test_after_an_answer_only_who_agreed_is_invited(
    session: Session, now: datetime, mornings: Invite, case: Case
) -> None:
    (message,) = mornings(2)
    assert (message.template, goes_to(session, now, message)) == ("survey_case", "an@example.com")
    case.sender.consents_to_survey = False
    session.delete(message)
    for invitation in session.scalars(select(Invitation)):
        session.delete(invitation)
    assert mornings(3) == []


def test_after_an_answer_nobody_is_asked_twice_unless_the_unit_wants_it(
    session: Session, now: datetime, mornings: Invite
) -> None:
    answered_case(session, now, sender=NewSender(email="an@example.com", consents_to_survey=True))
    assert mornings(2) == []


def test_a_sender_who_wants_a_call_is_not_written_to(session: Session, mornings: Invite, case: Case) -> None:
    case.reply_by, case.sender.email = ReplyBy.PHONE, ""
    assert mornings(2) == []


def test_a_sealed_case_invites_nobody_and_what_was_sent_opens_nothing(
    session: Session, now: datetime, mornings: Invite, case: Case
) -> None:
    (message,) = mornings(2)
    token = token_of(KEY, int(message.facts["invitation_id"]))
    assert invitation_for(session, token) is not None
    divert_case(acting(session, "officer", now), case, procedure="denunciation")
    session.flush()
    session.expire_all()
    assert goes_to(session, now, message) == ""
    invitation = invitation_for(session, token)
    assert invitation is not None
    with pytest.raises(RuleBroken) as refused:
        use_up(acting(session, "sender", now), invitation)
    assert refused.value.code == "ended"
    assert mornings(3) == [message]


def test_the_slip_has_the_same_code_each_time(session: Session, now: datetime, returned: Dossier) -> None:
    act = acting(session, "officer", now)
    token = receipt_token(act, KEY, returned)
    assert token == receipt_token(act, KEY, returned)
    invitation = invitation_for(session, token)
    assert invitation is not None
    assert (invitation.way, invitation.dossier_id) == (BallotWay.RECEIPT_CODE, returned.id)
    switch(session, "survey_after_dossier", value=False)
    assert receipt_token(acting(session, "officer", now), KEY, returned) == ""


def test_who_used_the_slip_is_not_invited_and_who_used_the_mail_has_used_the_slip(
    session: Session, now: datetime, mornings: Invite, returned: Dossier
) -> None:
    act = acting(session, "sender", now)
    slip = invitation_for(session, receipt_token(act, KEY, returned))
    (message,) = mornings(2)
    mail = session.get_one(Invitation, int(message.facts["invitation_id"]))
    place = use_up(act, mail)
    assert (place.way, place.campaign_id) == (BallotWay.EMAIL_LINK, None)
    session.expire_all()
    assert slip is not None
    assert slip.used


def test_the_used_slip_invites_nobody(
    session: Session, now: datetime, mornings: Invite, returned: Dossier
) -> None:
    act = acting(session, "sender", now)
    slip = invitation_for(session, receipt_token(act, KEY, returned))
    assert slip is not None
    use_up(act, slip)
    session.expire_all()
    assert mornings(2) == []


def test_where_one_thing_is_asked_each_level_is_a_link(session: Session) -> None:
    quick, several = current_for(session, Purpose.QUICK), current_for(session, Purpose.ANSWER)
    assert quick is not None
    assert several is not None
    lines = levels(quick.questionnaire, "https://x.example/t", "vi").splitlines()
    assert (lines[0], len(lines)) == ("- Rất hài lòng: https://x.example/t#5", 5)
    assert levels(several.questionnaire, "https://x.example/t", "vi") == "https://x.example/t"
