"""Letters of apology for word processors, read back from the DOCX."""

import itertools
import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from portal.adapters.apology_words import apology_words
from portal.adapters.look_up_code import look_up_code
from portal.adapters.word_letters import TEMPLATES, WordLetters
from portal.domain.apology_letter import ApologyLetter
from portal.domain.letter_form import DOSSIER_FORMS, Paper
from tests.support.letters import (
    FOLLOW,
    LOOK_UP,
    SIZES_ON_A4,
    case_letter,
    late_case_letter,
    late_letter,
    letter,
)
from tools.build_letter_templates import TEMPLATES as BUILT


def written(made: ApologyLetter, paper: Paper) -> Document:
    return docx.Document(BytesIO(WordLetters().apology(made, paper)))


def said(document: Document) -> str:
    """All the words, in the order of the body."""
    texts = (node.text or "" for node in document.element.body.iter(qn("w:t")))
    return " ".join(" ".join(texts).split())


def kinds() -> list[ApologyLetter]:
    return [make(form=form) for make, form in itertools.product((letter, late_letter), DOSSIER_FORMS)]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("made", kinds(), ids=lambda made: f"{made.form}-{made.standing}")
def test_it_says_what_the_pdf_says(paper: Paper, made: ApologyLetter) -> None:
    words, text = apology_words(made, paper), said(written(made, paper))
    expected = [
        words.parent_agency.upper(),
        words.agency.upper(),
        f"Số: {words.number}",
        words.place_and_date,
        words.addressee,
        *words.paragraphs,
        *(line.upper() for line in words.signer_capacity),
        words.signer_name,
        *words.recipients,
        LOOK_UP,
    ]
    if paper is Paper.A5:
        expected += [words.title.upper(), words.legal_basis]
        expected += [part for fact in words.facts for part in (f"{fact.label}:", fact.words)]
    else:
        expected += [f"V/v {words.about}", f"({words.reached_at})"]
    assert [part for part in expected if part not in text] == []
    assert "{" not in text


@pytest.mark.parametrize(
    ("paper", "size", "margins"),
    [
        # NĐ 30/2020, Annex I: top and bottom 20-25, left 30-35, right 15-20
        (Paper.A4, (210, 297), (20, 20, 20, 30)),
        (Paper.A5, (148, 210), (11, 11, 10, 15)),
    ],
)
def test_it_has_the_measures_of_its_paper(
    paper: Paper, size: tuple[int, int], margins: tuple[int, int, int, int]
) -> None:
    (section,) = written(letter(), paper).sections
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    found = tuple(round(side.mm) for side in sides if side is not None)
    assert found == margins
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


@pytest.mark.parametrize("paper", Paper)
def test_it_names_times_new_roman_and_no_other_font(paper: Paper) -> None:
    document = written(letter(), paper)
    normal = document.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert all(node.get(qn("w:ascii")) is None for node in document.element.body.iter(qn("w:rFonts")))


def test_it_keeps_the_sizes_of_the_decree_on_a4() -> None:
    document = written(letter(), Paper.A4)
    runs = [
        run
        for paragraph in document.element.body.iter(qn("w:p"))
        for run in Paragraph(paragraph, document).runs
        if run.text.strip()
    ]
    sizes = {run.text: run.font.size.pt for run in runs if run.font.size is not None}
    for start, size in SIZES_ON_A4.items():
        assert next(at for text, at in sizes.items() if text.startswith(start)) == size, start
    body = next(line for line in document.paragraphs if line.text.startswith("Ngày 03 tháng 11"))
    assert body.paragraph_format.first_line_indent is not None
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert body.paragraph_format.space_after is not None
    assert body.paragraph_format.space_after.pt == 6
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


@pytest.mark.parametrize("paper", Paper)
def test_it_numbers_pages_from_the_second(paper: Paper) -> None:
    (section,) = written(letter(), paper).sections
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize("paper", Paper)
def test_it_marks_drafts_and_samples(paper: Paper) -> None:
    for changes, mark in (({"is_draft": True}, "MẪU DỰ\xa0THẢO"), ({"is_sample": True}, "MẪU"), ({}, "")):
        (section,) = written(letter(**changes), paper).sections
        for header in (section.header, section.first_page_header):
            assert header.paragraphs[0].text.strip() == mark


@pytest.mark.parametrize("paper", Paper)
def test_it_leads_to_the_page_of_the_dossier(paper: Paper) -> None:
    content = WordLetters().apology(letter(), paper)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        pictures = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    assert look_up_code(LOOK_UP, "png") in pictures
    bare = written(letter(look_up=""), paper)
    assert "Theo dõi" not in said(bare)
    assert not bare.inline_shapes


HOSTILE = "<w:t>x</w:t> & {{ letter }} {% raise %} {# no #} ]]> \x00\x0b 😀 \"'"


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", ["reason", "procedure", "addressee", "signer_name", "agency"])
def test_it_writes_words_and_follows_none(paper: Paper, name: str) -> None:
    text = said(written(letter(**{name: HOSTILE}), paper)).casefold()
    assert "<w:t>x</w:t> & {{ letter }} {% raise %} {# no #} ]]>" in text


def test_it_tells_what_it_is() -> None:
    properties = written(letter(), Paper.A5).core_properties
    assert properties.title == letter().title
    assert properties.author == "Sở Công Thương"


# --- the templates --------------------------------------------------------------------------------


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("name", BUILT)
def test_it_was_built_by_the_tool(name: str) -> None:
    """Run python -m tools.build_letter_templates and commit what it makes."""
    assert parts_of((TEMPLATES / name).read_bytes()) == parts_of(BUILT[name]())


def test_it_has_a_template_for_every_paper() -> None:
    assert {path.name for path in TEMPLATES.glob("*.docx")} == {f"apology_{paper}.docx" for paper in Paper}


@pytest.mark.parametrize("made", [case_letter(), late_case_letter()], ids=["overdue", "answered"])
def test_a_letter_about_a_late_answer_says_what_its_pdf_says(made: ApologyLetter) -> None:
    words, text = apology_words(made, Paper.A4), said(written(made, Paper.A4))
    expected = (f"Số: {words.number}", f"V/v {words.about}", *words.paragraphs, *words.recipients, FOLLOW)
    assert [part for part in expected if part not in text] == []
    assert "Theo dõi phản ánh tại:" in text
    assert "hồ sơ" not in text
    assert "{" not in text
