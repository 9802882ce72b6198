"""In which encoding a text was saved: UTF-8, UTF-16 with its mark, or Windows-1258. No letter is ever replaced."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from portal.adapters.tables.limits import Limits
from portal.domain.imports.tables import TableTrouble, UnreadableTable

CHUNK = 256 * 1024
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_LETTERS = "àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ"
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
# In Windows-1258 a mark follows its vowel. Older encodings (TCVN3, VNI) give other letters when read as this one.
_VIETNAMESE = re.compile(
    rf"[\x00-\x7f{_LETTERS}“”‘’–—…•«°€₫²³\xa0]*(?:(?<=[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[{_MARKS}]"
    rf"[\x00-\x7f{_LETTERS}“”‘’–—…•«°€₫²³\xa0]*)*"
)


def text_encoding(file: BinaryIO, limits: Limits) -> str:
    """The name of the encoding that the whole file decodes in; afterwards it stands at its beginning.

    Raises UnreadableTable with the line of the first byte that makes no sense, of a NUL, or of an endless line.
    """
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableTable(TableTrouble.ENCODING, 1)
    if head.startswith(UTF_16):
        _refuse(_undecodable(file, "utf-16"))
        return "utf-16"
    _check_lines(file, limits)
    wrong_at = _undecodable(file, "utf-8-sig")
    if wrong_at is None:
        return "utf-8-sig"
    if not head.startswith(codecs.BOM_UTF8) and _is_windows_1258(file):
        return "cp1258"
    raise UnreadableTable(TableTrouble.ENCODING, wrong_at)


def _refuse(line: int | None) -> None:
    if line is not None:
        raise UnreadableTable(TableTrouble.ENCODING, line)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
    file.seek(0)


def _check_lines(file: BinaryIO, limits: Limits) -> None:
    line, length = 1, 0
    for chunk in _chunks(file):
        if b"\x00" in chunk:
            raise UnreadableTable(TableTrouble.BINARY, line + chunk[: chunk.index(b"\x00")].count(b"\n"))
        last = chunk.rfind(b"\n")
        length = len(chunk) - last - 1 if last >= 0 else length + len(chunk)
        line += chunk.count(b"\n")
        if length > limits.line:
            raise UnreadableTable(TableTrouble.LONG_LINE, line)


def _undecodable(file: BinaryIO, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk in _chunks(file):
        try:
            line += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            good = codecs.decode(error.object[: error.start], error.encoding, "ignore")
            file.seek(0)
            return line + good.count("\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _is_windows_1258(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("cp1258")()
    last = ""
    for chunk in _chunks(file):
        try:
            text = last + decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
        # A byte order of UTF-8 read as Windows-1258, or an older encoding, shows by letters Vietnamese has not.
        if not _VIETNAMESE.fullmatch(text):
            return False
        last = text[-1:] if not unicodedata.combining(text[-1:] or " ") else ""
    return True
