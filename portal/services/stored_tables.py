"""Stored files of rows: put on the local disk for reading, and looked into."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.domain.imports.fields import Field, recogniser
from portal.domain.imports.tables import Cell
from portal.domain.imports.values import shown
from portal.ports import FileStore, Ports, TableReader

SAMPLES = 3
LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class SampledColumn:
    """A column of a file and what stands in its first rows."""

    header: str
    values: tuple[str, ...]


@contextmanager
def local_copy(files: FileStore, key: str) -> Iterator[Path]:
    """A stored file on the local disk, as long as it is read. Raises KeyError, Unavailable."""
    with TemporaryDirectory(prefix="portal-import-") as folder:
        path = Path(folder) / "table"
        with files.open(key) as stored, path.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        yield path


def sampled_columns(tables: TableReader, path: Path, fields: Sequence[Field]) -> tuple[SampledColumn, ...]:
    """The columns of a file with some of their values. Raises UnreadableTable."""
    with tables.open(path, recogniser(fields)) as table:
        rows = list(islice(table.rows, SAMPLES))
        return tuple(
            SampledColumn(header, tuple(_sample(row.cells.get(header)) for row in rows))
            for header in table.headers
            if header
        )


def stored_columns(ports: Ports, key: str, fields: Sequence[Field]) -> tuple[SampledColumn, ...]:
    """The same of a stored file."""
    with local_copy(ports.files, key) as path:
        return sampled_columns(ports.tables, path, fields)


def _sample(cell: Cell) -> str:
    text = " ".join(shown(cell).split())
    return text if len(text) <= LONGEST_SAMPLE else text[: LONGEST_SAMPLE - 1] + "…"
