"""From a late answer to a letter that is on its way; the response clock and its verdict stay as they are."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.apologies import DelayReason, LetterStatus, Way
from portal.domain.events import EventKind
from portal.domain.kinds import ReplyBy
from portal.domain.letter_form import LetterForm, Paper
from portal.domain.verdict import Verdict
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.dossier_figure import DossierMark
from portal.models.letter import DeliveryStatus, Letter, LetterDelivery, Signature
from portal.models.message import Message
from portal.ports import Refused
from portal.services.approve_letter import approve_letter, send_letter_back
from portal.services.deliver_message import carry, claim, note_failure, note_sent, pack
from portal.services.draft_case_letter import draft_case_letter
from portal.services.draft_letter import Edits, discard_letter, save_letter, submit_letter
from portal.services.end_case import withdraw_case
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.issue_letter import Proof, issue_letter, nearest_way, record_proof
from portal.services.open_case import NewSender
from portal.services.resend_message import resend_message
from tests.dossier_factories import OFFICE, approved_letter, filed_dossier, later
from tests.factories import accepted_case, acting, divert_case
from tests.fakes import FakePorts
from tests.late_answer_factories import (
    REASON,
    answer_late,
    approved_case_letter,
    drafted_case_letter,
    issued_case_letter,
    late_case,
    overdue_case,
)

NOBODY: dict[str, object] = {"sender": NewSender(), "reply_by": ReplyBy.NONE}

pytestmark = pytest.mark.usefixtures("standing_office")


def history(session: Session, case: Case) -> list[EventKind]:
    session.flush()
    wanted = select(CaseEvent.kind).where(CaseEvent.case_id == case.id)
    return list(session.scalars(wanted.order_by(CaseEvent.number)))


def last_event(session: Session, case: Case) -> CaseEvent:
    session.flush()
    wanted = select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number.desc())
    return session.scalars(wanted.limit(1)).one()


# --- drafting -------------------------------------------------------------------------------------


def test_a_draft_before_the_answer_proposes_a_day(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = draft_case_letter(acting(session, "officer", now), case)
    assert (letter.status, letter.form, letter.paper) == (
        LetterStatus.DRAFT,
        LetterForm.LATE_ANSWER,
        Paper.A4,
    )
    assert (letter.case_id, letter.dossier_id, letter.old_due_on) == (case.id, None, case.due_on)
    assert letter.new_due_at is not None
    # Three working days after Friday 20/11, at the close of the office; Tuesday 24/11 is a public holiday.
    assert letter.new_due_at.isoformat() == "2026-11-26T17:00:00+07:00"
    # The division has neither numbers nor seal: the department apologises.
    assert acting(session, "officer", now).settings.units[letter.unit_id].code == "SCT"
    assert history(session, case)[-1] is EventKind.APOLOGY_DRAFTED


def test_beside_a_late_answer_nothing_is_promised(session: Session, now: datetime) -> None:
    letter = draft_case_letter(acting(session, "officer", now), late_case(session, now))
    assert (letter.apology_only, letter.new_due_at) == (True, None)


def test_a_second_click_finds_the_same_draft(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    first = draft_case_letter(acting(session, "officer", now), case)
    assert draft_case_letter(acting(session, "colleague", now), case) is first


@pytest.mark.parametrize("role", ["outsider", "operator", "overseer", "administrator"])
def test_only_those_who_write_letters_draft(session: Session, now: datetime, role: str) -> None:
    case = overdue_case(session, now)
    with pytest.raises(NotPermitted):
        draft_case_letter(acting(session, role, now), case)


def test_where_nothing_is_late_nothing_is_written(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    with pytest.raises(RuleBroken, match="not_late"):
        draft_case_letter(acting(session, "officer", now), case)


def test_a_case_that_was_withdrawn_is_owed_none(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason="Đã tự giải quyết")
    with pytest.raises(RuleBroken, match="stopped"):
        draft_case_letter(acting(session, "officer", now), case)


def test_while_a_promise_stands_there_is_no_second_letter(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    issued_case_letter(session, now, case)
    with pytest.raises(RuleBroken, match="promised"):
        draft_case_letter(acting(session, "officer", now), case)
    # On the eighth day it is broken.
    after = now + timedelta(days=10)
    again = draft_case_letter(acting(session, "officer", after), case)
    assert again.reappointment == 2


def test_an_answer_on_the_promised_day_closes_the_matter(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    issued_case_letter(session, now, case)
    then = now + timedelta(days=3)
    answer_late(session, then, case)
    with pytest.raises(RuleBroken, match="apologised"):
        draft_case_letter(acting(session, "officer", then), case)


# --- what happens meanwhile -----------------------------------------------------------------------


def test_a_letter_overtaken_by_the_answer_promises_no_answer(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    answer_late(session, now, case)
    officer, director = acting(session, "officer", now), acting(session, "director", now)
    with pytest.raises(RuleBroken, match="answered_since"):
        submit_letter(officer, case, letter)
    with pytest.raises(RuleBroken, match="answered_since"):
        approve_letter(director, case, letter, ports=FakePorts().ports, office=OFFICE)
    save_letter(officer, case, letter, edits=Edits(DelayReason.STAFF, "Thiếu người", later(now)))
    assert (letter.apology_only, letter.new_due_at) == (True, None)
    submit_letter(officer, case, letter)
    assert letter.status is LetterStatus.SUBMITTED


def test_an_approved_promise_is_not_issued_after_the_answer(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = approved_case_letter(session, now, case)
    answer_late(session, now, case)
    officer = acting(session, "officer", now)
    with pytest.raises(RuleBroken, match="answered_since"):
        issue_letter(officer, case, letter, way=Way.PRINT)
    discard_letter(officer, case, letter, reason="Đã trả lời")
    assert draft_case_letter(officer, case).apology_only


# --- approving ------------------------------------------------------------------------------------


def test_approval_numbers_and_sets_the_letter(session: Session, now: datetime) -> None:
    fakes, case = FakePorts(), overdue_case(session, now)
    letter = approved_case_letter(session, now, case, fakes=fakes)
    paper, size = fakes.printer.letters[0]
    assert (paper.number, size) == ("1/TXL-SCT", Paper.A4)
    assert (paper.reference, paper.addressee) == (case.reference, "Ông/Bà Lê Văn An")
    assert "0271" in paper.contact
    # Whoever holds the tracking code acts as the sender: the paper has the way to the page and no more.
    assert paper.look_up == f"http://127.0.0.1:8000/follow/{case.reference}"
    assert REASON in letter.wording["reason"]
    assert history(session, case)[-1] is EventKind.APOLOGY_APPROVED


def test_both_kinds_are_numbered_in_one_series(session: Session, now: datetime) -> None:
    first = approved_letter(session, now, filed_dossier(session, now))
    second = approved_case_letter(session, now, overdue_case(session, now))
    assert (first.number, second.number) == (1, 2)


def test_the_paper_beside_an_answer_says_when_it_came(session: Session, now: datetime) -> None:
    fakes = FakePorts()
    approved_case_letter(session, now, late_case(session, now), fakes=fakes)
    paper = fakes.printer.letters[0][0]
    assert paper.returned_at == now
    assert paper.new_at is None


def test_the_head_of_the_agency_approves_and_nobody_below(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    for role in ("leader", "officer", "outsider"):
        with pytest.raises(NotPermitted):
            approve_letter(acting(session, role, now), case, letter, ports=FakePorts().ports, office=OFFICE)


def test_a_letter_sent_back_is_in_the_history(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    submit_letter(acting(session, "officer", now), case, letter)
    send_letter_back(acting(session, "director", now), case, letter, reason="Nêu rõ lý do hơn")
    event = last_event(session, case)
    assert (event.kind, event.facts["reason"]) == (EventKind.APOLOGY_SENT_BACK, "Nêu rõ lý do hơn")


# --- issuing --------------------------------------------------------------------------------------


def test_issuing_promises_and_moves_no_date(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    clock = session.scalars(
        select(CaseClock).where(CaseClock.case_id == case.id, CaseClock.leg == "answer")
    ).one()
    before = (case.due_on, case.due_at, case.state, clock.due_on, clock.due_at, clock.check_after)
    letter = issued_case_letter(session, now, case)
    assert letter.status is LetterStatus.ISSUED
    assert (case.due_on, case.due_at, case.state, clock.due_on, clock.due_at, clock.check_after) == before
    event = last_event(session, case)
    assert event.kind is EventKind.APOLOGISED
    assert event.facts["until"] == "2026-11-27"


def test_an_answer_after_an_apology_is_late_all_the_same(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    issued_case_letter(session, now, case)
    answer_late(session, now, case)
    assert case.verdict is Verdict.LATE


def test_it_counts_for_no_dossier(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    session.flush()
    marks = select(func.count()).select_from(DossierMark)
    before = (session.scalar(marks), dossier.apologised_at)
    issued_case_letter(session, now, overdue_case(session, now))
    assert (session.scalar(marks), dossier.apologised_at) == before


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({}, Way.EMAIL),
        ({"reply_by": ReplyBy.SMS}, Way.SMS),
        (
            {"sender": NewSender(name="Lê Văn An", address="Ấp Thanh Tân"), "reply_by": ReplyBy.POST},
            Way.POST,
        ),
        # Nobody to write to: it is printed, for whoever asks for it.
        (NOBODY, Way.PRINT),
    ],
)
def test_it_takes_the_way_the_sender_left(
    session: Session, now: datetime, given: dict[str, object], way: Way
) -> None:
    case = overdue_case(session, now, **given)
    letter = approved_case_letter(session, now, case)
    letter.signature = Signature.CERTIFICATE
    assert nearest_way(case, letter) is way


def test_without_any_contact_it_can_only_be_printed(session: Session, now: datetime) -> None:
    case = overdue_case(session, now, **NOBODY)
    letter = approved_case_letter(session, now, case)
    officer = acting(session, "officer", now)
    for way in (Way.EMAIL, Way.SMS, Way.POST):
        with pytest.raises(RuleBroken, match=f"no_{way.value}"):
            issue_letter(officer, case, letter, way=way)
    issue_letter(officer, case, letter, way=Way.PRINT)
    assert letter.status is LetterStatus.ISSUED


def test_every_try_stays_on_record(session: Session, now: datetime) -> None:
    who = NewSender(name="Lê Văn An", phone="0912000345", address="Ấp 1")
    case = overdue_case(session, now, sender=who, reply_by=ReplyBy.POST)
    letter = approved_case_letter(session, now, case)
    officer = acting(session, "officer", now)
    posted = issue_letter(officer, case, letter, way=Way.POST)
    issue_letter(officer, case, letter, way=Way.SMS)
    record_proof(officer, case, posted, proof=Proof("Bưu phẩm EB 123 456 789 VN"), files=FakePorts().files)
    session.flush()
    tries = session.scalars(select(LetterDelivery).order_by(LetterDelivery.id)).all()
    assert [(each.way, each.status) for each in tries] == [
        (Way.POST, DeliveryStatus.DONE),
        (Way.SMS, DeliveryStatus.UNDER_WAY),
    ]
    # Sent twice, but it is one letter.
    told = history(session, case)
    assert (told.count(EventKind.APOLOGISED), told[-1]) == (1, EventKind.APOLOGY_DELIVERED)


def sent(session: Session, now: datetime, way: Way, **given: object) -> tuple[Case, Letter, Message]:
    case = overdue_case(session, now, **given)
    fakes = FakePorts()
    letter = approved_case_letter(session, now, case, fakes=fakes)
    letter.signature, letter.signed_key = Signature.CERTIFICATE, letter.file_key
    issue_letter(acting(session, "officer", now), case, letter, way=way)
    session.flush()
    return case, letter, session.scalars(select(Message).where(Message.letter_id == letter.id)).one()


@pytest.mark.parametrize(("language", "said"), [("vi", "chân thành xin lỗi"), ("en", "sincerely apologises")])
def test_the_mail_speaks_the_senders_language(
    session: Session, now: datetime, language: str, said: str
) -> None:
    who = NewSender(name="Lê Văn An", email="an@example.com", language=language)
    case, letter, message = sent(session, now, Way.EMAIL, sender=who)
    parcel = pack(acting(session, "system", now), message, OFFICE)
    assert said in parcel.wording.body
    assert case.reference in parcel.wording.subject
    assert f"/follow/{case.reference}#code=" in parcel.wording.body
    assert "{" not in parcel.wording.body
    assert parcel.file_key == letter.signed_key


def test_the_message_gives_the_way_to_the_page(session: Session, now: datetime) -> None:
    case, _letter, message = sent(session, now, Way.SMS)
    fakes, system = FakePorts(), acting(session, "system", now)
    claim(session, message.id, now)
    carry(pack(system, message, OFFICE), fakes.ports)
    note_sent(system, message.id)
    session.flush()
    (phone, text), *_ = [(each[0], each[1]) for each in fakes.sms.sent]
    assert phone == "+84912000345"
    assert "xin loi Ong/Ba" in text
    assert f"/follow/{case.reference}#code=" in text
    assert session.scalars(select(LetterDelivery.status)).one() is DeliveryStatus.DONE


def test_a_message_given_up_is_on_record_once(session: Session, now: datetime) -> None:
    case, _letter, message = sent(session, now, Way.SMS)
    claim(session, message.id, now)
    note_failure(acting(session, "system", now), message.id, Refused("no such number"))
    assert session.scalars(select(LetterDelivery.status)).one() is DeliveryStatus.FAILED
    assert history(session, case).count(EventKind.DELIVERY_FAILED) == 1


def test_a_message_sent_once_more_is_one_more_try(session: Session, now: datetime) -> None:
    case, letter, message = sent(session, now, Way.EMAIL)
    system = acting(session, "system", now)
    claim(session, message.id, now)
    note_sent(system, message.id)
    session.flush()
    resend_message(acting(session, "officer", now), case, message.id)
    again = session.scalars(
        select(Message).where(Message.letter_id == letter.id, Message.id != message.id)
    ).one()
    parcel = pack(system, again, OFFICE)
    assert (parcel.file_key, REASON in parcel.wording.body) == (letter.signed_key, True)
    tries = session.scalars(select(LetterDelivery).order_by(LetterDelivery.id)).all()
    assert [(each.message_id, each.status) for each in tries] == [
        (message.id, DeliveryStatus.DONE),
        (again.id, DeliveryStatus.UNDER_WAY),
    ]


# --- sealed ---------------------------------------------------------------------------------------


def test_a_sealed_case_takes_its_letters_along(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = issued_case_letter(session, now, case)
    divert_case(acting(session, "leader", now), case, to="Thanh tra tỉnh")
    session.flush()
    session.expire_all()
    assert case.sealed
    assert (letter.reason_words, letter.file_key, letter.wording) == ("", "", {})
    assert all(REASON not in str(event.facts) for event in session.scalars(select(CaseEvent)))


def test_the_day_it_was_due_is_the_day_of_the_clock(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = draft_case_letter(acting(session, "officer", now), case)
    assert letter.old_due_on == date(2026, 11, 13)
