"""The page of a letter of apology: writing, laying before the head, approving, signing, issuing, proving."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.typst_printer import TypstPrinter
from portal.domain.apologies import DelayReason, LetterStatus, Way
from portal.domain.letter_form import Paper
from portal.models.dossier import Dossier
from portal.models.letter import DeliveryStatus, Letter, LetterDelivery, LetterWording, Signature
from portal.services.draft_letter import Edits, discard_letter, draft_letter, save_letter, submit_letter
from tests.dossier_factories import approved_letter, day, drafted_letter, filed_dossier, issued_letter
from tests.factories import acting
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.keys import signed_and_sealed
from tests.support.page import Form, Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

SOURCES = Path(__file__).resolve().parents[3] / "templates" / "letters"
PDF = b"%PDF-1.7 scanned"


@pytest.fixture
def dossier(staff: Staff, session: Session, now: datetime) -> Dossier:
    return filed_dossier(session, now, due=day(date(2026, 11, 23)))


def address(letter: Letter) -> str:
    return f"/desk/letters/{letter.id}"


def save(client: CheckingClient, letter: Letter, step: str, *, status: int = 200, **typed: object) -> Page:
    form = client.page(address(letter)).form(address(letter))
    return client.send(form, status=status, step=step, **typed)


def small(page: Page, letter: Letter, step: str) -> Form:
    return page.form(f"{address(letter)}/{step}")


def test_it_opens_with_the_proposed_date_and_why(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = draft_letter(acting(session, "officer", now), dossier)
    page = staff("officer").page(address(letter))
    fields = page.form(address(letter)).fields
    # Three working days after Monday 23/11; Tuesday 24/11 is a public holiday.
    assert (fields["new_due"], fields["new_time"]) == (["27/11/2026"], ["17:00"])
    assert "3 ngày làm việc sau ngày hẹn cũ" in page.text
    assert page.links["Xem PDF"] == f"{address(letter)}/letter.pdf"


def test_it_saves_and_lays_before_the_head(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = draft_letter(acting(session, "officer", now), dossier)
    page = save(
        staff("officer"), letter, "submit", reason="verification", reason_words="Chờ kiểm tra", paper="a4"
    )
    assert "Đã trình duyệt thư." in page.text
    assert (letter.status, letter.reason, letter.paper) == (
        LetterStatus.SUBMITTED,
        DelayReason.VERIFICATION,
        Paper.A4,
    )
    assert letter.new_due_at is not None
    assert letter.new_due_at == datetime.fromisoformat("2026-11-27T17:00:00+07:00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"new_due": "28/11/2026"}, "Ngày hẹn lại phải là ngày làm việc."),
        ({"new_due": "23/11/2026"}, "Ngày hẹn lại phải sau ngày hẹn cũ."),
        ({"new_time": "22:00"}, "Giờ hẹn lại phải trong giờ làm việc."),
        ({"new_due": "mai"}, "Xin nhập ngày theo dạng"),
        ({"reason": ""}, "Xin ghi lý do."),
        ({"reason_words": ""}, "Xin ghi lý do để người nhận thư hiểu vì sao trễ."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, typed: dict[str, str], sentence: str
) -> None:
    letter = drafted_letter(session, now, dossier)
    given = {"reason": "staff", "reason_words": "Thiếu người", **typed}
    page = save(staff("officer"), letter, "submit", status=422, **given)
    assert sentence in page.text
    kept = page.form(address(letter)).fields
    assert all(kept[name] == [value] for name, value in given.items())
    assert letter.status is LetterStatus.DRAFT


def test_words_that_do_not_say_sorry_are_not_approved(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = drafted_letter(session, now, dossier)
    silent = {"apology": "{agency} rất tiếc."}
    session.add(LetterWording(form=letter.form, valid_from=now.date(), pieces=silent, made_at=now))
    session.flush()
    page = save(staff("director"), letter, "approve", status=422)
    assert "Thư chưa có lời xin lỗi." in page.text
    assert (letter.status, letter.number) == (LetterStatus.DRAFT, None)


def test_two_writers_see_both_versions_and_lose_nothing(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = drafted_letter(session, now, dossier)
    officer = staff("officer")
    form = officer.page(address(letter)).form(address(letter))
    colleague = Edits(DelayReason.SOFTWARE, "Lỗi phần mềm", letter.new_due_at)
    save_letter(acting(session, "colleague", now), dossier, letter, edits=colleague)
    page = officer.send(form, status=409, step="save", reason_words="Thiếu người")
    assert "Người khác vừa lưu thư này" in page.text
    assert "Lỗi phần mềm" in page.text
    again = page.form(address(letter))
    assert again.fields["reason_words"] == ["Thiếu người"]
    officer.send(again, step="save")
    assert letter.reason_words == "Thiếu người"


def test_what_was_typed_for_a_letter_given_up_meanwhile_is_shown(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = drafted_letter(session, now, dossier)
    officer = staff("officer")
    form = officer.page(address(letter)).form(address(letter))
    discard_letter(acting(session, "colleague", now), dossier, letter, reason="Đã có kết quả")
    page = officer.send(form, status=409, step="save", reason_words="Thiếu người thẩm định")
    assert "Thư không còn sửa được nữa." in page.text
    assert "Thiếu người thẩm định" in page.text


def test_it_shows_what_is_typed_as_pdf_and_keeps_nothing_of_it(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    letter = drafted_letter(session, now, dossier)
    officer = staff("officer")
    form = officer.page(address(letter)).form(address(letter))
    data = {**form.fields, "step": "preview", "reason_words": "Chỉ xem thử"}
    answer = officer.post(address(letter), data=data)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert fakes.printer.letters[-1][0].reason == "Chỉ xem thử"
    assert letter.reason_words != "Chỉ xem thử"


def test_the_head_approves(staff: Staff, session: Session, now: datetime, dossier: Dossier) -> None:
    letter = drafted_letter(session, now, dossier)
    submit_letter(acting(session, "officer", now), dossier, letter)
    page = save(staff("director"), letter, "approve")
    assert "Đã duyệt và cấp số thư." in page.text
    assert (letter.status, letter.number) == (LetterStatus.APPROVED, 1)


def test_who_wrote_it_is_not_offered_to_approve(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = draft_letter(acting(session, "director", now), dossier)
    director = staff("director")
    assert "người khác duyệt thư này" in director.page(address(letter)).text
    page = save(director, letter, "approve", status=422, reason="staff", reason_words="Thiếu người")
    assert "Người soạn không được tự duyệt" in page.text
    assert letter.number is None


def test_the_head_sends_back_with_a_reason(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = drafted_letter(session, now, dossier)
    submit_letter(acting(session, "officer", now), dossier, letter)
    director = staff("director")
    back = Form(
        f"{address(letter)}/back",
        "POST",
        small(director.page(address(letter)), letter, "discard").fields,
        [],
    )
    assert "Xin ghi lý do." in director.send(back, status=422).text
    director.send(back, reason="Nêu rõ đã kiểm tra đến đâu")
    assert "Nêu rõ đã kiểm tra đến đâu" in staff("officer").page(address(letter)).text


def test_an_approved_letter_is_given_up_only_with_a_reason(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = approved_letter(session, now, dossier)
    officer = staff("officer")
    form = small(officer.page(address(letter)), letter, "discard")
    assert "Xin ghi lý do." in officer.send(form, status=422).text
    assert "Đã có kết quả" in officer.send(form, reason="Đã có kết quả").text
    assert letter.status is LetterStatus.DISCARDED


# --- signing elsewhere ----------------------------------------------------------------------------


def test_it_says_what_is_wrong_with_a_signed_file(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    letter = approved_letter(session, now, dossier, fakes=fakes)
    officer = staff("officer")
    form = small(officer.page(address(letter)), letter, "signed")
    assert "Xin chọn tệp PDF đã ký số." in officer.send(form, status=422).text
    page = officer.send(form, status=422, signed_file=(BytesIO(b"no paper at all"), "thu.pdf"))
    assert "Tệp này không phải PDF hoặc đã hỏng." in page.text


def test_it_takes_the_letter_signed_with_a_token(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    real = replace(fakes, printer=TypstPrinter(SOURCES))  # type: ignore[arg-type]  # a real one for once
    letter = approved_letter(session, now, dossier, fakes=real)
    officer = staff("officer")
    to_sign = officer.get(f"{address(letter)}/to-sign.pdf").data
    form = small(officer.page(address(letter)), letter, "signed")
    unsigned = officer.send(form, status=422, signed_file=(BytesIO(to_sign), "thu.pdf"))
    assert "Tệp này chưa có chữ ký số nào." in unsigned.text
    page = officer.send(form, signed_file=(BytesIO(signed_and_sealed(to_sign)), "thu.pdf"))
    assert "Đã nhận thư ký số; nội dung đúng với thư đã duyệt." in page.text
    assert letter.signature is Signature.UPLOADED
    # Signed, it may go by e-mail.
    assert small(page, letter, "issue").fields["way"] == ["email"]


def test_it_takes_the_scan_of_a_letter_signed_with_ink(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    letter = approved_letter(session, now, dossier, fakes=fakes)
    officer = staff("officer")
    form = small(officer.page(address(letter)), letter, "scan")
    page = officer.send(form, scan=(BytesIO(PDF), "thu.pdf"))
    assert "Đã nhận bản quét thư đã ký." in page.text
    assert letter.signature is Signature.PAPER
    assert officer.get(f"{address(letter)}/letter.pdf").data == PDF


# --- issuing --------------------------------------------------------------------------------------


def test_it_shows_the_messages_without_the_secret_and_issues(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = approved_letter(session, now, dossier)
    officer = staff("officer")
    page = officer.page(address(letter))
    assert "xin loi Ong/Ba" in page.text
    assert "#code=••••-••••" in page.text
    form = small(page, letter, "issue")
    # Unsigned, it does not go by e-mail: the nearest way that is open is proposed.
    assert form.fields["way"] == ["sms"]
    assert "Thư chưa ký số nên không gửi được qua thư điện tử." in page.text
    issued = officer.send(form, way="post")
    assert "Đã phát hành thư" in issued.text
    assert (letter.status, dossier.reappointments) == (LetterStatus.ISSUED, 1)


def test_a_way_that_is_not_open_is_refused(
    staff: Staff, session: Session, now: datetime, dossier: Dossier
) -> None:
    letter = approved_letter(session, now, dossier)
    officer = staff("officer")
    form = small(officer.page(address(letter)), letter, "issue")
    page = officer.send(form, status=422, way="email")
    assert "Thư chưa ký số nên không gửi được qua thư điện tử." in page.text
    assert letter.status is LetterStatus.APPROVED
    assert "Xin chọn cách gửi." in officer.send(form, status=422, way="pigeon").text


def test_it_records_the_proof(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    letter = issued_letter(session, now, dossier, Way.POST)
    delivery = session.scalars(select(LetterDelivery)).one()
    officer = staff("officer")
    form = small(officer.page(address(letter)), letter, f"deliveries/{delivery.id}")
    assert "Xin ghi số bưu gửi" in officer.send(form, status=422).text
    wrong = officer.send(form, status=422, proof=(BytesIO(b"x"), "bien-nhan.exe"))
    assert "Chỉ nhận ảnh JPEG" in wrong.text
    page = officer.send(form, remark="EB 123 456 789 VN", proof=(BytesIO(b"photo"), "bien-nhan.jpg"))
    assert "EB 123 456 789 VN" in page.text
    assert delivery.status is DeliveryStatus.DONE
    file = officer.get(page.links["tệp chứng minh"])
    assert (file.data, file.headers["Content-Disposition"].split(";")[0]) == (b"photo", "attachment")


# --- files ----------------------------------------------------------------------------------------


def test_its_papers_are_kept_by_nobody(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    letter = approved_letter(session, now, dossier, fakes=fakes)
    officer = staff("officer")
    for name, kind in (
        ("letter.pdf", "inline"),
        ("to-sign.pdf", "attachment"),
        ("letter.docx", "attachment"),
    ):
        answer = officer.get(f"{address(letter)}/{name}")
        assert answer.status_code == 200, name
        assert answer.headers["Cache-Control"] == "private, no-store"
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith(kind)
        assert disposition.isascii()


def test_a_draft_holds_no_secret(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, fakes: FakePorts
) -> None:
    letter = drafted_letter(session, now, dossier)
    officer = staff("officer")
    assert officer.get(f"{address(letter)}/letter.pdf").status_code == 200
    assert officer.get(f"{address(letter)}/to-sign.pdf").status_code == 404
    draft = fakes.printer.letters[-1][0]
    assert draft.is_draft
    approved = approved_letter(session, now, filed_dossier(session, now, code="H-2"), fakes=fakes)
    assert approved.number == 1
    assert draft.look_up.endswith(dossier.code)  # and no code after it


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_others_find_nothing(
    staff: Staff, session: Session, now: datetime, dossier: Dossier, role: str
) -> None:
    letter = issued_letter(session, now, dossier, Way.POST)
    delivery = session.scalars(select(LetterDelivery)).one()
    client = staff(role)
    here = address(letter)
    for page in ("", "/letter.pdf", "/to-sign.pdf", "/letter.docx", f"/deliveries/{delivery.id}/proof"):
        assert client.get(here + page).status_code == 404, page
    token = client.page("/account/profile").html.split('name="csrf_token" value="')[1].split('"')[0]
    steps = ("", "/back", "/discard", "/signed", "/scan", "/issue", f"/deliveries/{delivery.id}")
    for step in steps:
        assert client.post(here + step, data={"csrf_token": token}).status_code == 404, step


def test_it_costs_few_statements(staff: Staff, session: Session, now: datetime, dossier: Dossier) -> None:
    letter = issued_letter(session, now, dossier)
    officer = staff("officer")
    officer.get(address(letter))
    with counted_statements() as sent:
        officer.get(address(letter))
    assert len(sent) <= 11, sent
