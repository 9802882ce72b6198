"""What a file is, by its first bytes; what its name says is never asked."""

import re
from enum import StrEnum
from typing import BinaryIO

from portal.domain.imports.tables import TableTrouble, UnreadableTable

HEAD = 4096
CHUNK = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which a workbook with a password is wrapped, as its directory spells it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BM",
    b"{\\rtf",
)
_MARKUP = re.compile(
    rb"^\s*(<!doctype|<\?xml|<html|<head|<meta|<style|<table|<!--|mime-version:|<workbook)", re.IGNORECASE
)


class FileKind(StrEnum):
    """What can be read."""

    WORKBOOK = "workbook"
    TEXT = "text"


def file_kind(file: BinaryIO) -> FileKind:
    """Whether a file is a packed workbook or text; afterwards it stands at its beginning. Raises UnreadableTable."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableTable(TableTrouble.EMPTY if len(head) < HEAD else TableTrouble.BINARY)
    if head.startswith(b"PK"):
        return FileKind.WORKBOOK
    if head.startswith(_OLE):
        raise UnreadableTable(
            TableTrouble.PASSWORD if _holds(file, _ENCRYPTED) else TableTrouble.OLD_WORKBOOK
        )
    if head.startswith(_OTHERS):
        raise UnreadableTable(TableTrouble.BINARY)
    if _MARKUP.match(_plain(head)):
        raise UnreadableTable(TableTrouble.MARKUP)
    return FileKind.TEXT


def _plain(head: bytes) -> bytes:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    before = b""
    while chunk := file.read(CHUNK):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False
