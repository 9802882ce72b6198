"""Folders of editions: put in their place as a whole, nothing deleted that is not theirs, leavings cleared away."""

import json
import re
import shutil
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from portal.domain.open_data.package import NAME
from portal.domain.open_data.read_me import CHECKSUMS

DICTIONARY, READ_ME, SCRIPT, ARCHIVE = "datapackage.json", "README.md", "recompute.py", f"{NAME}.zip"
# Whoever is still at a folder has written to it within this time.
UNTOUCHED = timedelta(minutes=30)
_LEFT = re.compile(r"\.(?P<name>\d{4}-\d{2})-(?P<old>old-)?\w{8}")


def check_own(folder: Path) -> None:
    """Whatever is in the folder will be deleted. Raises FileExistsError, NotADirectoryError."""
    if not folder.exists():
        return
    theirs = sorted({each.name for each in folder.iterdir()} - _own_names(folder))
    if theirs:
        told = ", ".join(theirs[:5])
        raise FileExistsError(f"{folder} holds what is not of the open data and would be deleted: {told}")


def _own_names(folder: Path) -> set[str]:
    """The files of an edition, as its own dictionary tells them; none where there is no such dictionary."""
    try:
        package = json.loads((folder / DICTIONARY).read_text(encoding="utf-8"))
        if package["name"] != NAME:
            return set()
        tables = [Path(each["path"]) for each in package["resources"]]
    except (OSError, ValueError, TypeError, KeyError):
        return set()
    files = {each.with_suffix(ending).name for each in tables for ending in (".csv", ".json")}
    return {DICTIONARY, READ_ME, SCRIPT, CHECKSUMS, ARCHIVE} | files


def folder_beside(folder: Path) -> Path:
    """A new hidden folder beside another, in which it is made."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))


def put_in_place(beside: Path, folder: Path) -> None:
    """Put a finished folder where another may be: readers find the old one or the new one, never half of one.

    Where the new one cannot be put, the old one is put back. Raises OSError.
    """
    if not folder.exists():
        beside.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-old-"))
    old = aside / folder.name
    folder.rename(old)
    try:
        beside.rename(folder)
    except OSError:
        old.rename(folder)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def clear_away(shelf: Path) -> None:
    """Delete what killed workers have left on a shelf; an edition that was being replaced comes back."""
    for left in shelf.iterdir() if shelf.is_dir() else ():
        match = _LEFT.fullmatch(left.name)
        if match is None or not left.is_dir() or not _is_untouched(left):
            continue
        old = left / match["name"]
        if match["old"] and old.is_dir() and not (shelf / match["name"]).exists():
            old.rename(shelf / match["name"])
        shutil.rmtree(left, ignore_errors=True)


def _is_untouched(folder: Path) -> bool:
    touched = folder.stat().st_mtime
    for each in folder.iterdir():
        with suppress(FileNotFoundError):  # gone in the meantime
            touched = max(touched, each.stat().st_mtime)
    return touched < time.time() - UNTOUCHED.total_seconds()
