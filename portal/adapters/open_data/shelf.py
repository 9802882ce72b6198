"""Editions of the open data on the disk: each table as CSV and as JSON, written side by side in one pass."""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from portal.adapters.open_data import recompute
from portal.domain.open_data.tables import OpenTable
from portal.ports import OpenFiles

SCRIPT = "recompute.py"


class DiskShelf:
    """Keeps editions in a folder, one below it for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, folder: Path, files: OpenFiles) -> None:
        """Write everything beside the folder, then put it in its place. Raises OSError."""
        folder = folder.absolute()
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        try:
            for table, rows in files.tables:
                write_table(beside, table, rows)
            for name, text in files.texts.items():
                (beside / name).write_text(text, encoding="utf-8")
            shutil.copyfile(recompute.__file__, beside / SCRIPT)
            beside.chmod(0o755)
            put_in_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def keep(self, name: str, files: OpenFiles) -> None:
        """Write an edition below the folder of the shelf. Raises OSError."""
        self.write(self._folder / name, files)

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

    def path(self, name: str, file: str) -> Path | None:
        """A file by the names that `kept` tells, and by no other."""
        return self._folder / name / file if file in self.kept().get(name, {}) else None


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
            writer.writerow(row)
            document.write(f"{before}{json.dumps(row, ensure_ascii=False)}")
            before = ",\n"
        document.write("\n]}\n")


def put_in_place(beside: Path, folder: Path) -> None:
    """Put a finished folder where another may be: readers find the old one or the new one, never half of one."""
    if not folder.exists():
        beside.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-old-"))
    try:
        folder.rename(old / folder.name)
        beside.rename(folder)
    finally:
        shutil.rmtree(old, ignore_errors=True)
