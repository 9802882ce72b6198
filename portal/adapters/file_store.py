"""Files kept on a disk."""

import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from portal.adapters.atomic import write_whole
from portal.ports import Unavailable

_KEY = re.compile(r"[0-9a-f]{32}")


class DiskStore:
    """Keeps files in two levels of folders under random keys, so that no folder grows long."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Store a file and return its key. Raises Unavailable when the disk does not take it."""
        key = secrets.token_hex(16)
        try:
            write_whole(self._path(key), content)
        except OSError as error:
            raise Unavailable("the disk did not take the file") from error
        return key

    def open(self, key: str) -> BinaryIO:
        """The file, to be closed by the caller. Raises KeyError when there is none."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError:
            raise KeyError(key) from None

    def delete(self, key: str) -> None:
        """Forget a file; forgetting one that is gone, or never was, is no error."""
        with suppress(KeyError):
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Where a key's file lies. Only what `put` could have made is a key: no path leads outside."""
        if not _KEY.fullmatch(key):
            raise KeyError(key)
        return self._folder / key[:2] / key[2:4] / key
