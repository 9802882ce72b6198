"""The formal document, read back from the PDF."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from portal.adapters.settable import settable
from portal.adapters.typst_printer import TypstPrinter
from portal.domain.time import VIETNAM
from portal.ports import AnswerDocument, Refused
from tests.support.pdf import MILLIMETRE, pieces, words

SOURCES = Path(__file__).resolve().parents[2] / "templates" / "letters"

DOCUMENT = AnswerDocument(
    parent_agency="UBND tỉnh Bình An",
    agency="Sở Công Thương",
    number="15/SCT-QLTM",
    place="Bình An",
    dated=datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM),
    about="trả lời phản ánh về cửa hàng xăng dầu",
    addressee="Ông Nguyễn Văn Tám",
    paragraphs=(
        "Sở Công Thương nhận được phản ánh của Ông ngày 16 tháng 11 năm 2026 và trả lời như sau.",
        "Sở đã lập biên bản theo Nghị định số 99/2020/NĐ-CP.",
    ),
    signer_capacity="KT. Giám đốc\nPhó Giám đốc",
    signer_name="Trần Thị Minh Nguyệt",
    recipients=("Như trên", "Lưu: VT, QLTM"),
    is_draft=False,
)

Printed = Callable[..., PdfReader]


@pytest.fixture(scope="module")
def printer() -> TypstPrinter:
    return TypstPrinter(SOURCES)


@pytest.fixture
def printed(printer: TypstPrinter) -> Printed:
    """Prints the document with these changes and opens what came out."""
    return lambda **changes: PdfReader(BytesIO(printer.answer(replace(DOCUMENT, **changes))))


def test_it_says_what_an_official_letter_says(printed: Printed) -> None:
    text = words(printed())
    for part in (
        "UBND TỈNH BÌNH AN",
        "SỞ CÔNG THƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 15/SCT-QLTM",
        "Bình An, ngày 20 tháng 11 năm 2026",
        "V/v trả lời phản ánh về cửa hàng",
        "Kính gửi: Ông Nguyễn Văn Tám",
        "Sở đã lập biên bản theo Nghị định số 99/2020/NĐ-CP./.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Trần Thị Minh Nguyệt",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, QLTM.",
    ):
        assert part in text


def test_it_is_a4_with_the_margins_of_the_decree(printed: Printed) -> None:
    (page,) = printed(paragraphs=("Nội dung trả lời. " * 60,)).pages
    assert (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) == (210, 297)
    lefts = [left for text, left, _, _ in pieces(page)]
    assert min(lefts) == pytest.approx(30, abs=0.5)


def test_it_is_made_for_archives_and_for_reading_aloud(printed: Printed) -> None:
    reader = printed()
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "A")
    assert {"/OutputIntents", "/StructTreeRoot", "/MarkInfo"} <= set(reader.root_object)
    assert str(reader.root_object["/Lang"]) == "vi-VN"


def test_it_tells_what_it_is(printed: Printed) -> None:
    metadata = printed().metadata
    assert metadata is not None
    assert metadata.title == "V/v trả lời phản ánh về cửa hàng xăng dầu"
    assert metadata.author == "Sở Công Thương"
    assert metadata.creation_date == DOCUMENT.dated


def test_it_carries_its_fonts(printed: Printed) -> None:
    (page,) = printed().pages
    embedded, left_out = page._get_fonts()
    assert {font.partition("+")[2] for font in embedded} == {
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
    }
    assert left_out == set()


def test_it_comes_out_the_same_each_time(printer: TypstPrinter) -> None:
    assert printer.answer(DOCUMENT) == printer.answer(DOCUMENT)


def test_it_numbers_pages_from_the_second_in_the_middle_of_the_top_margin(printed: Printed) -> None:
    reader = printed(paragraphs=("Nội dung trả lời của cơ quan. " * 40,) * 5)
    assert len(reader.pages) == 3
    for number, page in enumerate(reader.pages, start=1):
        tops = [(text, left, size) for text, left, top, size in pieces(page) if top < 20]
        if number == 1:
            assert tops == []
            continue
        ((text, left, size),) = tops
        assert (text, size) == (str(number), 13)
        # the middle between the margins, 30 and 190 mm
        assert left == pytest.approx(110, abs=2)


def test_it_never_leaves_a_signature_alone_on_a_page(printed: Printed) -> None:
    lengths = [printed(paragraphs=("Nội dung trả lời.",) * count) for count in range(14, 26)]
    assert {len(reader.pages) for reader in lengths} == {1, 2}
    for reader in lengths:
        last = reader.pages[-1].extract_text()
        assert "Trần Thị Minh Nguyệt" in last
        assert "Nội dung trả lời./." in last


def test_it_marks_every_page_of_a_draft(printed: Printed) -> None:
    paragraphs = ("Nội dung trả lời. " * 120,) * 3
    reader = printed(is_draft=True, paragraphs=paragraphs)
    assert len(reader.pages) > 1
    for page in reader.pages:
        assert "DỰ THẢO" in " ".join(page.extract_text().split())
    assert "DỰ THẢO" not in words(printed(paragraphs=paragraphs))


HOSTILE = '#panic("x") #read("/etc/passwd") *đậm* _nghiêng_ $x^2$ [a] \\ // "\' <b> @ref `mã` = #{ https://a.example'


@pytest.mark.parametrize(
    "changes",
    [
        {"paragraphs": (HOSTILE,)},
        {"about": HOSTILE},
        {"addressee": HOSTILE},
        {"signer_name": HOSTILE},
        {"recipients": (HOSTILE,)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_it_prints_words_and_runs_none(printed: Printed, changes: dict[str, object]) -> None:
    text = words(printed(**changes)).replace(" ", "")
    assert HOSTILE.replace(" ", "") in text


def test_it_prints_a_square_for_what_its_font_lacks(printed: Printed) -> None:
    text = words(printed(paragraphs=("Cảm ơn 😀 漢 \ue000 xong \u200bvà\ttiếp\u2028dòng mới",)))
    assert "Cảm ơn □ □ □ xong và tiếp dòng mới./." in text


def test_it_has_a_shape_for_all_it_lets_pass(printed: Printed) -> None:
    """One character without a shape and PDF/A cannot be written."""
    every = "".join(char for code in range(0x20, 0x2700) if settable(char := chr(code)) == char)
    assert len(every) > 1000
    printed(paragraphs=(every,), about=every, signer_name=every, recipients=(every,), place=every)


def test_it_prints_with_next_to_nothing(printed: Printed) -> None:
    reader = printed(
        parent_agency="", number="", about="", addressee="", paragraphs=(), signer_capacity="", recipients=()
    )
    assert "Số:" in words(reader)


def test_it_refuses_when_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "answer.typ").write_text("#panic()")
    with pytest.raises(Refused):
        TypstPrinter(tmp_path).answer(DOCUMENT)


def test_it_is_quick(printer: TypstPrinter) -> None:
    """A preview is printed while somebody waits."""
    printer.answer(DOCUMENT)
    begun = datetime.now(UTC)
    for number in range(5):
        printer.answer(replace(DOCUMENT, number=f"{number}/SCT"))
    assert datetime.now(UTC) - begun < timedelta(seconds=5)
