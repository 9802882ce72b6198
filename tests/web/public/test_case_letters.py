"""A letter of apology for a late answer on the page where its sender follows the case, and nowhere else."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.apologies import Way
from portal.models.case import Case
from portal.models.letter import Letter, Signature
from portal.services.issue_letter import issue_letter
from tests.factories import acting
from tests.fakes import FakePorts
from tests.late_answer_factories import REASON, answer_late, approved_case_letter, late_case, overdue_case
from tests.support.client import CheckingClient
from tests.support.statements import counted_statements
from tests.web.public.following import follow

PAPER = b"%PDF-1.7 signed and sealed"


def sent_letter(session: Session, now: datetime, case: Case, fakes: FakePorts) -> Letter:
    """A signed letter that went out by e-mail."""
    letter = approved_case_letter(session, now, case, fakes=fakes)
    letter.signature, letter.signed_key = Signature.CERTIFICATE, fakes.ports.files.put(PAPER)
    issue_letter(acting(session, "officer", now), case, letter, way=Way.EMAIL)
    session.flush()
    return letter


def test_the_sender_reads_the_promise_and_takes_the_letter(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now)
    letter = sent_letter(session, now, case, fakes)
    page = follow(client, session, case)
    assert "đã xin lỗi Ông/Bà vì chậm trả lời và hứa trả lời chậm nhất thứ Sáu" in page.text
    assert "Cơ quan gửi thư xin lỗi Ông/Bà vì chậm trả lời, hứa trả lời" in page.text
    assert REASON in page.text
    # What is overdue stays overdue.
    assert "quá hạn" in page.text
    address = page.links["Thư xin lỗi số 01/TXL-SCT ngày 20/11/2026 (PDF)"]
    assert address == f"/follow/{case.reference}/letters/{letter.id}.pdf"
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (200, PAPER)
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_is_in_the_senders_own_data(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now)
    sent_letter(session, now, case, fakes)
    follow(client, session, case)
    (told,) = client.get(f"/follow/{case.reference}/data.json").get_json()["letters"]
    assert (told["number"], told["reason"]) == ("01/TXL-SCT", REASON)
    assert told["answer_promised_by"] == "2026-11-27"


def test_without_the_code_there_is_no_letter(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now)
    letter = sent_letter(session, now, case, fakes)
    answer = client.get(f"/follow/{case.reference}/letters/{letter.id}.pdf")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/follow/{case.reference}")
    assert "xin lỗi" not in client.page(f"/follow/{case.reference}").text


def test_the_code_of_one_case_opens_no_letter_of_another(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    mine, others = overdue_case(session, now), overdue_case(session, now)
    letter = sent_letter(session, now, others, fakes)
    follow(client, session, mine)
    assert client.get(f"/follow/{mine.reference}/letters/{letter.id}.pdf").status_code == 404
    assert client.get(f"/follow/{others.reference}/letters/{letter.id}.pdf").status_code == 303


def test_a_letter_on_its_way_to_be_signed_is_not_shown(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now)
    letter = approved_case_letter(session, now, case, fakes=fakes)
    assert "Thư xin lỗi" not in follow(client, session, case).text
    assert client.get(f"/follow/{case.reference}/letters/{letter.id}.pdf").status_code == 404


def test_what_was_handed_over_on_paper_is_told_of(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now)
    letter = approved_case_letter(session, now, case, fakes=fakes)
    issue_letter(acting(session, "officer", now), case, letter, way=Way.PRINT)
    session.flush()
    assert "Bản có chữ ký và dấu đã giao bằng giấy." in follow(client, session, case).text


def test_once_answered_nothing_is_promised_any_more(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now - timedelta(days=1))
    sent_letter(session, now - timedelta(days=1), case, fakes)
    answer_late(session, now, case)
    page = follow(client, session, case)
    assert "đã xin lỗi Ông/Bà vì chậm trả lời và hứa" not in page.text
    assert "Thư xin lỗi số 01/TXL-SCT" in page.text


def test_beside_a_late_answer_it_only_apologises(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = late_case(session, now)
    sent_letter(session, now, case, fakes)
    page = follow(client, session, case)
    assert "Cơ quan gửi thư xin lỗi Ông/Bà vì đã trả lời chậm" in page.text
    assert "Hứa trả lời:" not in page.text


def test_it_costs_no_statement_more(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = overdue_case(session, now)
    sent_letter(session, now, case, fakes)
    follow(client, session, case)
    here = f"/follow/{case.reference}/case"
    with counted_statements() as sent:
        assert client.get(here).status_code == 200
    assert len(sent) <= 6, sent
