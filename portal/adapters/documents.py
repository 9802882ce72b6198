"""Uploaded documents: looked through, never opened or changed."""

import re
import zipfile
import zlib
from io import BytesIO

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A thesis with pictures has some hundred parts and unpacks to some ten megabytes.
MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_CONTENT_TYPES = 1024 * 1024

# What `zipfile` raises over broken archives; RuntimeError over encrypted ones.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PART = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = re.compile(r"(^|/)vba(project|data)[^/]*$", re.IGNORECASE)
_LEADS_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|\x00")


class NoDocument(Exception):
    """Not a document of this type, or one with macros."""


class Damaged(Exception):
    """A document that is cut off or put together wrongly."""


class TooLarge(Exception):
    """A document that unpacks to more than any letter needs."""


def check_pdf(content: bytes) -> None:
    """Raises Damaged for a PDF whose end is missing. Encrypted ones pass: they are kept, not read."""
    if b"%%EOF" not in content[-2048:]:
        raise Damaged


def check_docx(content: bytes) -> None:
    """Raises NoDocument, Damaged or TooLarge unless this is a whole Word document without macros."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            _check_content_types(archive)
            broken = archive.testzip()
    except _BROKEN as error:
        raise Damaged from error
    if broken:
        raise Damaged


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if _CONTENT_TYPES not in names or any(_MACROS.search(name) for name in names):
        raise NoDocument
    _check_names(names)
    if not {part.compress_type for part in parts} <= _COMPRESSIONS:
        raise Damaged
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TooLarge


def _check_names(names: list[str]) -> None:
    # Of two parts with one name, one program reads the first and another the second.
    if any(_LEADS_OUTSIDE.search(name) for name in names) or len(set(names)) != len(names):
        raise Damaged


def _check_content_types(archive: zipfile.ZipFile) -> None:
    with archive.open(_CONTENT_TYPES) as part:
        listed = part.read(MOST_CONTENT_TYPES)
    if _MAIN_PART not in listed or b"macroEnabled" in listed or b"vbaProject" in listed:
        raise NoDocument
