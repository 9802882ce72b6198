"""The words of messages on the screen: the office's own, previewed, refused where unfit, put back as shipped."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.message import MessageChannel, MessageTemplate
from portal.services.change_texts import TemplateKey, check_wording
from portal.services.word_message import Office, shipped_wording, shipped_wordings, word_message
from tests.factories import acting, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import messages
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/messages"
RECEIVED = f"{PAGE}/received/vi/email"
Changes = Callable[[], Sequence[tuple[str, str]]]
OFFICE = Office("Sở Công Thương", "0271 1022", "https://phananh.example", b"k" * 32)


def own(session: Session) -> list[MessageTemplate]:
    """The wordings that the office has changed."""
    return list(session.scalars(select(MessageTemplate)))


def worded(client: CheckingClient, address: str, *, status: int = 200, **typed: str) -> Page:
    """What comes of other words."""
    return client.send(entry(client.page(address)), status=status, **typed)


def test_it_lists_every_message_in_each_language_and_way(administrator: CheckingClient) -> None:
    links = administrator.page(PAGE).links.values()
    for name, texts in shipped_wordings().items():
        ways = ["email", "sms"] if "sms" in texts["vi"] else ["email"]
        for address in (f"{PAGE}/{name}/{code}/{way}" for code in ("vi", "en") for way in ways):
            assert address in links


def test_it_says_when_each_message_is_sent(administrator: CheckingClient) -> None:
    words = administrator.page(PAGE).text
    assert "Xin lỗi vì đã trả lời chậm" in words
    assert [name for name in shipped_wordings() if "_" in name and name in words] == []


@pytest.mark.parametrize("channel", list(MessageChannel))
def test_it_ships_nothing_that_it_would_refuse(channel: MessageChannel) -> None:
    for name in shipped_wordings():
        for language in ("vi", "en"):
            key = TemplateKey(name, language, channel)
            check_wording(key, shipped_wording(name, language, channel))


def test_it_fills_every_preview_to_the_last_placeholder(administrator: CheckingClient) -> None:
    for address in (link for link in administrator.page(PAGE).links.values() if f"{PAGE}/" in link):
        letter = next(
            node for node in administrator.page(address).all("div") if node.get("class") == "app-letter"
        )
        assert "{" not in "".join(letter.itertext()), address


def test_it_sends_the_offices_own_words(
    administrator: CheckingClient, session: Session, now: datetime, changes: Changes
) -> None:
    page = worded(
        administrator, RECEIVED, subject="Đã nhận {reference}", body="Mã tra cứu {code}, hạn hết {due}."
    )
    assert "Đã lưu lời thư." in page.text
    assert "đã sửa" in administrator.page(PAGE).text
    assert changes() == [("message_changed", "received · vi · email")]
    case = opened_case(session, now)
    message = messages(session, case, template="received")[0]
    words = word_message(acting(session, "system", now), message, OFFICE)
    assert words.subject == f"Đã nhận {case.reference}"
    assert words.body.endswith("hạn hết thứ Năm 26/11/2026.\n")


def test_it_shows_what_was_typed_before_it_is_saved(administrator: CheckingClient, session: Session) -> None:
    page = worded(administrator, RECEIVED, body="Xin chào, mã {reference}.", preview="1")
    assert "Xin chào, mã PA-7K3M-Q2XD." in page.text
    assert entry(page).fields["body"][0].strip() == "Xin chào, mã {reference}."
    assert own(session) == []


@pytest.mark.parametrize("preview", [{}, {"preview": "1"}])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"body": ""}, "Xin viết nội dung."),
        ({"subject": ""}, "Xin nhập tiêu đề thư."),
        ({"body": "Kính gửi {sender_name}"}, "hệ thống không biết điền gì"),
        ({"body": "Kính gửi {name}"}, "hệ thống không biết điền gì"),
        ({"body": "Kính gửi {office"}, "Dấu ngoặc nhọn { } không khớp"),
        ({"subject": "Trả lời {nobody}"}, "hệ thống không biết điền gì"),
        ({"subject": "Mã của Ông/Bà: {code}"}, "không dùng chỗ trống có thông tin cá nhân"),
    ],
)
def test_it_refuses_unfit_words_and_keeps_them_on_the_page(
    administrator: CheckingClient,
    session: Session,
    typed: dict[str, str],
    sentence: str,
    preview: dict[str, str],
) -> None:
    page = worded(administrator, RECEIVED, status=422, **typed, **preview)
    assert sentence in page.text
    assert page.title.startswith("Lỗi: ")
    for name, value in typed.items():
        assert entry(page).fields[name] == [value]
    assert own(session) == []


def test_it_keeps_names_out_of_subjects_to_staff_too(administrator: CheckingClient) -> None:
    page = worded(administrator, f"{PAGE}/staff_assigned/vi/email", status=422, subject="{name}: {reference}")
    assert "không dùng chỗ trống có thông tin cá nhân" in page.text


def test_it_keeps_the_senders_code_from_staff(administrator: CheckingClient) -> None:
    page = worded(administrator, f"{PAGE}/staff_assigned/vi/email", status=422, body="Mã {code}")
    assert "hệ thống không biết điền gì" in page.text


def test_it_counts_the_letters_of_a_text_message(administrator: CheckingClient, session: Session) -> None:
    page = worded(administrator, f"{PAGE}/received/vi/sms", body="Da tiep nhan {reference}.")
    assert "Da tiep nhan PA-7K3M-Q2XD." in page.text
    assert "26 ký tự" in page.text
    assert "subject" not in entry(page).fields
    assert [(row.channel, row.body) for row in own(session)] == [
        (MessageChannel.SMS, "Da tiep nhan {reference}.\n")
    ]


def test_it_goes_back_to_the_shipped_words(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = worded(administrator, RECEIVED, subject="Đã nhận", body="Đã nhận.")
    after = administrator.send(page.form(f"{RECEIVED}/reset"))
    assert "Trở về lời có sẵn" not in after.text
    assert entry(after).fields["subject"] == ["Đã tiếp nhận phản ánh, kiến nghị {reference}"]
    assert own(session) == []
    assert [action for action, _ in changes()] == ["message_changed", "message_reset"]


@pytest.mark.parametrize(
    "key", ["nothing/vi/email", "received/fr/email", "received/vi/post", "staff_digest/vi/sms"]
)
def test_it_answers_not_found_for_words_that_are_none(administrator: CheckingClient, key: str) -> None:
    administrator.page(f"{PAGE}/{key}", 404)


def test_it_is_closed_to_others(staff: Staff, local_administrator: CheckingClient) -> None:
    for client in (staff("leader"), local_administrator):
        client.page(PAGE, 403)
        client.page(RECEIVED, 403)
