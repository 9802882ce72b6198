"""Letters of apology as PDF: the form on A5, the official letter on A4."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from pypdf import PdfReader

from portal.adapters.look_up_code import look_up_code
from portal.adapters.typst_printer import TypstPrinter, apology_data
from portal.domain.apology_letter import ApologyLetter, Standing
from portal.domain.letter_form import DOSSIER_FORMS, LetterForm, Paper
from portal.ports import Refused
from tests.support.letters import (
    LETTER,
    LOOK_UP,
    SIZES_ON_A4,
    case_letter,
    late_case_letter,
    late_letter,
    letter,
)
from tests.support.machine import pdf_tools
from tests.support.pdf import MILLIMETRE, drawn, fields_of, pieces, place_of, words

SOURCES = Path(__file__).resolve().parents[2] / "templates" / "letters"
LONG = "Hồ sơ phải lấy ý kiến của nhiều cơ quan và kiểm tra thực tế nhiều lần. " * 60

Printed = Callable[[ApologyLetter, Paper], PdfReader]


@pytest.fixture(scope="module")
def printer() -> TypstPrinter:
    return TypstPrinter(SOURCES)


@pytest.fixture
def printed(printer: TypstPrinter) -> Printed:
    """Prints a letter and opens what came out."""
    return lambda made, paper: PdfReader(BytesIO(printer.apology(made, paper)))


def every_kind() -> list[ApologyLetter]:
    """Both forms, in all three standings."""
    ordinary = [
        letter(form=form, standing=standing)
        for form, standing in itertools.product(DOSSIER_FORMS, (Standing.AHEAD, Standing.OVERDUE))
    ]
    return [*ordinary, *(late_letter(form=form) for form in DOSSIER_FORMS)]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("made", every_kind(), ids=lambda made: f"{made.form}-{made.standing}")
def test_it_says_the_whole_letter_on_one_page(printed: Printed, paper: Paper, made: ApologyLetter) -> None:
    reader = printed(made, paper)
    assert len(reader.pages) == 1
    said = words(reader)
    for part in (
        "UBND TỈNH BÌNH AN",
        "SỞ CÔNG THƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/PXL-SCT",
        "Bình An, ngày 20 tháng 11 năm 2026",
        "Kính gửi: Ông Nguyễn Văn Tám",
        "0912 345 678",
        "H08.12-261103-0042",
        "Cấp Giấy chứng nhận đủ điều kiện kinh doanh xăng dầu",
        "16 giờ 30, ngày 24 tháng 11 năm 2026",
        "Lý do: Việc kiểm tra thực tế",
        "xin lỗi Ông/Bà",
        "./.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Trần Thị Minh Nguyệt",
        "Nơi nhận:",
        "- Lưu: VT, QLTM.",
    ):
        assert part in said
    assert ("16 giờ 30, ngày 01 tháng 12 năm 2026" in said) is not made.apology_only


@pytest.mark.parametrize("form", DOSSIER_FORMS)
def test_it_carries_the_title_of_its_form(printed: Printed, form: LetterForm) -> None:
    made = letter(form=form)
    assert made.title.upper() in words(printed(made, Paper.A5))
    assert made.legal_basis in words(printed(made, Paper.A5))
    assert f"V/v {made.about}" in words(printed(made, Paper.A4))


@pytest.mark.parametrize(("paper", "size"), [(Paper.A5, (148, 210)), (Paper.A4, (210, 297))])
def test_it_has_the_size_of_its_paper(printed: Printed, paper: Paper, size: tuple[int, int]) -> None:
    (page,) = printed(letter(), paper).pages
    assert (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) == size


def test_it_keeps_the_measures_of_the_decree_on_a4(printed: Printed) -> None:
    """Law §4.4: margins, sizes, the indent of 1.27 cm."""
    (page,) = printed(letter(), Paper.A4).pages
    found = list(pieces(page))
    assert min(left for _, left, _, _ in found) == pytest.approx(30, abs=0.5)
    assert min(top for _, _, top, _ in found) == pytest.approx(20 + 12 / 72 * 25.4, abs=1.5)
    sizes = {text: size for text, _, _, size in found}
    lefts = {text: left for text, left, _, _ in found}
    begun = next(text for text in lefts if text.startswith("Ngày 03 tháng 11"))
    assert lefts[begun] == pytest.approx(30 + 12.7, abs=0.2)
    for start, size in SIZES_ON_A4.items():
        assert next(at for text, at in sizes.items() if text.startswith(start)) == size, start


@pytest.mark.parametrize("paper", Paper)
def test_it_is_made_for_archives_and_for_reading_aloud(printed: Printed, paper: Paper) -> None:
    reader = printed(letter(), paper)
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "A")
    assert {"/OutputIntents", "/StructTreeRoot", "/MarkInfo"} <= set(reader.root_object)
    assert reader.metadata is not None
    assert reader.metadata.author == "Sở Công Thương"


def test_it_carries_its_fonts(printed: Printed) -> None:
    (page,) = printed(letter(), Paper.A5).pages
    embedded, left_out = page._get_fonts()
    assert {font.partition("+")[2].partition("-")[0] for font in embedded} == {"LiberationSerif"}
    assert left_out == set()


def test_it_has_both_places_to_be_signed_known_to_those_who_listen(printed: Printed) -> None:
    (page,) = printed(letter(), Paper.A4).pages
    fields = fields_of(page)
    assert [field["/T"] for field in fields] == ["personal_signature", "agency_seal"]
    # Read aloud, and printed with the page (PDF/A-2, 6.3.2).
    assert all(field["/TU"] and "/StructParent" in field and field["/F"] & 4 for field in fields)
    assert all("/N" in field["/AP"] and "/V" not in field for field in fields)


@pytest.mark.parametrize("paper", Paper)
def test_it_gives_a_draft_no_place_to_be_signed(printed: Printed, paper: Paper) -> None:
    reader = printed(letter(is_draft=True, number=""), paper)
    assert "MẪU DỰ THẢO" in words(reader)
    assert all("/Annots" not in page for page in reader.pages)


@pytest.mark.parametrize("paper", Paper)
def test_it_marks_every_page_of_a_sample(printed: Printed, paper: Paper) -> None:
    reader = printed(letter(is_sample=True, reason=LONG), paper)
    assert len(reader.pages) > 1
    assert all("MẪU" in page.extract_text() for page in reader.pages)
    assert "MẪU" not in words(printed(letter(), paper)).replace("Mẫu số 04", "")


@pytest.mark.parametrize("paper", Paper)
def test_it_numbers_long_letters_and_signs_them_below_their_last_words(
    printed: Printed, paper: Paper
) -> None:
    for length in range(4, 26, 3):
        made = letter(reason="Hồ sơ phải lấy ý kiến của nhiều cơ quan. " * length)
        reader = printed(made, paper)
        last = reader.pages[-1].extract_text()
        assert "Trần Thị Minh Nguyệt" in last
        assert "phối hợp./." in " ".join(last.split())
    long = printed(letter(reason=LONG), paper)
    top = 11 if paper is Paper.A5 else 20
    for number, page in enumerate(long.pages, start=1):
        heads = [text for text, _, height, _ in pieces(page) if height < top]
        assert heads == ([] if number == 1 else [str(number)])


@pytest.mark.parametrize(("paper", "sizes"), [(Paper.A5, {11, 10.5, 10}), (Paper.A4, {14, 13.5, 13})])
def test_it_sets_smaller_letters_to_spare_a_page(printed: Printed, paper: Paper, sizes: set[float]) -> None:
    found: dict[int, set[float]] = {1: set(), 2: set()}
    for length in range(0, 52, 2):
        reader = printed(letter(reason=f"Quá tải{', chờ ý kiến của cơ quan khác' * length}"), paper)
        (size,) = {round(at, 1) for text, _, _, at in pieces(reader.pages[0]) if text.startswith("Lý do")}
        found[len(reader.pages)].add(size)
    # What takes two pages all the same is set as large as ever.
    assert {min(sizes), max(sizes)} <= found[1] <= sizes
    assert found[2] == {max(sizes)}


@pytest.mark.parametrize("paper", Paper)
def test_it_keeps_the_places_on_the_page_of_the_signature(printed: Printed, paper: Paper) -> None:
    reader = printed(letter(reason=LONG), paper)
    assert ["/Annots" in page for page in reader.pages] == [False] * (len(reader.pages) - 1) + [True]
    last = reader.pages[-1]
    height = float(last.mediabox.height)
    rectangle = [float(edge) for edge in fields_of(last)[0]["/Rect"]]
    _, title = place_of(last, "PHÓ GIÁM ĐỐC")
    _, name = place_of(last, "Trần Thị")
    assert title < (height - rectangle[3]) / MILLIMETRE < (height - rectangle[1]) / MILLIMETRE < name


def test_it_leads_to_the_page_of_the_dossier(printed: Printed) -> None:
    assert apology_data(letter(), Paper.A5)["look_up_code"] == look_up_code(LOOK_UP, "svg").decode()
    assert LOOK_UP in words(printed(letter(), Paper.A4)).replace(" ", "").replace("\u200b", "")
    # Beside the room for the signature, however long it is.
    for paper in Paper:
        (page,) = printed(letter(), paper).pages
        room, _ = place_of(page, "Trần Thị")
        assert max(left for text, left, _, _ in pieces(page) if "code=" in text) < room
    assert apology_data(letter(look_up=""), Paper.A5)["look_up_code"] == ""
    assert "Theo dõi" not in words(printed(letter(look_up=""), Paper.A5))


@pytest.mark.skipif(pdf_tools() is None, reason="Poppler is not here")
@pytest.mark.parametrize(("paper", "edge", "side"), [(Paper.A5, 15, 15), (Paper.A4, 30, 18)])
def test_it_shows_the_code_of_the_address_whole(
    printer: TypstPrinter, paper: Paper, edge: int, side: int
) -> None:
    """Read off the drawn page, dot by dot, as a phone does."""
    pdf = printer.apology(letter(), paper)
    (page,) = PdfReader(BytesIO(pdf)).pages
    _, above = place_of(page, "- Lưu")
    _, below = place_of(page, "https:")
    scale = 300 / 25.4
    corners = (edge - 1, above + 1, edge + side + 0.5, below - 3)
    shown = drawn(pdf, dots=300).convert("L").crop(tuple(round(each * scale) for each in corners))  # type: ignore[arg-type]
    dark = shown.point([255] * 128 + [0] * 128)
    code = dark.crop(dark.getbbox())
    matrix = segno.make(LOOK_UP, error="m", micro=False).matrix
    across = len(matrix)
    assert code.width / scale == pytest.approx(side, abs=0.3)
    for row, column in itertools.product(range(across), repeat=2):
        at = (int((column + 0.5) * code.width / across), int((row + 0.5) * code.height / across))
        assert (code.getpixel(at) == 255) is bool(matrix[row][column])


HOSTILE = '#panic("x") #read("/etc/passwd") *đậm* _nghiêng_ $x^2$ [a] \\ // "\' <b> @ref `mã` #{ 😀 }'


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "name", ["reason", "procedure", "addressee", "signer_name", "counter", "agency", "place"]
)
def test_it_prints_words_and_runs_none(printed: Printed, paper: Paper, name: str) -> None:
    said = words(printed(letter(**{name: HOSTILE}), paper)).replace(" ", "").casefold()
    assert HOSTILE.replace("😀", "□").replace(" ", "").casefold() in said


@pytest.mark.parametrize("paper", Paper)
def test_it_prints_with_next_to_nothing(printed: Printed, paper: Paper) -> None:
    names = "parent_agency agency number place addressee address phone counter procedure dossier_code reason"
    nothing: dict[str, Any] = dict.fromkeys((*names.split(), "signer_capacity", "signer_name", "look_up"), "")
    bare = replace(LETTER, **nothing, recipients=())
    assert "Kính gửi:" in words(printed(bare, paper))


def test_it_refuses_when_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "apology_form.typ").write_text("#panic()")
    with pytest.raises(Refused):
        TypstPrinter(tmp_path).apology(letter(), Paper.A5)


# --- about a late answer --------------------------------------------------------------------------


@pytest.mark.parametrize("made", [case_letter(), late_case_letter()], ids=["overdue", "answered"])
def test_a_letter_about_a_late_answer_is_an_official_letter(printed: Printed, made: ApologyLetter) -> None:
    reader = printed(made, Paper.A4)
    assert len(reader.pages) == 1
    said = words(reader)
    for part in (
        "SỞ CÔNG THƯƠNG",
        "Số: 07/TXL-SCT",
        "Bình An, ngày 20 tháng 11 năm 2026",
        f"V/v {made.about}",
        "Kính gửi: Ông/Bà Nguyễn Văn Tám",
        "mã PA-7K3M-2XYC",
        "hết ngày 06 tháng 11 năm 2026",
        "Lý do: Việc đo điện áp",
        "chân thành xin lỗi Ông/Bà",
        "0271 1022",
        "./.",
        "- Lưu: VT, SCT.",
        "Theo dõi phản ánh tại:",
    ):
        assert part in said
    # Nothing of a dossier, of whose form it is not.
    assert "hồ sơ" not in said
    assert "Mẫu số" not in said
    assert ("chậm nhất vào ngày 01 tháng 12 năm 2026" in said) is not made.apology_only


def test_it_has_places_to_be_signed_unless_it_is_a_draft(printed: Printed) -> None:
    (whole,), (other,) = printed(case_letter(), Paper.A4).pages, printed(letter(), Paper.A4).pages
    assert len(fields_of(whole)) == len(fields_of(other)) == 2
    draft = printed(case_letter(is_draft=True), Paper.A4)
    assert not fields_of(draft.pages[0])
    assert "MẪU DỰ THẢO" in words(draft).replace("\xa0", " ")
