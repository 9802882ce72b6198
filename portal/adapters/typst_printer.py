"""Formal documents set as PDF by Typst."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from portal.adapters.apology_words import apology_words
from portal.adapters.look_up_code import look_up_code
from portal.adapters.settable import breakable, settable
from portal.adapters.signature_room import Room
from portal.domain.apology_letter import ApologyLetter
from portal.domain.letter_form import Paper
from portal.domain.official_paper import ended, padded_number, place_and_date, recipient_lines
from portal.domain.surveys.poster import SurveyPoster
from portal.lazily import Lazily
from portal.ports import AnswerDocument, Refused

if TYPE_CHECKING:
    import typst

    from portal.adapters import signature_fields
else:
    typst = Lazily("typst")
    signature_fields = Lazily("portal.adapters.signature_fields")

FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"

# For archives (PDF/A-2, level A) and for those who have it read aloud (PDF/UA-1).
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]

APOLOGIES = {Paper.A5: "apology_form.typ", Paper.A4: "apology_letter.typ"}
# Points; the decree leaves 13 to 14 for the body of an official letter.
SIZES = {Paper.A5: (11.0, 10.5, 10.0), Paper.A4: (14.0, 13.5, 13.0)}


class TypstPrinter:
    """Sets documents from the Typst sources in a folder, with the portal's own fonts alone."""

    def __init__(self, sources: Path) -> None:
        self._sources = sources
        self._known_fonts: typst.Fonts | None = None

    def answer(self, document: AnswerDocument) -> bytes:
        """The document as PDF/A with its fonts embedded. Raises Refused when it cannot be set."""
        return self._set("answer.typ", answer_data(document), document.dated)[0]

    def apology(self, letter: ApologyLetter, paper: Paper) -> bytes:
        """The letter as PDF/A; unless it is a draft, with the places to be signed. Raises Refused."""
        data = apology_data(letter, paper)
        pdf, room = self._fitted(paper, data, letter.dated)
        if letter.is_draft or room is None:
            return pdf
        return signature_fields.with_signature_fields(pdf, room, seal=letter.seal_across)

    def poster(self, poster: SurveyPoster, paper: Paper) -> bytes:
        """The poster as PDF/A with its fonts embedded. Raises Refused when it cannot be set."""
        return self._set("poster.typ", poster_data(poster, paper), poster.dated)[0]

    def _fitted(self, paper: Paper, data: dict[str, Any], dated: datetime) -> tuple[bytes, Room | None]:
        """On one page in the largest letters that allow it; what needs two pages has them in large letters."""
        source, (size, *smaller) = APOLOGIES[paper], SIZES[paper]
        largest = pdf, room = self._set(source, {**data, "size": size}, dated)
        for size in smaller:
            if room is None or room.page == 1:
                return pdf, room
            pdf, room = self._set(source, {**data, "size": size}, dated)
        return (pdf, room) if room is not None and room.page == 1 else largest

    def report(self, data: dict[str, Any], dated: datetime) -> bytes:
        """A report as PDF/A. Raises Refused."""
        return self._set("report.typ", data, dated)[0]

    def drawing(self, svg: str, *, width: float, dots_per_inch: int) -> bytes:
        """A picture given as SVG, so many points wide, as PNG: for papers that take no SVG. Raises Refused."""
        try:
            compiler = self._compiler("picture.typ", {"svg": svg, "width": width})
            return cast(bytes, compiler.compile(format="png", ppi=dots_per_inch))
        except typst.TypstError as error:
            raise Refused("the picture cannot be drawn") from error

    def _compiler(self, source: str, data: dict[str, Any]) -> "typst.Compiler":
        return typst.Compiler(
            self._sources / source,
            root=self._sources,
            font_paths=self._fonts(),
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(data)},
        )

    def _set(self, source: str, data: dict[str, Any], dated: datetime) -> tuple[bytes, Room | None]:
        try:
            compiler = self._compiler(source, data)
            pdf = compiler.compile(
                format="pdf", pdf_standards=STANDARDS, timestamp=dated.replace(microsecond=0)
            )
            rooms = json.loads(compiler.query("<signature-room>", field="value"))
        except typst.TypstError as error:
            raise Refused("the document cannot be set") from error
        return cast(bytes, pdf), Room(**rooms[0]) if rooms else None

    def _fonts(self) -> "typst.Fonts":
        if self._known_fonts is None:
            self._known_fonts = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
            )
        return self._known_fonts


def answer_data(document: AnswerDocument) -> dict[str, Any]:
    """The pieces of an answer as the layout takes them, worded by NĐ 30/2020, Annex I."""
    return {
        "title": settable(f"V/v {document.about}"),
        "parent_agency": settable(document.parent_agency),
        "agency": settable(document.agency),
        "number": settable(padded_number(document.number)),
        "place_and_date": settable(place_and_date(document.place, document.dated)),
        "about": breakable(settable(document.about)),
        "addressee": settable(document.addressee),
        "paragraphs": [breakable(settable(words)) for words in ended(document.paragraphs)],
        "signer_capacity": settable(document.signer_capacity).splitlines(),
        "signer_name": settable(document.signer_name),
        "recipients": [settable(line) for line in recipient_lines(document.recipients)],
        "is_draft": document.is_draft,
    }


def apology_data(letter: ApologyLetter, paper: Paper) -> dict[str, Any]:
    """The pieces of a letter of apology as the layouts take them."""
    code = look_up_code(letter.look_up, "svg").decode() if letter.look_up else ""
    return {**asdict(apology_words(letter, paper)), "look_up_code": code}


def poster_data(poster: SurveyPoster, paper: Paper) -> dict[str, Any]:
    """The pieces of a poster as the layout takes them."""
    return {
        "paper": paper.value.upper(),
        "title": settable(f"Mời Ông/Bà đánh giá – {poster.point}"),
        "agency": settable(poster.agency),
        "unit_vi": settable(poster.unit_vi),
        "unit_en": settable(poster.unit_en),
        "point": settable(poster.point),
        "address": settable(poster.typed_address),
        "code": look_up_code(poster.address, "svg").decode(),
        "alt": settable(f"Mã QR của phiếu khảo sát: {poster.typed_address}"),
        "help_vi": settable(f"Cần giúp, xin gọi {poster.hotline}." if poster.hotline else ""),
        "help_en": settable(f"For help, call {poster.hotline}." if poster.hotline else ""),
    }
