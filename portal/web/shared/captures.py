"""Stored files on their way to a browser: never run there, never guessed at, never kept by others."""

from io import BytesIO
from typing import BinaryIO, Protocol

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue

from portal.web.shared.acting import ports

# Drawn anew by us when they came in, so they may be shown; everything else is for saving.
SHOWN = {"image/jpeg", "image/png"}


class Stored(Protocol):
    """What is known of a file besides its content."""

    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def file_key(self) -> str: ...
    @property
    def thumbnail_key(self) -> str: ...


def stored_file(file: Stored) -> ResponseReturnValue:
    """The file itself. Answers 404 when the store has lost it."""
    return _sent(file.file_key, file.media_type, name=file.name)


def stored_thumbnail(file: Stored) -> ResponseReturnValue:
    """The small picture of a file. Answers 404 when there is none."""
    return _sent(file.thumbnail_key, "image/jpeg", name=file.name)


def stored_picture(key: str, media_type: str, *, name: str, etag: str) -> ResponseReturnValue:
    """A picture for everybody, which never changes under its address but may be gone tomorrow."""
    try:
        content = ports().files.open(key)
    except KeyError:
        abort(404)
    response = send_file(content, mimetype=media_type, download_name=name, etag=etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def stored_letter(key: str, *, name: str) -> ResponseReturnValue:
    """A signed PDF. Answers 404 when the store has lost it."""
    return _sent(key, "application/pdf", name=name)


def _sent(key: str, media_type: str, *, name: str) -> ResponseReturnValue:
    try:
        content = ports().files.open(key)
    except KeyError:
        abort(404)
    return _handed(content, media_type, name=name)


def held_file(content: bytes, media_type: str, *, name: str) -> ResponseReturnValue:
    """A file that is in memory, because it is kept sealed."""
    return _handed(BytesIO(content), media_type, name=name)


def _handed(content: BinaryIO, media_type: str, *, name: str) -> ResponseReturnValue:
    response = send_file(
        content, mimetype=media_type, as_attachment=media_type not in SHOWN, download_name=name
    )
    response.headers["Cache-Control"] = "no-store"
    return response
