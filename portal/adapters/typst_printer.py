"""Formal documents set as PDF by Typst."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.lazily import Lazily
from portal.ports import AnswerDocument, Refused

if TYPE_CHECKING:
    import typst
else:
    typst = Lazily("typst")

FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"

# For archives (PDF/A-2, level A) and for those who have it read aloud (PDF/UA-1).
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]

# What the letters' font can set, as far as letters need it. PDF/A allows no character without a shape, and
# one smiley in an answer must not keep the answer from being printed.
_CANNOT_BE_SET = re.compile(
    "[^\n\x20-\x7e\xa0-\u036f\u1e00-\u1e99\u1ea0-\u1ef9\u2010\u2012-\u2022\u2026\u2030\u2032\u2033"
    "\u2039\u203a\u2074-\u2079\u2080-\u2089\u20ab\u20ac\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265"
    "\u25a0\u25a1\u25cf\u25e6]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_SPACES = str.maketrans({
    "\t": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    **dict.fromkeys("\u2002\u2003\u2009\u202f", " "),
})
_TO_BE_NUMBERED = "\xa0" * 8


class TypstPrinter:
    """Sets documents from the Typst sources in a folder, with the portal's own fonts alone."""

    def __init__(self, sources: Path) -> None:
        self._sources = sources
        self._known_fonts: typst.Fonts | None = None

    def answer(self, document: AnswerDocument) -> bytes:
        """The document as PDF/A with its fonts embedded. Raises Refused when it cannot be set."""
        return self._set("answer.typ", answer_data(document), document.dated)

    def _set(self, source: str, data: dict[str, Any], dated: datetime) -> bytes:
        if self._known_fonts is None:
            self._known_fonts = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
            )
        try:
            return typst.compile(
                self._sources / source,
                root=self._sources,
                font_paths=self._known_fonts,
                ignore_system_fonts=True,
                sys_inputs={"letter": json.dumps(data)},
                pdf_standards=STANDARDS,
                timestamp=dated.replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise Refused("the document cannot be set") from error


def answer_data(document: AnswerDocument) -> dict[str, Any]:
    """The pieces of an answer as the layout takes them, worded by NĐ 30/2020, Annex I."""
    return {
        "title": settable(f"V/v {document.about}"),
        "parent_agency": settable(document.parent_agency),
        "agency": settable(document.agency),
        "number": settable(padded_number(document.number)),
        "place_and_date": settable(place_and_date(document.place, document.dated)),
        "about": settable(document.about),
        "addressee": settable(document.addressee),
        "paragraphs": [settable(words) for words in ended(document.paragraphs)],
        "signer_capacity": settable(document.signer_capacity).splitlines(),
        "signer_name": settable(document.signer_name),
        "recipients": [settable(line) for line in recipient_lines(document.recipients)],
        "is_draft": document.is_draft,
    }


def settable(words: str) -> str:
    """The words without what the font has no shape for, which a square stands for."""
    return _CANNOT_BE_SET.sub("□", _INVISIBLE.sub("", nfc(words).translate(_SPACES)))


def padded_number(number: str) -> str:
    """Numbers below 10 have a 0 before them; one not given yet has its place left open."""
    if not number or number.startswith("/"):
        return _TO_BE_NUMBERED + number
    return re.sub(r"^(?=\d(?!\d))", "0", number)


def place_and_date(place: str, dated: datetime) -> str:
    """Days below 10 and the months 1 and 2 have a 0 before them, so that none can be added later."""
    day = local_day(dated)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02} tháng {month} năm {day.year}"


def ended(paragraphs: tuple[str, ...]) -> list[str]:
    """The paragraphs, the last with the mark that ends an official letter."""
    *before, last = [words.strip() for words in paragraphs if words.strip()] or [""]
    return [*before, f"{last.removesuffix('./.').rstrip('.')}./."]


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """One line each: "- …;", the last "- Lưu: VT, …."."""
    bare = [line.strip().lstrip("- ").rstrip(";.") for line in recipients]
    return [f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1)]
