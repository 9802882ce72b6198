"""From a late dossier to a letter that is on its way: every step, and every reason to refuse one."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import SamePerson
from portal.domain.apologies import DelayReason, LetterStatus, Timing, Way
from portal.domain.apology_letter import Piece
from portal.domain.dossiers import DossierEventKind
from portal.domain.time import local_day
from portal.models.dossier import Dossier, DossierEvent
from portal.models.letter import DeliveryStatus, Letter, LetterDelivery, LetterWording, Signature
from portal.models.message import Message
from portal.ports import Refused
from portal.services.approve_letter import approve_letter, send_letter_back
from portal.services.deliver_message import carry, claim, note_failure, note_sent, pack
from portal.services.draft_letter import Edits, discard_letter, draft_letter, save_letter, submit_letter
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.issue_letter import Proof, issue_letter, record_other_document, record_proof
from tests.dossier_factories import (
    OFFICE,
    approved_letter,
    day,
    drafted_letter,
    filed_dossier,
    issued_letter,
    later,
)
from tests.factories import acting
from tests.fakes import FakePorts

pytestmark = pytest.mark.usefixtures("standing_office")


def history(session: Session, dossier: Dossier) -> list[DossierEventKind]:
    wanted = select(DossierEvent.kind).where(DossierEvent.dossier_id == dossier.id)
    return list(session.scalars(wanted.order_by(DossierEvent.number)))


# --- drafting -------------------------------------------------------------------------------------


def test_a_draft_has_everything_but_the_reason(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, due=day(now.date()))
    letter = draft_letter(acting(session, "officer", now), dossier)
    assert (letter.status, letter.old_due_on) == (LetterStatus.DRAFT, now.date())
    assert letter.new_due_at is not None
    # Three working days after Friday 20/11, at the close of the office; Tuesday 24/11 is a public holiday.
    assert letter.new_due_at.isoformat() == "2026-11-26T17:00:00+07:00"
    assert (letter.reason, letter.reason_words) == (None, "")
    assert acting(session, "officer", now).settings.units[letter.unit_id].code == "SCT"


def test_a_second_click_finds_the_same_draft(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    first = draft_letter(acting(session, "officer", now), dossier)
    assert draft_letter(acting(session, "colleague", now), dossier) is first


@pytest.mark.parametrize("role", ["outsider", "operator", "overseer", "administrator"])
def test_only_those_who_handle_it_draft(session: Session, now: datetime, role: str) -> None:
    dossier = filed_dossier(session, now)
    with pytest.raises(NotPermitted):
        draft_letter(acting(session, role, now), dossier)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        # Finished on the day: nothing to apologise for.
        ({"finished": day(date(2026, 11, 20))}, "not_late"),
        ({"stopped_on": date(2026, 11, 19)}, "stopped"),
    ],
)
def test_no_letter_is_written_where_none_is_owed(
    session: Session, now: datetime, given: dict[str, object], code: str
) -> None:
    dossier = filed_dossier(session, now, **given)
    with pytest.raises(RuleBroken) as refused:
        draft_letter(acting(session, "officer", now), dossier)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("new_due", "problem"),
    [
        (datetime.fromisoformat("2026-11-22T09:00:00+07:00"), "not_working"),
        (datetime.fromisoformat("2026-11-20T16:00:00+07:00"), "not_later"),
        (datetime.fromisoformat("2026-11-25T22:00:00+07:00"), "outside_hours"),
        (datetime.fromisoformat("2028-11-27T16:00:00+07:00"), "too_far"),
        (None, "no_new_date"),
    ],
)
def test_an_impossible_date_is_refused(
    session: Session, now: datetime, new_due: datetime | None, problem: str
) -> None:
    dossier = filed_dossier(session, now)
    officer = acting(session, "officer", now)
    letter = draft_letter(officer, dossier)
    with pytest.raises(RuleBroken) as refused:
        save_letter(officer, dossier, letter, edits=Edits(DelayReason.STAFF, "Thiếu người", new_due))
    assert (refused.value.field, refused.value.code) == ("new_due", problem)


def test_a_stale_page_loses_nothing_of_the_other_writer(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = drafted_letter(session, now, dossier)
    edits = Edits(DelayReason.STAFF, "Khác", later(now))
    with pytest.raises(ChangedMeanwhile):
        save_letter(acting(session, "officer", now), dossier, letter, edits=edits, seen=letter.version - 1)


# --- approving ------------------------------------------------------------------------------------


def test_a_letter_without_reason_is_not_approved(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = draft_letter(acting(session, "officer", now), dossier)
    with pytest.raises(RuleBroken, match="missing"):
        approve_letter(
            acting(session, "director", now), dossier, letter, ports=FakePorts().ports, office=OFFICE
        )
    assert letter.number is None


@pytest.mark.parametrize(
    ("piece", "words", "missing"),
    [
        (Piece.APOLOGY, "{agency} rất tiếc.", "no_apology"),
        (Piece.NEW_TIME, "{agency} sẽ sớm trả kết quả.", "no_new_time"),
    ],
)
def test_a_letter_whose_words_leave_something_out_is_not_approved(
    session: Session, now: datetime, piece: Piece, words: str, missing: str
) -> None:
    """Words of an agency from before they were checked, or brought in by hand."""
    dossier = filed_dossier(session, now)
    letter = drafted_letter(session, now, dossier)
    session.add(
        LetterWording(form=letter.form, valid_from=now.date(), pieces={piece.value: words}, made_at=now)
    )
    session.flush()
    director, ports = acting(session, "director", now), FakePorts().ports
    with pytest.raises(RuleBroken) as refused:
        approve_letter(director, dossier, letter, ports=ports, office=OFFICE)
    assert (refused.value.field, refused.value.code) == ("wording", missing)


def test_a_mark_is_no_reason(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = drafted_letter(session, now, dossier)
    letter.reason_words = " . "
    with pytest.raises(RuleBroken, match="no_reason"):
        approve_letter(
            acting(session, "director", now), dossier, letter, ports=FakePorts().ports, office=OFFICE
        )


def test_approval_numbers_and_sets_the_letter(session: Session, now: datetime) -> None:
    fakes = FakePorts()
    first = approved_letter(session, now, filed_dossier(session, now), fakes=fakes)
    second = approved_letter(session, now, filed_dossier(session, now, code="H99.15-2"), fakes=fakes)
    assert [(each.number, each.year) for each in (first, second)] == [(1, 2026), (2, 2026)]
    paper = fakes.printer.letters[0][0]
    assert paper.number == "1/PXL-SCT"
    assert paper.addressee == "Ông/Bà Lê Thị Hạnh"
    # A day was promised, not an hour: the paper names the close of that day's office hours.
    assert paper.promised_at.isoformat() == "2026-11-20T17:00:00+07:00"
    assert paper.look_up.startswith("http://127.0.0.1:8000/dossiers/H99.15-261103-0001#code=")
    assert not paper.is_draft
    assert first.signature is Signature.NONE


def test_the_head_of_the_agency_approves_and_nobody_below(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = drafted_letter(session, now, dossier)
    # The head of the division leads the officer, but the agency is the department.
    for role in ("leader", "officer", "outsider"):
        with pytest.raises(NotPermitted):
            approve_letter(
                acting(session, role, now), dossier, letter, ports=FakePorts().ports, office=OFFICE
            )


def test_nobody_approves_their_own_letter(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    director = acting(session, "director", now)
    letter = draft_letter(director, dossier)
    save_letter(director, dossier, letter, edits=Edits(DelayReason.STAFF, "Thiếu người", later(now)))
    with pytest.raises(SamePerson):
        approve_letter(director, dossier, letter, ports=FakePorts().ports, office=OFFICE)


def test_a_letter_sent_back_goes_round_again(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = drafted_letter(session, now, dossier)
    submit_letter(acting(session, "officer", now), dossier, letter)
    send_letter_back(acting(session, "director", now), dossier, letter, reason="Nêu rõ lý do hơn")
    assert (letter.status, letter.sent_back_reason) == (LetterStatus.DRAFT, "Nêu rõ lý do hơn")
    submit_letter(acting(session, "officer", now), dossier, letter)
    assert letter.sent_back_reason == ""


def test_a_discarded_number_is_not_used_again(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = approved_letter(session, now, dossier)
    discard_letter(acting(session, "officer", now), dossier, letter, reason="Đã có kết quả")
    again = approved_letter(session, now, dossier)
    assert (letter.number, again.number) == (1, 2)


# --- issuing --------------------------------------------------------------------------------------


def test_issuing_moves_the_appointment_with_history(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 24)))
    letter = issued_letter(session, now, dossier)
    assert letter.timing is Timing.BEFORE_DUE
    assert letter.new_due_at is not None
    assert (dossier.due_at, dossier.due_on) == (letter.new_due_at, local_day(letter.new_due_at))
    assert dossier.first_due_on == date(2026, 11, 24)
    assert (dossier.reappointments, dossier.letter_complete) == (1, True)
    assert history(session, dossier)[-2:] == [
        DossierEventKind.LETTER_ISSUED,
        DossierEventKind.APPOINTMENT_MOVED,
    ]


@pytest.mark.parametrize(
    ("due", "timing"),
    [
        (date(2026, 11, 23), Timing.BEFORE_DUE),
        (date(2026, 11, 20), Timing.ON_DUE),
        (date(2026, 11, 19), Timing.AFTER_DUE),
    ],
)
def test_its_timing_is_seen_from_the_date_first_promised(
    session: Session, now: datetime, due: date, timing: Timing
) -> None:
    assert issued_letter(session, now, filed_dossier(session, now, due=day(due))).timing is timing


def test_after_the_return_it_is_an_apology_and_no_coverage(session: Session, now: datetime) -> None:
    yesterday = day(now.date() - timedelta(days=1))
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 10)), finished=yesterday, returned=yesterday)
    officer = acting(session, "officer", now)
    letter = draft_letter(officer, dossier)
    assert (letter.apology_only, letter.new_due_at) == (True, None)
    save_letter(officer, dossier, letter, edits=Edits(DelayReason.STAFF, "Thiếu người", None))
    approve_letter(acting(session, "director", now), dossier, letter, ports=FakePorts().ports, office=OFFICE)
    issue_letter(officer, dossier, letter, way=Way.PRINT)
    assert letter.timing is Timing.AFTER_RETURN
    assert (dossier.letter_complete, dossier.reappointments) == (False, 0)


def test_a_return_told_later_makes_the_letter_an_apology(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 18)))
    issued_letter(session, now, dossier)
    assert (dossier.first_timing, dossier.letter_complete) == (Timing.AFTER_DUE, True)
    # The software knew of the return only today, but it was yesterday: before the letter.
    yesterday = day(now.date() - timedelta(days=1))
    known = filed_dossier(session, now, due=day(date(2026, 11, 18)), finished=yesterday, returned=yesterday)
    assert known.first_timing is Timing.AFTER_RETURN


def test_who_has_a_letter_and_the_result_in_time_is_owed_no_other(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 18)))
    issued_letter(session, now, dossier)
    done = day(date(2026, 11, 25))
    then = datetime.fromisoformat("2026-11-26T09:00:00+07:00")
    known = filed_dossier(session, then, due=day(date(2026, 11, 18)), finished=done, returned=done)
    with pytest.raises(RuleBroken, match="apologised"):
        draft_letter(acting(session, "officer", then), known)


def test_a_broken_new_date_is_owed_an_apology_more(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 18)))
    issued_letter(session, now, dossier)
    late = day(date(2026, 12, 4))
    then = datetime.fromisoformat("2026-12-07T09:00:00+07:00")
    known = filed_dossier(session, then, due=day(date(2026, 11, 18)), finished=late, returned=late)
    assert draft_letter(acting(session, "officer", then), known).apology_only


def test_a_second_overrun_gets_no_second_ordinary_letter(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    issued_letter(session, now, dossier)
    with pytest.raises(RuleBroken, match="second_overrun"):
        draft_letter(acting(session, "officer", now), dossier)
    record_other_document(acting(session, "director", now), dossier, document="Công văn số 15/SCT-VP")
    assert dossier.other_document == "Công văn số 15/SCT-VP"


def test_an_unsigned_letter_does_not_go_by_mail(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = approved_letter(session, now, dossier)
    with pytest.raises(RuleBroken, match="unsigned"):
        issue_letter(acting(session, "officer", now), dossier, letter, way=Way.EMAIL)
    assert letter.status is LetterStatus.APPROVED


def test_a_way_without_address_is_refused(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, phone="", address="")
    letter = approved_letter(session, now, dossier)
    for way in (Way.SMS, Way.POST):
        with pytest.raises(RuleBroken, match=f"no_{way.value}"):
            issue_letter(acting(session, "officer", now), dossier, letter, way=way)


def test_every_try_stays_on_record(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = approved_letter(session, now, dossier)
    officer = acting(session, "officer", now)
    posted = issue_letter(officer, dossier, letter, way=Way.POST)
    issue_letter(officer, dossier, letter, way=Way.SMS)
    record_proof(officer, dossier, posted, proof=Proof("Bưu phẩm EB 123 456 789 VN"), files=FakePorts().files)
    session.flush()
    tries = session.scalars(select(LetterDelivery).order_by(LetterDelivery.id)).all()
    assert [(each.way, each.status) for each in tries] == [
        (Way.POST, DeliveryStatus.DONE),
        (Way.SMS, DeliveryStatus.UNDER_WAY),
    ]
    # Sent twice, but it is one letter and one new appointment.
    assert (dossier.reappointments, history(session, dossier).count(DossierEventKind.LETTER_ISSUED)) == (1, 1)


def sent_by_sms(session: Session, now: datetime) -> tuple[Letter, Message]:
    dossier = filed_dossier(session, now)
    letter = approved_letter(session, now, dossier)
    issue_letter(acting(session, "officer", now), dossier, letter, way=Way.SMS)
    session.flush()
    return letter, session.scalars(select(Message).where(Message.letter_id == letter.id)).one()


def test_the_message_gives_the_way_to_the_letter(session: Session, now: datetime) -> None:
    _letter, message = sent_by_sms(session, now)
    fakes, system = FakePorts(), acting(session, "system", now)
    claim(session, message.id, now)
    carry(pack(system, message, OFFICE), fakes.ports)
    note_sent(system, message.id)
    session.flush()
    (phone, text), *_ = [(each[0], each[1]) for each in fakes.sms.sent]
    assert phone == "+84912000345"
    assert "xin loi Ong/Ba" in text
    assert "/dossiers/H99.15-261103-0001#code=" in text
    assert session.scalars(select(LetterDelivery.status)).one() is DeliveryStatus.DONE


def test_a_message_given_up_is_on_record(session: Session, now: datetime) -> None:
    letter, message = sent_by_sms(session, now)
    claim(session, message.id, now)
    note_failure(acting(session, "system", now), message.id, Refused("no such number"))
    session.flush()
    assert session.scalars(select(LetterDelivery.status)).one() is DeliveryStatus.FAILED
    assert letter.dossier_id is not None
    dossier = session.get_one(Dossier, letter.dossier_id)
    assert history(session, dossier)[-1] is DossierEventKind.LETTER_NOT_DELIVERED
