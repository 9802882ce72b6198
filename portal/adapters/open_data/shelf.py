"""Editions of the open data on the disk: each table as CSV and as JSON, written side by side in one pass."""

import csv
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import file_digest
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from portal.adapters.open_data import recompute
from portal.adapters.open_data.folders import (
    ARCHIVE,
    DICTIONARY,
    SCRIPT,
    check_own,
    clear_away,
    folder_beside,
    put_in_place,
)
from portal.domain.open_data.read_me import CHECKSUMS
from portal.domain.open_data.tables import OpenTable
from portal.domain.sheets import guarded
from portal.ports import OpenFiles


class DiskShelf:
    """Keeps editions in a folder, one below it for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, folder: Path, files: OpenFiles) -> None:
        """Write everything beside the folder, then put it in its place.

        Raises OSError; FileExistsError where something else is in the folder.
        """
        folder = folder.resolve()
        check_own(folder)
        _write(folder, files)

    def keep(self, name: str, files: OpenFiles) -> None:
        """Write an edition below the folder of the shelf. Raises OSError."""
        clear_away(self._folder)
        _write(self._folder / name, files)

    def kept(self) -> Mapping[str, Mapping[str, int]]:
        """What is there, the latest first."""
        if not self._folder.is_dir():
            return {}
        editions = sorted((each for each in self._folder.iterdir() if each.name[:1] != "."), reverse=True)
        return {
            each.name: {file.name: file.stat().st_size for file in sorted(each.iterdir()) if file.is_file()}
            for each in editions
            if each.is_dir()
        }

    def as_of(self, name: str) -> date | None:
        """The day an edition is as of, as its dictionary says."""
        dictionary = self.path(name, DICTIONARY)
        try:
            package = json.loads(dictionary.read_text(encoding="utf-8")) if dictionary else {}
            return date.fromisoformat(package["as_of"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def path(self, name: str, file: str) -> Path | None:
        """A file by the names that `kept` tells, and by no other."""
        return self._folder / name / file if file in self.kept().get(name, {}) else None


def _write(folder: Path, files: OpenFiles) -> None:
    beside = folder_beside(folder)
    try:
        for table, rows in files.tables:
            write_table(beside, table, rows)
        for name, text in files.texts.items():
            (beside / name).write_text(text, encoding="utf-8")
        shutil.copyfile(recompute.__file__, beside / SCRIPT)
        write_checksums(beside)
        write_archive(beside)
        beside.chmod(0o755)
        put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_table(folder: Path, table: OpenTable, rows: Iterable[Sequence[str]]) -> None:
    """A table as CSV, and as JSON with its heads once and a line for each row."""
    with (
        (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as sheet,
        (folder / f"{table.name}.json").open("w", encoding="utf-8") as document,
    ):
        writer = csv.writer(sheet)
        writer.writerow(table.heads)
        document.write(f'{{"fields": {json.dumps(table.heads)}, "rows": [')
        before = "\n"
        for row in rows:
            writer.writerow([guarded(each) for each in row])
            document.write(f"{before}{json.dumps(row, ensure_ascii=False)}")
            before = ",\n"
        document.write("\n]}\n")


def write_checksums(folder: Path) -> None:
    """What `sha256sum -c` reads."""
    lines = []
    for file in sorted(folder.iterdir()):
        with file.open("rb") as content:
            lines.append(f"{file_digest(content, 'sha256').hexdigest()}  {file.name}\n")
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def write_archive(folder: Path) -> None:
    """All files in one, the same for the same files."""
    files = sorted(folder.iterdir())
    with ZipFile(folder / ARCHIVE, "w", ZIP_DEFLATED) as archive:
        for file in files:
            entry = ZipInfo(file.name)  # of no time of its own
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with file.open("rb") as content, archive.open(entry, "w", force_zip64=True) as into:
                shutil.copyfileobj(content, into)
