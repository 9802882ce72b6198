"""The form and the check page: everything typed survives, nothing is taken that belongs elsewhere."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.services.renew_index import renew_index
from tests.conftest import visitor
from tests.factories import category_id, published_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.public.writing import BODY, USUAL, end_session, picture, to, write


def number_of(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def typed_in(page: Page, action: str = "/send/check") -> dict[str, list[str]]:
    return page.form(action).fields


def test_it_promises_an_answer_by_a_day(client: CheckingClient) -> None:
    assert "chậm nhất hết thứ Năm 26/11/2026" in client.page("/send").text


def test_it_ticks_no_consent_beforehand(client: CheckingClient) -> None:
    fields = typed_in(client.page("/send"))
    assert not [name for name in fields if name.startswith("consents")]
    assert not {"procedure", "kind", "reply_by"} & fields.keys()


def test_it_gives_every_form_a_key_of_its_own(client: CheckingClient) -> None:
    keys = {typed_in(client.page("/send"))["submission_key"][0] for _ in range(2)}
    assert len(keys) == 2


def test_it_finds_categories_without_accents(client: CheckingClient) -> None:
    assert 'data-words="dien luc electricity mat dien cup dien' in client.page("/send").html


def test_it_shows_everything_once_more(client: CheckingClient, session: Session) -> None:
    page = write(
        client,
        subject="Điện yếu",
        category=str(category_id(session, "electricity")),
        place="trước số 12",
        dossier_code="H13.45",
        consents_to_survey="y",
    )
    assert page.heading == "Kiểm tra trước khi gửi"
    for words in ("Phản ánh", "Điện lực", "Điện yếu", "máy bơm", "trước số 12", "H13.45", "0912 000 345"):
        assert words in page.text
    assert "Đồng ý tham gia khảo sát" in page.text
    assert "nêu tên tôi" not in page.text
    assert number_of(session, Case) == 0


def test_it_carries_everything_to_the_next_page_and_back(client: CheckingClient) -> None:
    checked = write(client, subject="Điện yếu", consents_to_name="y")
    assert typed_in(checked, "/send/confirm")["body"] == [BODY]
    back = client.send(to("/send", checked.form("/send/confirm")))
    assert typed_in(back)["body"] == [BODY]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"body": "  "}, "Xin viết nội dung muốn gửi."),
        ({"kind": None}, "Xin chọn loại nội dung muốn gửi."),
        ({"kind": "complaint"}, "Xin chọn một mục trong danh sách."),
        ({"procedure": None}, "Xin cho biết đây có phải là khiếu nại"),
        ({"kind": "petition"}, "Xin viết cách giải quyết"),
        ({"phone": "12"}, "Xin nhập số điện thoại đầy đủ"),
        ({"email": "an@"}, "Xin nhập địa chỉ thư điện tử đầy đủ"),
        ({"reply_by": "post"}, "Xin nhập địa chỉ để nhận câu trả lời"),
        ({"reply_by": "sms", "phone": ""}, "Xin nhập số điện thoại để nhận"),
        ({"category": "999999"}, "Xin chọn một mục trong danh sách."),
        ({"area": "x"}, "Xin chọn một mục trong danh sách."),
        ({"subject": "x" * 201}, "tối đa 200 ký tự"),
        ({"body": "x" * 10_001}, "dài 10.001 ký tự"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    client: CheckingClient, typed: dict[str, str], complaint: str
) -> None:
    page = write(client, status=422, **typed)
    assert page.title.startswith("Lỗi: ")
    assert page.text.count(complaint) == 2  # above the form and beside the field
    kept = typed_in(page)
    expected = {**USUAL, **typed}
    for name in ("body", "subject", "name", "phone", "email"):
        assert kept[name] == [(expected.get(name) or "").strip()]


def test_it_takes_letters_however_they_are_composed(client: CheckingClient) -> None:
    apart = "Đie\u0323\u0302n ye\u0302\u0301u"  # as some phones type it
    assert typed_in(write(client, body=apart), "/send/confirm")["body"] == ["Điện yếu"]


def test_it_returns_to_the_form_whoever_asks_for_a_later_page(client: CheckingClient) -> None:
    assert client.page("/send/check").heading == "Gửi phản ánh, kiến nghị"
    assert client.page("/send/confirm").heading == "Gửi phản ánh, kiến nghị"


# --- what belongs elsewhere -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("procedure", "words"),
    [
        ("complaint", "Luật Khiếu nại"),
        ("denunciation", "Luật Tố cáo"),
        ("emergency", "cháy, nổ, cứu nạn"),
    ],
)
def test_it_sends_what_is_not_for_us_elsewhere_and_takes_nothing(
    client: CheckingClient, session: Session, fakes: FakePorts, procedure: str, words: str
) -> None:
    page = write(client, procedure=procedure, files=[picture()])
    assert page.heading == "Khiếu nại, tố cáo, tin khẩn cấp gửi ở đâu"
    assert words in page.text
    assert "chưa được gửi" in page.text
    assert number_of(session, Attachment) == number_of(session, Case) == len(fakes.files.files) == 0


def test_it_forgets_files_kept_before_a_denunciation_was_chosen(
    client: CheckingClient, session: Session, fakes: FakePorts
) -> None:
    page = write(client, status=422, body="", files=[picture()])
    client.send(page.form("/send/check"), procedure="denunciation")
    assert number_of(session, Attachment) == len(fakes.files.files) == 0


def test_it_takes_back_whoever_chose_wrongly(client: CheckingClient) -> None:
    elsewhere = write(client, procedure="complaint")
    assert typed_in(client.send(elsewhere.form("/send")))["body"] == [BODY]


def test_it_explains_where_things_go_before_anything_is_typed(client: CheckingClient) -> None:
    text = client.page("/send/elsewhere").text
    assert all(words in text for words in ("113", "114", "115", "90 ngày", "Thanh tra"))


# --- anonymous --------------------------------------------------------------------------------------


NOBODY: dict[str, Any] = {"name": "", "phone": "", "email": ""}


def test_it_says_what_becomes_of_a_letter_without_contact(client: CheckingClient) -> None:
    page = write(client, **NOBODY)
    assert "thông tin tham khảo" in page.text
    assert "Có trả lời chậm nhất" not in page.text


def test_it_asks_for_a_contact_where_the_office_wants_one(
    client: CheckingClient, contact_wanted: None
) -> None:
    assert "ít nhất một cách liên hệ" in client.page("/send").text
    page = write(client, status=422, **NOBODY)
    assert page.text.count("Xin để lại ít nhất một cách liên hệ: điện thoại") == 2


# --- files ------------------------------------------------------------------------------------------


def test_it_keeps_files_over_errors_and_to_the_end(
    client: CheckingClient, session: Session, fakes: FakePorts
) -> None:
    page = write(client, status=422, body="", files=[picture(), picture("don.pdf", b"%PDF")])
    assert "Bỏ cong-to.jpg" in page.text
    assert "Bỏ don.pdf" in page.text
    checked = client.send(page.form("/send/check"), body=BODY)
    assert "cong-to.jpg" in checked.text
    assert number_of(session, Attachment) == 2
    assert len(fakes.files.files) == 3  # two files and a thumbnail


def test_it_takes_a_file_out_again(client: CheckingClient, session: Session, fakes: FakePorts) -> None:
    page = write(client, files=[picture()])
    kept = session.scalars(select(Attachment)).one()
    again = client.send(to("/send/check", page.form("/send/confirm")), drop=str(kept.id))
    assert "cong-to.jpg" not in again.text
    assert number_of(session, Attachment) == len(fakes.files.files) == 0


def test_it_takes_out_nobody_elses_file(app: Flask, client: CheckingClient, session: Session) -> None:
    write(client, files=[picture()])
    kept = session.scalars(select(Attachment)).one()
    write(visitor(app, session), drop=str(kept.id))
    assert number_of(session, Attachment) == 1


def test_it_keeps_the_same_file_once(client: CheckingClient, session: Session) -> None:
    page = write(client, status=422, body="", files=[picture()])
    client.send(page.form("/send/check"), body=BODY, files=[picture("lai-anh-do.jpg")])
    assert number_of(session, Attachment) == 1


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("x.exe", b"MZ")], "x.exe: chỉ nhận ảnh"),
        ([("x.jpg", b"")], "x.jpg: tệp không có nội dung"),
        ([(f"{n}.jpg", bytes([n])) for n in range(6)], "5.jpg: chỉ gửi được tối đa 5 tệp"),
    ],
)
def test_it_says_which_file_it_cannot_take(
    client: CheckingClient, files: list[tuple[str, bytes]], words: str
) -> None:
    page = write(client, status=422, files=[picture(*file) for file in files])
    assert page.text.count(words) == 2
    assert typed_in(page)["body"] == [BODY]


# --- similar answers --------------------------------------------------------------------------------


def test_it_shows_answers_that_resemble_what_was_written(
    client: CheckingClient, session: Session, now: datetime, fakes: FakePorts
) -> None:
    published_case(session, now)
    renew_index(session, fakes.index)
    page = write(client)
    assert "Có thể việc này đã được trả lời" in page.text
    assert "Điện áp yếu kéo dài" in " ".join(page.links)


# --- sessions and machines --------------------------------------------------------------------------


def test_it_brings_the_form_back_when_the_session_is_over(client: CheckingClient, session: Session) -> None:
    form = client.page("/send").form("/send/check")
    end_session(client)
    page = client.send(form, status=422, **USUAL)
    assert "phiên làm việc hết hạn" in page.text
    assert typed_in(page)["body"] == [BODY]
    assert client.send(page.form("/send/check")).heading == "Kiểm tra trước khi gửi"


def test_it_shows_a_trapped_form_again_instead_of_losing_it(client: CheckingClient) -> None:
    page = write(client, status=422, leave_empty="http://spam.example")
    assert "máy điền tự động" in page.text
    assert typed_in(page)["leave_empty"] == [""]
    assert client.send(page.form("/send/check")).heading == "Kiểm tra trước khi gửi"
