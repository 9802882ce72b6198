"""How official papers write numbers, dates and recipients (NĐ 30/2020, Annex I)."""

from datetime import UTC, datetime

import pytest

from portal.domain.official_paper import (
    date_words,
    ended,
    is_too_long,
    listed,
    moment_words,
    padded_number,
    place_and_date,
    recipient_lines,
    signer_capacity,
)
from portal.domain.time import VIETNAM


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        # days below 10 and the months 1 and 2 are padded, the others not
        (datetime(2026, 2, 5, tzinfo=VIETNAM), "Bình An, ngày 05 tháng 02 năm 2026"),
        (datetime(2026, 1, 15, tzinfo=VIETNAM), "Bình An, ngày 15 tháng 01 năm 2026"),
        (datetime(2026, 3, 9, tzinfo=VIETNAM), "Bình An, ngày 09 tháng 3 năm 2026"),
        (datetime(2026, 12, 31, tzinfo=VIETNAM), "Bình An, ngày 31 tháng 12 năm 2026"),
        # already tomorrow in Việt Nam
        (datetime(2026, 12, 31, 17, tzinfo=UTC), "Bình An, ngày 01 tháng 01 năm 2027"),
    ],
)
def test_it_words_the_date(dated: datetime, said: str) -> None:
    assert place_and_date("Bình An", dated) == said
    assert date_words(dated) == said.removeprefix("Bình An, ")


def test_it_words_the_date_of_an_office_without_a_place() -> None:
    assert place_and_date("", datetime(2026, 3, 9, tzinfo=VIETNAM)) == "Ngày 09 tháng 3 năm 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 2, 5, 16, 30, tzinfo=VIETNAM), "16 giờ 30, ngày 05 tháng 02 năm 2026"),
        (datetime(2026, 11, 24, 8, 0, tzinfo=VIETNAM), "08 giờ 00, ngày 24 tháng 11 năm 2026"),
        # kept in UTC, told in Việt Nam
        (datetime(2026, 11, 23, 18, 5, tzinfo=UTC), "01 giờ 05, ngày 24 tháng 11 năm 2026"),
    ],
)
def test_it_words_an_hour(moment: datetime, said: str) -> None:
    assert moment_words(moment) == said


@pytest.mark.parametrize(
    ("number", "printed_as"),
    [
        ("5/SCT-QLTM", "05/SCT-QLTM"),
        ("15/SCT-QLTM", "15/SCT-QLTM"),
        ("0/SCT", "00/SCT"),
        ("123/SCT", "123/SCT"),
        ("/SCT-QLTM", "\xa0" * 8 + "/SCT-QLTM"),
        ("", "\xa0" * 8),
    ],
)
def test_it_words_the_number(number: str, printed_as: str) -> None:
    assert padded_number(number) == printed_as


@pytest.mark.parametrize(
    ("paragraphs", "printed_as"),
    [
        (("Một.", "Hai."), ["Một.", "Hai./."]),
        (("Hai", "  "), ["Hai./."]),
        (("Đã xong./.",), ["Đã xong./."]),
        ((), ["./."]),
    ],
)
def test_it_ends_the_words(paragraphs: tuple[str, ...], printed_as: list[str]) -> None:
    assert ended(paragraphs) == printed_as


@pytest.mark.parametrize(
    ("recipients", "printed_as"),
    [
        (("Như trên", "Lưu: VT"), ["- Như trên;", "- Lưu: VT."]),
        (("- Như trên;", "- Lưu: VT, QLTM."), ["- Như trên;", "- Lưu: VT, QLTM."]),
        ((), []),
    ],
)
def test_it_lists_who_receives_it(recipients: tuple[str, ...], printed_as: list[str]) -> None:
    assert recipient_lines(recipients) == printed_as


@pytest.mark.parametrize(
    ("post", "capacity"),
    [
        ("Phó Giám đốc Sở", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"),
        ("Giám đốc Trung tâm", "GIÁM ĐỐC"),
        ("Phó Chủ tịch UBND phường", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
        ("Trưởng phòng", "TRƯỞNG PHÒNG"),
        ("Chánh Văn phòng Sở", "CHÁNH VĂN PHÒNG"),
        ("", ""),
    ],
)
def test_a_deputy_signs_for_the_head(post: str, capacity: str) -> None:
    assert signer_capacity(post) == capacity


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("", ()),
        ("  \n - \n;", ()),
        ("UBND tỉnh Bình An", ("UBND tỉnh Bình An",)),
        # as it stands on papers, or as somebody types who knows them
        ("- UBND tỉnh;\r\n- Sở Nội vụ;\n– Lưu: VT, VP.", ("UBND tỉnh", "Sở Nội vụ", "Lưu: VT, VP")),
    ],
)
def test_it_reads_a_list_as_it_was_typed(typed: str, lines: tuple[str, ...]) -> None:
    assert listed(typed) == lines


@pytest.mark.parametrize(
    ("lines", "too_long"),
    [(("a" * 200,) * 20, False), (("a",) * 21, True), (("a" * 201,), True), ((), False)],
)
def test_a_paper_has_room_for_so_many(lines: tuple[str, ...], too_long: bool) -> None:
    assert is_too_long(lines) is too_long
