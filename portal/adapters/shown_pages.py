"""What a PDF shows and does, as a fingerprint: words, drawings, fonts, pictures, scripts; signatures are left out.

Two files with the same fingerprint look the same on paper, even when another program has arranged the file anew.
"""

import hashlib
import re
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

MOST_OBJECTS = 50_000
DEEPEST = 60
MOST_PAGES = 50

_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_HOW_IT_IS_STORED = {"/Length", "/Filter", "/DecodeParms", "/DL"}
_UNSEEN = {"/Parent", "/P", "/StructParent", "/StructParents", "/ProcSet", "/Metadata", "/PieceInfo"}
_BLANKS = re.compile(rb"[\x00\t\n\x0c\r ]+")


class _Fingerprint:
    """A digest over a graph of objects, the same however they are numbered."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._seen: dict[Any, int] = {}
        self._left = MOST_OBJECTS

    def hex(self) -> str:
        return self._digest.hexdigest()

    def raw(self, content: bytes) -> None:
        self._digest.update(b"%d:" % len(content) + content)

    def add(self, value: Any, depth: int = 0) -> None:
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            raise PdfReadError("more objects than a letter has")
        if isinstance(value, generic.IndirectObject):
            if value.reference in self._seen:
                return self.raw(b"again %d" % self._seen[value.reference])
            self._seen[value.reference] = len(self._seen)
            value = value.get_object()
        if isinstance(value, generic.DictionaryObject):
            return self._add_dictionary(value, depth)
        if isinstance(value, generic.ArrayObject):
            self.raw(b"array %d" % len(value))
            for item in value:
                self.add(value=item, depth=depth + 1)
            return None
        return self.raw(_plain(value))

    def _add_dictionary(self, value: generic.DictionaryObject, depth: int) -> None:
        is_stream = isinstance(value, generic.StreamObject)
        left_out = _UNSEEN | _HOW_IT_IS_STORED if is_stream else _UNSEEN
        names = sorted(name for name in value if name not in left_out)
        self.raw(b"dictionary %d" % len(names))
        for name in names:
            self.raw(name.encode())
            self.add(value.raw_get(name), depth + 1)
        if isinstance(value, generic.StreamObject):
            self.raw(value.data)


def shown(reader: PdfFileReader) -> str:
    """The fingerprint of all pages. Raises what reading a broken file raises."""
    count = int(reader.root["/Pages"]["/Count"])
    if not 0 < count <= MOST_PAGES:
        raise PdfReadError("more pages than a letter has")
    fingerprint = _Fingerprint()
    for name in ("/OpenAction", "/AA"):
        fingerprint.add(reader.root.get(name, generic.NullObject()))
    for name in ("/JavaScript", "/EmbeddedFiles"):
        fingerprint.add(reader.root.get("/Names", generic.DictionaryObject()).get(name, generic.NullObject()))
    for number in range(count):
        page = reader.find_page_for_modification(number)[0].get_object()
        for name in _INHERITED:
            fingerprint.raw(name.encode())
            fingerprint.add(_inherited(page, name))
        fingerprint.raw(_drawing(page))
        for annotation in page.get("/Annots", ()):
            _add_annotation(fingerprint, annotation)
    return fingerprint.hex()


def _add_annotation(fingerprint: _Fingerprint, annotation: Any) -> None:
    """Links, notes and stamps are seen; the fields of signatures are what may be added."""
    described = annotation.get_object()
    parent = described.get("/Parent", {})
    if described.get("/Subtype") != "/Widget" or described.get("/FT", parent.get("/FT")) != "/Sig":
        fingerprint.add(described)


def _inherited(page: generic.DictionaryObject, name: str) -> Any:
    for _ in range(DEEPEST):
        if name in page:
            return page.raw_get(name)
        if "/Parent" not in page:
            return generic.NullObject()
        page = page["/Parent"]
    raise PdfReadError("pages without end")


def _drawing(page: generic.DictionaryObject) -> bytes:
    """The instructions that draw a page, blanks unified; a frame that other programs put around is taken off."""
    contents = page.get("/Contents", generic.ArrayObject())
    pieces = contents if isinstance(contents, generic.ArrayObject) else [contents]
    words = _BLANKS.sub(b" ", b" ".join(piece.get_object().data for piece in pieces)).strip()
    return (
        words[2:-2] if words.startswith(b"q ") and words.endswith(b" Q") and _is_one_frame(words) else words
    )


def _is_one_frame(words: bytes) -> bool:
    """Whether the first q belongs to the last Q."""
    depth = 0
    tokens = words.split(b" ")
    for place, token in enumerate(tokens):
        depth += (token == b"q") - (token == b"Q")
        if depth == 0:
            return place == len(tokens) - 1
    return False


def _plain(value: Any) -> bytes:
    if isinstance(value, generic.BooleanObject):
        return b"yes" if value.value else b"no"
    if isinstance(value, float | int) or hasattr(value, "as_integer_ratio"):
        return b"%.5f" % float(value)
    if isinstance(value, generic.TextStringObject):
        return b"text " + value.encode("utf-16-be", "surrogatepass")
    if isinstance(value, bytes):
        return b"bytes " + value
    if isinstance(value, generic.NullObject):
        return b"nothing"
    return b"name " + str(value).encode("utf-8", "surrogatepass")
