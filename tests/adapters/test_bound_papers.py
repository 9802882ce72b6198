"""Papers bound together for the printer: every page, with what shows on it."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import ImageChops
from pypdf import PdfReader

from portal.adapters.bound_papers import PaperBinder
from portal.adapters.typst_printer import TypstPrinter
from portal.domain.letter_form import Paper
from portal.ports import Refused
from tests.support.keys import signed_and_sealed
from tests.support.letters import late_letter, letter
from tests.support.machine import pdf_tools
from tests.support.pdf import drawn

SOURCES = Path(__file__).resolve().parents[2] / "templates" / "letters"


@pytest.fixture(scope="module")
def papers() -> list[bytes]:
    """A signed letter on A4, and a form on A5."""
    printer = TypstPrinter(SOURCES)
    return [signed_and_sealed(printer.apology(letter(), Paper.A4)), printer.apology(late_letter(), Paper.A5)]


def test_it_binds_every_page_in_order(papers: list[bytes]) -> None:
    bound = PdfReader(BytesIO(PaperBinder().bind(papers)))
    apart = [page for paper in papers for page in PdfReader(BytesIO(paper)).pages]
    assert [page.extract_text() for page in bound.pages] == [page.extract_text() for page in apart]
    assert [page.mediabox for page in bound.pages] == [page.mediabox for page in apart]


@pytest.mark.skipif(pdf_tools() is None, reason="Poppler is not here")
def test_signature_and_seal_are_printed(papers: list[bytes]) -> None:
    bound = PaperBinder().bind(papers)
    difference = ImageChops.difference(drawn(bound), drawn(papers[0]))
    assert difference.getbbox() is None


def test_the_copy_is_no_signed_paper(papers: list[bytes]) -> None:
    assert PdfReader(BytesIO(PaperBinder().bind(papers))).get_fields() is None


def test_it_refuses_what_it_cannot_read() -> None:
    with pytest.raises(Refused):
        PaperBinder().bind([b"no paper at all"])
