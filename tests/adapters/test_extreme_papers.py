"""Papers with more than any layout was made for: nothing runs out of the page, nobody signs an empty sheet."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from portal.adapters.settable import breakable
from portal.adapters.typst_printer import TypstPrinter
from portal.adapters.word_letters import WordLetters
from portal.domain.letter_form import Paper
from portal.domain.official_paper import LONGEST_LINE, MOST_LINES
from portal.ports import AnswerDocument
from tests.adapters.test_typst_printer import DOCUMENT, SOURCES
from tests.support.letters import letter
from tests.support.pdf import MILLIMETRE, pieces, words

# As many and as long as a list of recipients may be.
RECIPIENTS = tuple(f"{number} {'Trung tâm kiểm định ' * 9}"[:LONGEST_LINE] for number in range(MOST_LINES))
END = "Hết phần trả lời"


@pytest.fixture(scope="module")
def printer() -> TypstPrinter:
    return TypstPrinter(SOURCES)


def lowest(reader: PdfReader) -> float:
    """How near anything comes to the bottom of its page, in millimetres."""
    return min(
        float(page.mediabox.height) / MILLIMETRE - top
        for page in reader.pages
        for _text, _left, top, _size in pieces(page)
    )


def answered(printer: TypstPrinter, document: AnswerDocument) -> PdfReader:
    return PdfReader(BytesIO(printer.answer(document)))


@pytest.mark.parametrize("paper", Paper)
def test_more_recipients_than_a_page_holds_go_on_to_the_next(printer: TypstPrinter, paper: Paper) -> None:
    made = letter(recipients=RECIPIENTS)
    reader = PdfReader(BytesIO(printer.apology(made, paper)))
    assert all(f"- {number} Trung" in words(reader) for number in range(MOST_LINES))
    assert lowest(reader) > 9


def test_so_they_do_under_an_answer(printer: TypstPrinter) -> None:
    assert lowest(answered(printer, replace(DOCUMENT, recipients=RECIPIENTS * 2))) > 19


def test_the_last_words_still_stand_with_the_signature(printer: TypstPrinter) -> None:
    for lines in range(34, 40):
        reader = answered(printer, replace(DOCUMENT, paragraphs=("\n".join(["Nội dung."] * lines), END)))
        signed = next(page for page in reader.pages if DOCUMENT.signer_name in page.extract_text())
        assert END in signed.extract_text()


@pytest.mark.parametrize("word", ["A" * 300, "https://gopy.binhan.example?" + "x" * 200])
def test_a_word_longer_than_a_line_is_broken(printer: TypstPrinter, word: str) -> None:
    (page,) = answered(printer, replace(DOCUMENT, paragraphs=(word, END))).pages
    lines = [line for line in page.extract_text().splitlines() if line.strip("\u200b ").endswith(word[-9:])]
    assert lines
    assert max(map(len, lines)) < 100


@pytest.mark.parametrize(
    ("words_of", "expected"),
    [
        ("A" * 31, "A" * 30 + "\u200bA"),
        ("A" * 30, "A" * 30),
        ("nghị định 20/2008/NĐ-CP " * 9, "nghị định 20/2008/NĐ-CP " * 9),
    ],
)
def test_other_words_stay_as_they_are(words_of: str, expected: str) -> None:
    assert breakable(words_of) == expected


@pytest.mark.parametrize("paper", Paper)
def test_in_word_too_the_last_words_keep_to_the_signature(paper: Paper) -> None:
    document = Document(BytesIO(WordLetters().apology(letter(), paper)))
    body = document.element.body
    foot = body.findall(qn("w:tbl"))[-1]
    gap = foot.getprevious()
    last = gap.getprevious()
    assert "".join(last.itertext()).endswith("./.")
    assert all(each.pPr.find(qn("w:keepNext")) is not None for each in (gap, last))
    assert last.getprevious().pPr.find(qn("w:keepNext")) is None
