"""What still keeps a public version from the page, and what takes the place of what is hidden."""

import pytest

from portal.domain.office_contacts import NO_CONTACTS, office_contacts
from portal.domain.privacy.finding import PersonalData
from portal.domain.privacy.own_contact import OwnContact
from portal.domain.publication_gate import (
    MARKS,
    About,
    Proposal,
    hidden,
    key_of,
    open_proposals,
    proposals,
)

P = PersonalData
SENDER = About(
    "Lê Thị Hoa",
    OwnContact("+84912000345", "hoa@xom-moi.abc", "12/3 Đồi Cao, tổ Tám, xã Thanh Bình, tỉnh Bình An"),
)
OFFICE = office_contacts(
    phones=["0271 3822 111; 0271.3822.112"],
    emails=["PhanAnh@binhan.example"],
    addresses=["Số 1 đường Trung Tâm, phường Tân Phú, tỉnh Bình An"],
)


def found_in(text: str, about: About = SENDER) -> list[Proposal]:
    return proposals({"question": text}, about, office=OFFICE)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Đèn đường tắt đã ba hôm.", []),
        ("Gọi cho tôi số 0987 654 321.", [P.PHONE]),
        ("Căn cước 072 085 001 234 của tôi.", [P.NATIONAL_ID]),
        ("Người gửi là bà Hoa.", [P.SENDER_NAME]),
        # the sender's own contact, however it is written
        ("Gọi (+84) 912-000-345.", [P.PHONE]),
        ("Gọi +84.912.000.345", [P.PHONE]),
        ("Gọi 0084 912 000 345", [P.PHONE]),
        ("Gọi 09 12 00 03 45", [P.PHONE]),
        ("Mã 912000345 này", [P.PHONE]),
        ("Thư HOA@xom-moi.ABC nhé", [P.EMAIL]),
        ("Ở 12/3 Đồi Cao, tổ Tám", [P.ADDRESS]),
        ("Ở 12/3 doi cao to tam, Thanh Bình", [P.ADDRESS]),
        ("Ở 12/3 ĐỒI CAO.", [P.ADDRESS]),
        # her commune is published
        ("Ở xã Thanh Bình, tỉnh Bình An.", []),
        # the office's own contacts, however they are written
        ("Xin gọi 0271 3822 111 hoặc +84 271 3822112.", []),
        ("Xin gửi về phananh@BINHAN.example.", []),
        ("Đến số 1 đường Trung Tâm, phường Tân Phú.", []),
        ("Đến nhà số 1 Trung Tâm.", []),
        # its neighbours are not the office
        ("Xin gọi 0271 3822 113.", [P.PHONE]),
        ("Đến số 3 đường Trung Tâm.", [P.ADDRESS]),
        # what was hidden before is not found again
        ("Tên [đã ẩn tên], ở [đã ẩn địa chỉ], gọi [đã ẩn số điện thoại].", []),
    ],
)
def test_it_proposes_what_to_hide(text: str, kinds: list[PersonalData]) -> None:
    assert [each.kind for each in found_in(text)] == kinds


@pytest.mark.parametrize("mark", MARKS.values())
def test_it_never_takes_a_mark_for_a_name(mark: str) -> None:
    for name in ("Lê Văn Ẩn", "Trần Thị Số", "Nguyễn Thư"):
        assert found_in(mark, About(name)) == []
    assert set(MARKS) == set(PersonalData)


def test_it_looks_at_every_field_and_names_it() -> None:
    texts = {"title": "Bà Hoa hỏi", "question": "Ổn", "answer": "Gọi 0987 654 321"}
    found = proposals(texts, SENDER, office=NO_CONTACTS)
    assert [(each.field, each.found) for each in found] == [("title", "Hoa"), ("answer", "0987 654 321")]
    assert len({each.mark for each in found}) == 2


def test_it_names_the_same_thing_in_one_field_once() -> None:
    (one,) = found_in("Gọi 0987 654 321, nhắc lại: +84 987.654.321.")
    assert len(one.findings) == 2
    assert hidden(one.whole, [one]) == "Gọi [đã ẩn số điện thoại], nhắc lại: [đã ẩn số điện thoại]."


def test_it_hides_what_was_chosen_and_leaves_the_rest_as_typed() -> None:
    text = "  Bà Hoa,\n số 0987 654 321 và a@b.vn  "
    found = found_in(text)
    assert hidden(text, found[1:]) == "  Bà Hoa,\n số [đã ẩn số điện thoại] và [đã ẩn thư điện tử]  "
    assert found_in(hidden(text, found)) == []


def test_it_keeps_naming_a_proposal_while_the_text_around_it_changes() -> None:
    (one,), (other,) = found_in("Gọi 0987 654 321."), found_in("Xin gọi số +84 987654321 giúp.")
    assert one.mark == other.mark


@pytest.mark.parametrize(
    ("kind", "written", "key"),
    [
        (P.PHONE, "+84 (912) 345-678", "0912345678"),
        (P.PHONE, "912 345 678", "0912345678"),  # behind "Zalo"
        (P.PHONE, "không chín 12 345 678", "không chín 12 345 678"),  # digits alone would be another's
        (P.NATIONAL_ID, "072 085.001-234", "072085001234"),
        (P.PLATE, "70-A1 234.56", "70A123456"),
        (P.EMAIL, "Hoa @ Gmail.com", "hoa@gmail.com"),
        (P.SENDER_NAME, "Hoa", "Hoa"),
        (P.SENDER_NAME, "hoa", "hoa"),  # a flower is not the sender
        (P.ADDRESS, "Số 12\n Lê Lợi", "số 12 lê lợi"),
    ],
)
def test_it_compares_without_regard_to_writing(kind: PersonalData, written: str, key: str) -> None:
    assert key_of(kind, written) == key


@pytest.mark.parametrize(
    ("dismissed", "left"),
    [
        (set(), 2),
        ({(P.PHONE, "0987654321")}, 1),  # in every writing
        ({(P.PHONE, "0987654322")}, 2),  # another number
        ({(P.TAX_CODE, "0987654321")}, 2),  # the same digits as something else
        ({(P.PHONE, "0987654321"), (P.SENDER_NAME, "Hoa")}, 0),
    ],
)
def test_it_stays_open_until_hidden_or_dismissed(dismissed: set[tuple[PersonalData, str]], left: int) -> None:
    found = found_in("Gọi +84 987 654 321 gặp bà Hoa.")
    assert len(open_proposals(found, dismissed)) == left


def test_it_shows_the_words_around() -> None:
    (one,) = found_in("a " * 100 + "gọi 0987 654 321 nhé " + "b " * 100)
    assert one.before.startswith("…")
    assert one.before.endswith("gọi ")
    assert one.after.startswith(" nhé")
    assert one.after.endswith("…")


@pytest.mark.parametrize("address", ["", "xã Thanh Bình", "Số", ", ,"])
def test_it_takes_no_commune_for_an_address(address: str) -> None:
    about = About("", OwnContact("", "", address))
    assert found_in("Ở xã Thanh Bình, số tổ.", about) == []
