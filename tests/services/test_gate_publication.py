"""The publication gate: nothing with open proposals is submitted or published, whatever changed meanwhile."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.office_contacts import office_contacts
from portal.domain.privacy.finding import PersonalData
from portal.models.answer import Publication
from portal.models.case import Case
from portal.models.public_version import PublicationDismissal
from portal.models.unit import Unit
from portal.queries.cases import publications
from portal.queries.settings import read_settings
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.gate_publication import dismiss_proposal, proposals_for, take_back_dismissal
from portal.services.prepare_publication import save_public_version, stand_of
from portal.services.publish_answer import PublicText, publish
from tests.factories import acting, answered_case, divert_case, unit_id
from tests.support.records import account_of

CLEAN = PublicText("Điện yếu", "Điện yếu tại một xã.", "Đã thay máy biến áp.")
TOLD = PublicText("Điện yếu", "Điện yếu, xin gọi 0912 000 345.", "Đã thay máy biến áp cho bà.")
PHONE = (PersonalData.PHONE, "0912000345")


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return answered_case(session, now)


@pytest.fixture
def officer(case: Case, session: Session, now: datetime) -> Act:
    return acting(session, "officer", now)


@pytest.fixture
def leader(case: Case, session: Session, now: datetime) -> Act:
    return acting(session, "leader", now)


def save(act: Act, case: Case, text: PublicText, *, submit: bool = True) -> Publication:
    seen = stand_of(publications(act.session, case.id))
    return save_public_version(act, case, text, seen=seen, submit=submit)


def dismiss(act: Act, case: Case, reason: str = "Số của nhà máy nước.") -> None:
    dismiss_proposal(act, case, kind=PHONE[0], text=PHONE[1], reason=reason)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (PublicText("Bà Lê Văn An hỏi", CLEAN.question, CLEAN.answer), "title"),
        (PublicText("Điện yếu", "Gọi +84.912.000.345.", CLEAN.answer), "question"),
        (PublicText("Điện yếu", CLEAN.question, "Đã trả lời qua an@example.com."), "answer"),
    ],
)
def test_it_submits_nothing_in_which_something_is_open(
    officer: Act, case: Case, text: PublicText, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        save(officer, case, text)
    assert (broken.value.field, broken.value.code) == (field, "personal_data")
    assert publications(officer.session, case.id) == []
    assert save(officer, case, text, submit=False).status is PublicationStatus.DRAFT


def test_it_lets_pass_what_was_hidden(officer: Act, leader: Act, case: Case) -> None:
    save(officer, case, TOLD, submit=False)
    draft = save(officer, case, CLEAN)
    publish(leader, case, draft)
    assert draft.status is PublicationStatus.PUBLISHED


def test_it_lets_pass_what_was_dismissed_with_a_reason(officer: Act, leader: Act, case: Case) -> None:
    for empty in ("", "  \n"):
        with pytest.raises(RuleBroken, match="missing"):
            dismiss(officer, case, empty)
    dismiss(officer, case, " Số của nhà máy nước. ")
    row = officer.session.scalars(select(PublicationDismissal)).one()
    assert (row.reason, row.account_id) == ("Số của nhà máy nước.", account_of(officer.session, "officer").id)
    publish(leader, case, save(officer, case, TOLD))
    # And a correction need not say it again.
    assert save(officer, case, TOLD).version == 2


def test_it_keeps_one_dismissal_and_its_last_reason(officer: Act, case: Case) -> None:
    dismiss(officer, case)
    dismiss(officer, case, "Số của trạm bơm.")
    assert [row.reason for row in officer.session.scalars(select(PublicationDismissal))] == [
        "Số của trạm bơm."
    ]


def test_a_dismissal_holds_for_its_case_alone(
    officer: Act, case: Case, session: Session, now: datetime
) -> None:
    dismiss(officer, answered_case(session, now))
    with pytest.raises(RuleBroken, match="personal_data"):
        save(officer, case, TOLD)


def test_it_asks_again_when_publishing_after_a_dismissal_was_taken_back(
    officer: Act, leader: Act, case: Case
) -> None:
    dismiss(officer, case)
    draft = save(officer, case, TOLD)
    row = officer.session.scalars(select(PublicationDismissal)).one()
    take_back_dismissal(officer, case, dismissal_id=row.id)
    with pytest.raises(RuleBroken, match="personal_data"):
        publish(leader, case, draft)
    assert draft.status is PublicationStatus.SUBMITTED


def test_it_asks_again_when_the_sender_is_another_by_now(officer: Act, leader: Act, case: Case) -> None:
    draft = save(officer, case, PublicText("Điện yếu", "Trần Quốc Bảo hỏi.", CLEAN.answer))
    case.sender.name = "Trần Quốc Bảo"
    with pytest.raises(RuleBroken, match="personal_data"):
        publish(leader, case, draft)


def test_it_finds_the_address_that_the_sender_gave(officer: Act, case: Case) -> None:
    case.sender.address = "Nhà ông Tám, tổ Đồi Cao, xã Thanh Bình"
    with pytest.raises(RuleBroken, match="personal_data"):
        save(officer, case, PublicText("Điện", "Ở nha ong tam, TO DOI CAO.", CLEAN.answer))


def test_it_lets_the_office_name_its_own_contacts(officer: Act, case: Case, session: Session) -> None:
    unit = session.get(Unit, unit_id(session, "QLNL"))
    assert unit is not None
    unit.hotline, unit.email, unit.address = (
        "0271 3822 999",
        "nl@binhan.example",
        "Số 9 Lê Lợi, phường Tân Phú",
    )
    session.flush()
    act = Act(session, officer.actor, officer.now, read_settings(session))
    text = PublicText("Điện", "Ở đâu?", "Gọi (0271) 3822999, thư NL@binhan.example, đến 9 Lê Lợi.")
    assert proposals_for(act, case, text, office=office_contacts()) == []
    config = office_contacts(phones=["0271 3822 888"])
    other = PublicText("Điện", "Ở đâu?", "Gọi 02713822888.")
    assert proposals_for(act, case, other, office=config) == []
    assert len(proposals_for(act, case, other, office=office_contacts())) == 1


def test_only_who_writes_the_answer_dismisses_and_takes_back(
    officer: Act, case: Case, session: Session, now: datetime
) -> None:
    dismiss(officer, case)
    for role in ("outsider", "operator", "overseer", "sender"):
        act = acting(session, role, now)
        with pytest.raises(NotPermitted):
            dismiss(act, case)
        with pytest.raises(NotPermitted):
            take_back_dismissal(act, case, dismissal_id=1)
    assert len(session.scalars(select(PublicationDismissal)).all()) == 1


def test_it_takes_back_no_dismissal_of_another_case(
    officer: Act, case: Case, session: Session, now: datetime
) -> None:
    dismiss(officer, case)
    row = session.scalars(select(PublicationDismissal)).one()
    take_back_dismissal(officer, answered_case(session, now), dismissal_id=row.id)
    assert session.scalars(select(PublicationDismissal)).one() is row


def test_it_keeps_no_word_of_a_diverted_case(
    officer: Act, case: Case, session: Session, now: datetime
) -> None:
    dismiss(officer, case)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    assert session.scalars(select(PublicationDismissal)).all() == []
