"""The folder of an index: whole indexes beside one another and a note that names the one in use."""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.adapters.atomic import write_whole
from portal.adapters.search.schema import VERSION
from portal.ports import Unavailable

_NAME = re.compile(rf"index-{VERSION}-[0-9a-f]{{16}}")


class Generations:
    """Where the index in use lies, and how the next one takes its place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "in-use"

    def in_use(self) -> Path:
        """The folder of the index in use. Raises Unavailable when there is none this release can read."""
        try:
            name = self._note.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise Unavailable("there is no search index") from None
        if not _NAME.fullmatch(name):
            raise Unavailable("the search index is stale")
        return self._folder / name

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """An empty folder for a new index, which is put in use if the block ends well."""
        new = self._folder / f"index-{VERSION}-{secrets.token_hex(8)}"
        new.mkdir(mode=0o700, parents=True)
        try:
            yield new
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        self._use(new)

    def _use(self, new: Path) -> None:
        """Swap at once; readers keep the old index, whose files are removed at the next change."""
        old = self._note.read_text(encoding="ascii").strip() if self._note.exists() else ""
        write_whole(self._note, new.name.encode("ascii"))
        for other in self._folder.glob("index-*"):
            if other.name not in {new.name, old}:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, for one process at a time. Raises Unavailable when another one writes."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._folder / "writing", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise Unavailable("another process writes the search index") from error
        finally:
            os.close(handle)
