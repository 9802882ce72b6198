"""Many papers bound into one file to be printed, with everything that shows on their pages."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from portal.lazily import Lazily
from portal.ports import Refused

if TYPE_CHECKING:
    from pyhanko.pdf_utils import generic, misc, reader, writer
else:
    generic = Lazily("pyhanko.pdf_utils.generic")
    misc = Lazily("pyhanko.pdf_utils.misc")
    reader = Lazily("pyhanko.pdf_utils.reader")
    writer = Lazily("pyhanko.pdf_utils.writer")

# What of a page is needed to show it; its place in the structure of its own document is not.
SHOWN = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate")
PRINTED = 4  # ISO 32000-1, 12.5.3: the flag of a mark that shows on paper


class PaperBinder:
    """Puts the pages of papers behind one another; signatures show, but the copy is signed no more."""

    def bind(self, papers: Iterable[bytes]) -> bytes:
        """All pages in one PDF, in the order given. Raises Refused when one of them cannot be read."""
        bound = writer.PdfFileWriter()
        for paper in papers:
            try:
                _append(bound, reader.PdfFileReader(BytesIO(paper)))
            except misc.PdfError as error:
                raise Refused("the paper cannot be read") from error
        out = BytesIO()
        bound.write(out)
        return out.getvalue()


def _append(bound: Any, source: Any) -> None:
    for number in range(int(source.root["/Pages"]["/Count"])):
        page = source.find_page_for_modification(number)[0].get_object()
        bound.insert_page(_copied(bound, page))


def _copied(bound: Any, page: Any) -> Any:
    copy = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Page")})
    for name in SHOWN:
        found = _inherited(page, name)
        if found is not None:
            copy[generic.pdf_name(name)] = bound.import_object(found)
    marks = [each.get_object() for each in _entry(page, "/Annots") or ()]
    shown = [mark for mark in marks if _shows(mark)]
    if shown:
        copy[generic.pdf_name("/Annots")] = generic.ArrayObject(_mark(bound, mark) for mark in shown)
    return copy


def _inherited(page: Any, name: str) -> Any:
    """An entry of a page, or of the pages above it."""
    while page is not None:
        if name in page:
            return page.raw_get(name)
        page = _entry(page, "/Parent")
    return None


def _entry(dictionary: Any, name: str) -> Any:
    """What an entry leads to; None without one. The library's own `get` stops at the reference."""
    found = dictionary.get(name)
    return found.get_object() if found is not None else None


def _shows(mark: Any) -> bool:
    appearance = _entry(mark, "/AP")
    return appearance is not None and "/N" in appearance and "/Rect" in mark


def _mark(bound: Any, mark: Any) -> Any:
    """What a signature shows on the page, as a stamp: the signature itself stays with its own file."""
    stamp = {
        "/Type": generic.pdf_name("/Annot"),
        "/Subtype": generic.pdf_name("/Stamp"),
        "/F": generic.NumberObject(PRINTED),
        "/Rect": bound.import_object(mark.raw_get("/Rect")),
        "/AP": bound.import_object(mark.raw_get("/AP")),
    }
    entries = {generic.pdf_name(name): value for name, value in stamp.items()}
    return bound.add_object(generic.DictionaryObject(entries))
