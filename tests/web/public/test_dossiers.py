"""Looking up a dossier: the code tells how far it is and nothing else; the secret opens the rest."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.apologies import Way
from portal.models.case import Case
from portal.models.letter import Signature
from tests.conftest import visitor
from tests.dossier_factories import approved_letter, day, drafted_letter, filed_dossier, issued_letter
from tests.factories import acting, divert_case, opened_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.public.looking_up import look_up, open_dossier, secret_of
from tests.web.public.writing import confirm, end_session, to, write

WRONG = "Mã hồ sơ hoặc mã tra cứu chưa đúng."
CODE = "H99.15-261103-0001"


def press(client: CheckingClient, page: Page, action: str) -> Page:
    """What follows when the button of a form without fields is pressed."""
    return client.send(page.form(action))


# --- with the code alone --------------------------------------------------------------------------


def test_the_code_tells_procedure_and_stage(client: CheckingClient, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    page = look_up(client, " h99.15 - 261103-0001 ")
    assert page.address == f"/dossiers/{CODE}"
    assert page.heading == f"Hồ sơ {CODE}"
    assert "Đang giải quyết" in page.text
    assert "Cấp thẻ an toàn điện" in page.text


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"due": day(date(2026, 11, 16))},
        {"finished": day(date(2026, 11, 19))},
        {"stopped_on": date(2026, 11, 19)},
    ],
)
def test_the_code_tells_no_date_no_name_and_no_letter(
    client: CheckingClient, session: Session, now: datetime, given: dict[str, Any]
) -> None:
    dossier = filed_dossier(session, now, **given)
    if dossier.is_open:
        issued_letter(session, now, dossier)
    page = look_up(client, CODE)
    for hidden in ("Lê Thị Hạnh", "/2026", "0912", "hanh@", "Quá hạn", "hẹn lại", "Thư xin lỗi số"):
        assert hidden not in page.text


def test_it_finds_a_code_with_a_slash(client: CheckingClient, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, code="123/2026/HS")
    assert look_up(client, "123/2026/hs").heading == "Hồ sơ 123/2026/HS"
    assert "Hẹn trả lần đầu" in open_dossier(client, session, dossier).text


@pytest.mark.parametrize("typed", ["H99.15-261103-9999", "xin chào", "../../etc", "?", "<b>"])
def test_an_unknown_code_is_said_to_be_unknown(client: CheckingClient, typed: str) -> None:
    page = look_up(client, typed, status=404)
    assert "Không tìm thấy hồ sơ có mã này." in page.text


def test_it_asks_for_the_code(client: CheckingClient) -> None:
    assert "Xin nhập mã hồ sơ." in look_up(client, "", status=422).text


# --- with the secret ------------------------------------------------------------------------------


def test_the_secret_opens_the_dates(client: CheckingClient, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 27)))
    page = open_dossier(client, session, dossier)
    assert page.address == f"/dossiers/{CODE}"
    for shown in ("10/11/2026", "thứ Sáu 27/11/2026", "Trong hạn", "Trung tâm Phục vụ hành chính công"):
        assert shown in page.text
    assert "Lê Thị Hạnh" not in page.text


def test_it_says_the_same_to_every_wrong_secret(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    filed_dossier(session, now)
    session.commit()
    pages = [look_up(client, code, "2222-2222", status=422) for code in (CODE, "H1-9", "xin chào", "Đ")]
    assert {page.text.count(WRONG) for page in pages} == {1}


def test_it_does_the_same_work_for_every_wrong_secret(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    filed_dossier(session, now)
    session.commit()
    numbers = set()
    for code in (CODE, "H1-9", "xin chào"):
        client.page("/dossiers")
        with counted_statements() as statements:
            look_up(client, code, "2222-2222", status=422)
        numbers.add(len(statements))
    assert len(numbers) == 1


def test_the_secret_of_another_dossier_opens_nothing(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    filed_dossier(session, now)
    other = filed_dossier(session, now, code="H99.15-261103-0002")
    session.commit()
    assert WRONG in look_up(client, CODE, secret_of(client, other), status=422).text


def test_a_link_fills_in_the_code_and_no_address_holds_the_secret(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now)
    page = client.page(f"/dossiers/{CODE}")
    form = page.form("/dossiers")
    assert form.method == "POST"
    assert form.fields["reference"] == [CODE]
    assert "data-follow" in page.html
    opened = client.send(form, code=secret_of(client, dossier).lower().replace("-", " "))
    assert "Hẹn trả lần đầu" in opened.text


def test_it_stays_open_in_this_browser_alone(
    client: CheckingClient, app: Flask, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now)
    open_dossier(client, session, dossier)
    assert "Hẹn trả lần đầu" in client.page(f"/dossiers/{CODE}").text
    assert client.get(f"/dossiers/{CODE}").headers["Cache-Control"] == "private, no-store"
    assert "Hẹn trả lần đầu" not in visitor(app, session).page(f"/dossiers/{CODE}").text
    app.config["CLOCK"] = lambda: now + timedelta(hours=3)
    assert "Hẹn trả lần đầu" not in client.page(f"/dossiers/{CODE}").text


def test_it_is_closed_on_demand(client: CheckingClient, session: Session, now: datetime) -> None:
    page = open_dossier(client, session, filed_dossier(session, now))
    left = press(client, page, f"/dossiers/{CODE}/leave")
    assert "Đã đóng." in left.text
    assert "Hẹn trả lần đầu" not in client.page(f"/dossiers/{CODE}").text


def test_it_counts_its_statements(client: CheckingClient, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    issued_letter(session, now, dossier)
    page = open_dossier(client, session, dossier)
    with counted_statements() as statements:
        client.get(page.address)
    assert len(statements) <= 6, "\n".join(statements)


# --- where it stands ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"due": day(date(2026, 11, 23))}, "sắp đến ngày hẹn: thứ Hai 23/11/2026"),
        ({"due": day(date(2026, 11, 19))}, "Cơ quan phải gửi thư xin lỗi, nêu lý do"),
        ({"finished": day(date(2026, 11, 19))}, "Xin mang giấy hẹn đến nhận kết quả tại Trung tâm"),
        (
            {"finished": day(date(2026, 11, 19)), "returned": day(date(2026, 11, 20))},
            "Kết quả đã trả ngày 20/11/2026.",
        ),
        ({"stopped_on": date(2026, 11, 19)}, "dừng giải quyết hồ sơ này ngày 19/11/2026"),
    ],
)
def test_it_says_what_comes_next(
    client: CheckingClient, session: Session, now: datetime, given: dict[str, Any], words: str
) -> None:
    assert words in open_dossier(client, session, filed_dossier(session, now, **given)).text


def test_a_new_appointment_stands_with_its_history(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now)
    issued_letter(session, now, dossier)
    page = open_dossier(client, session, dossier)
    assert "Hẹn lại từ 20/11/2026 sang 16:00, thứ Sáu 27/11/2026" in page.text
    assert "Theo thư xin lỗi số 01/PXL-SCT" in page.text
    assert "Hẹn trả hiện nay" in page.text
    # Two days later it is broken too.
    assert "Quá hạn" not in page.text


def test_the_file_moved_the_appointment(client: CheckingClient, session: Session, now: datetime) -> None:
    filed_dossier(session, now, due=day(date(2026, 11, 25)))
    dossier = filed_dossier(session, now, due=day(date(2026, 11, 30)))
    page = open_dossier(client, session, dossier)
    assert "Hẹn lại từ 25/11/2026 sang thứ Hai 30/11/2026" in page.text
    assert "Theo phần mềm một cửa" in page.text


# --- letters --------------------------------------------------------------------------------------


def test_a_signed_letter_is_downloaded_again(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    dossier = filed_dossier(session, now)
    letter = issued_letter(session, now, dossier)
    letter.signature, letter.signed_key = Signature.UPLOADED, fakes.files.put(b"%PDF-1.7 signed")
    page = open_dossier(client, session, dossier)
    address = page.links["Thư xin lỗi số 01/PXL-SCT ngày 20/11/2026 (PDF)"]
    for _time in range(2):
        got = client.get(address)
        assert got.data == b"%PDF-1.7 signed"
        assert got.mimetype == "application/pdf"
        assert "no-store" in got.headers["Cache-Control"]
        assert "thu-xin-loi-01-PXL-SCT.pdf" in got.headers["Content-Disposition"]


def test_nobody_else_downloads_it(
    client: CheckingClient, app: Flask, session: Session, now: datetime, fakes: FakePorts
) -> None:
    dossier, other = filed_dossier(session, now), filed_dossier(session, now, code="H99.15-261103-0002")
    letter = issued_letter(session, now, dossier)
    letter.signed_key = fakes.files.put(b"%PDF-1.7 signed")
    session.commit()
    address = f"/dossiers/{CODE}/letters/{letter.id}.pdf"
    assert visitor(app, session).get(address).headers["Location"] == f"/dossiers/{CODE}"
    open_dossier(client, session, other)
    assert client.get(address).status_code == 303
    # Nor by the address of a dossier that one may see.
    assert client.get(f"/dossiers/{other.code}/letters/{letter.id}.pdf").status_code == 404


def test_a_letter_on_paper_says_so(client: CheckingClient, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = issued_letter(session, now, dossier, Way.PRINT)
    page = open_dossier(client, session, dossier)
    assert "Bản có chữ ký và dấu đã giao bằng giấy." in page.text
    assert client.get(f"/dossiers/{CODE}/letters/{letter.id}.pdf").status_code == 404


@pytest.mark.parametrize("make", [drafted_letter, approved_letter])
def test_a_letter_that_was_not_issued_is_not_there(
    client: CheckingClient, session: Session, now: datetime, make: Any, fakes: FakePorts
) -> None:
    dossier = filed_dossier(session, now)
    letter = make(session, now, dossier)
    letter.signed_key = fakes.files.put(b"%PDF-1.7 signed")
    page = open_dossier(client, session, dossier)
    assert "Thư xin lỗi số" not in page.text
    assert client.get(f"/dossiers/{CODE}/letters/{letter.id}.pdf").status_code == 404


# --- complaining in one tap -----------------------------------------------------------------------


def complain(client: CheckingClient, session: Session, now: datetime) -> Page:
    page = open_dossier(client, session, filed_dossier(session, now))
    return press(client, page, f"/dossiers/{CODE}/feedback")


def test_one_tap_leads_to_the_form_with_the_dossier_in_it(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    page = complain(client, session, now)
    assert page.address == "/send"
    form = page.form("/send/check")
    assert form.fields["dossier_code"] == [CODE]
    assert "Hồ sơ tại bộ phận một cửa" in page.html.split(f'value="{form.fields["category"][0]}"')[1][:80]
    assert f"Phản ánh về hồ sơ {CODE}" in page.text


def test_case_and_dossier_show_each_other(client: CheckingClient, session: Session, now: datetime) -> None:
    complain(client, session, now)
    receipt = confirm(client, write(client, dossier_code=CODE, phone="0987 000 111", email=None))
    reference = receipt.words_of("reference")
    own = client.page(f"/dossiers/{CODE}")
    assert own.links[reference] == f"/follow/{reference}"
    followed = client.page(f"/follow/{reference}")
    assert followed.links[CODE] == f"/dossiers/{CODE}"
    assert "Hẹn trả lần đầu" in followed.text
    # What comes next is about something else.
    assert client.page("/send").form("/send/check").fields["dossier_code"] == [""]


def test_the_follow_page_shows_dates_only_where_the_secret_was_shown(
    client: CheckingClient, app: Flask, session: Session, now: datetime
) -> None:
    filed_dossier(session, now)
    session.commit()
    receipt = confirm(client, write(client, dossier_code=CODE.lower()))
    page = client.page(f"/follow/{receipt.words_of('reference')}")
    assert "Đang giải quyết" in page.words_of("linked") + page.text
    assert page.links[CODE] == f"/dossiers/{CODE}"
    assert "Hẹn trả lần đầu" not in page.text


def test_the_dossier_is_taken_off(client: CheckingClient, session: Session, now: datetime) -> None:
    page = complain(client, session, now)
    form = page.form("/send/check")
    off = client.send(to("/send", form), body="Nội dung đã viết", without_dossier="y")
    again = off.form("/send/check")
    assert again.fields["dossier_code"] == [""]
    assert again.fields["body"] == ["Nội dung đã viết"]
    assert "data-draft-served" in off.html
    assert client.page("/send").form("/send/check").fields["dossier_code"] == [""]


def test_nobody_links_a_dossier_without_its_secret(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    page = open_dossier(client, session, filed_dossier(session, now))
    form = page.form(f"/dossiers/{CODE}/feedback")
    end_session(client)
    client.page("/dossiers")
    answer = client.post(form.action, data=form.fields, follow_redirects=False)
    assert answer.status_code in (303, 400)
    assert answer.headers.get("Location", "") != "/send"


# --- whose cases the dossier shows ----------------------------------------------------------------


def shown_cases(client: CheckingClient, session: Session, now: datetime, **sender: Any) -> tuple[str, str]:
    """The reference of a case about the dossier from this sender, and the page of the dossier."""
    dossier = filed_dossier(session, now)
    case = opened_case(session, now)
    case.dossier_code = CODE
    for name, value in {"phone": "", "email": "", **sender}.items():
        setattr(case.sender, name, value)
    return case.reference, open_dossier(client, session, dossier).text


@pytest.mark.parametrize("sender", [{"phone": "+84912000345"}, {"email": "hanh@example.com"}])
def test_it_shows_the_cases_of_the_applicant(
    client: CheckingClient, session: Session, now: datetime, sender: dict[str, str]
) -> None:
    reference, text = shown_cases(client, session, now, **sender)
    assert reference in text


@pytest.mark.parametrize("sender", [{}, {"phone": "+84912000346"}, {"email": "an@example.com"}])
def test_it_shows_no_case_of_anybody_else(
    client: CheckingClient, session: Session, now: datetime, sender: dict[str, str]
) -> None:
    reference, text = shown_cases(client, session, now, **sender)
    assert reference not in text


def test_no_contact_is_nobody_s_contact(client: CheckingClient, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, phone="", email="")
    case = opened_case(session, now)
    case.dossier_code, case.sender.phone, case.sender.email = CODE, "", ""
    assert case.reference not in open_dossier(client, session, dossier).text


def test_it_never_shows_a_sealed_case(client: CheckingClient, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    open_dossier(client, session, dossier)
    receipt = confirm(client, write(client, dossier_code=CODE, phone="0912 000 345"))
    reference = receipt.words_of("reference")
    assert reference in client.page(f"/dossiers/{CODE}").text
    case = session.scalars(select(Case).where(Case.reference == reference)).one()
    divert_case(acting(session, "coordinator", now), case, to="Thanh tra")
    session.commit()
    assert reference not in client.page(f"/dossiers/{CODE}").text
