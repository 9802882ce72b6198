"""Uploads made safe: recognised by content, pictures drawn anew, documents looked through."""

import filetype

from portal.adapters import documents, pictures
from portal.adapters.documents import DOCX, PDF
from portal.adapters.file_names import clean_name
from portal.adapters.pictures import HEIC, JPEG, PNG
from portal.ports import FileProblem, ReadyFile

MOST_BYTES = 10 * 1024 * 1024

EXTENSIONS = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf", DOCX: ".docx"}

_RECOGNISED = {"image/jpeg": JPEG, "image/png": PNG, "image/apng": PNG, "application/pdf": PDF}
# The brands of pictures coded with HEVC (ISO/IEC 23008-12); "mif1" may be anything, and the decoder says.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class Inspector:
    """Takes JPEG, PNG, HEIC, PDF and DOCX."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes

    def inspect(self, name: str, content: bytes) -> ReadyFile:
        """The file as it may be kept. Raises FileProblem."""
        try:
            return self._ready(name, content)
        except documents.NoDocument as error:
            raise FileProblem("type", clean_name(name)) from error
        except (documents.Damaged, pictures.Damaged) as error:
            raise FileProblem("damaged", clean_name(name)) from error
        except (documents.TooLarge, pictures.TooManyPixels) as error:
            raise FileProblem("size", clean_name(name)) from error

    def _ready(self, name: str, content: bytes) -> ReadyFile:
        if not content:
            raise FileProblem("empty", clean_name(name))
        if len(content) > self._most_bytes:
            raise FileProblem("size", clean_name(name))
        media_type = _recognised(content)
        if media_type in {JPEG, PNG, HEIC}:
            return self._picture(name, content, media_type)
        if media_type == PDF:
            documents.check_pdf(content)
        else:
            documents.check_docx(content)
        return ReadyFile(clean_name(name, EXTENSIONS[media_type]), media_type, content)

    def _picture(self, name: str, content: bytes, media_type: str) -> ReadyFile:
        picture = pictures.drawn_anew(content, media_type, most_bytes=self._most_bytes)
        return ReadyFile(
            clean_name(name, EXTENSIONS[picture.media_type]),
            picture.media_type,
            picture.content,
            picture.thumbnail,
        )


def _recognised(content: bytes) -> str:
    """The type of a file by its first bytes; what it is called says nothing. Raises NoDocument."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    if content.startswith(b"PK\x03\x04"):
        return DOCX
    media_type = _RECOGNISED.get(filetype.guess_mime(content) or "")
    if media_type is None:
        raise documents.NoDocument
    return media_type
