"""PDF files as a reader sees them: their words, where they stand, and how the pages look."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from PIL import Image
from pypdf import PageObject, PdfReader

MILLIMETRE = 72 / 25.4
Piece = tuple[str, float, float, float]


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pieces(page: PageObject) -> Iterator[Piece]:
    """The pieces of text of a page: what, how far from the left and the top in mm, how large in points."""
    found: list[Piece] = []

    def visit(text: str, current: list[float], matrix: list[float], font: object, size: float) -> None:
        left = matrix[4] * current[0] + current[4]
        top = float(page.mediabox.height) - (matrix[5] * current[3] + current[5])
        if text.strip():
            found.append((
                text.strip(),
                left / MILLIMETRE,
                top / MILLIMETRE,
                abs(size * matrix[0] * current[0]),
            ))

    page.extract_text(visitor_text=visit)
    return iter(found)


def place_of(page: PageObject, words_of: str) -> tuple[float, float]:
    """How far from the left and the top of a page the first piece with these words begins, in mm."""
    return next((left, top) for text, left, top, _ in pieces(page) if words_of in text)


def drawn(pdf: bytes, page: int = 1, dots: int = 100) -> Image.Image:
    """A page as Poppler draws it, signatures and all, so many dots an inch."""
    command = ["pdftoppm", "-r", str(dots), "-f", str(page), "-l", str(page), "-png", "-"]
    result = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(BytesIO(result.stdout)).convert("RGB")


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What Poppler finds of the signatures, without asking who vouches for them."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    result = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False)
    return result.stdout


def fields_of(page: PageObject) -> list[Any]:
    """The form fields of a page, as dictionaries."""
    return [annotation.get_object() for annotation in cast(list[Any], page.get("/Annots", []))]
