"""Importing dossiers: what a file would do, and doing it in one transaction (rules §8).

The same file twice changes nothing, good rows go in without the wrong ones, and what breaks off changes nothing.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from portal.domain.imports.dossier_rows import DossierRow
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.reasons import WrongRow
from portal.ports import TableReader
from portal.services.act import Act
from portal.services.dossier_plan import Fate, Known, Planned, Planner, existing_dossiers
from portal.services.promise_date import Promises
from portal.services.read_import import BATCH, OpenFile, known_to, of_another_unit, opened
from portal.services.write_dossiers import DossierWriter

Watch = Callable[[int], None]


def ignore(_rows: int) -> None:
    """Nobody watches how far the reading has come."""


@dataclass
class Counted:
    """What the rows of a file do; a row counts once, however much is wrong with it."""

    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0

    def add(self, planned: list[Planned]) -> None:
        """Count what good rows do."""
        self.new += sum(each.fate is Fate.NEW for each in planned)
        self.changed += sum(each.fate is Fate.CHANGED for each in planned)
        self.same += sum(each.fate is Fate.SAME for each in planned)

    @property
    def rows(self) -> int:
        """All rows so far."""
        return self.new + self.changed + self.same + self.wrong


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file on disk, and what its columns hold; without a mapping they are recognised by their headers."""

    path: Path
    mapping: ColumnMapping | None = None


@dataclass
class Preview:
    """What a file would do, and which columns were read as what."""

    headers: tuple[str, ...] = ()
    sheet: str = ""
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    counted: Counted = field(default_factory=Counted)


def preview_dossiers(
    act: Act,
    tables: TableReader,
    file: ImportFile,
    *,
    on_wrong: Callable[[WrongRow], None],
    watch: Watch = ignore,
) -> Preview:
    """What applying a file would do; changes nothing. Raises UnreadableTable, UnusableMapping."""
    known = known_to(act)
    with opened(act, tables, file.path, known=known, mapping=file.mapping) as opened_file:
        preview = Preview(opened_file.headers, opened_file.sheet, opened_file.mapping)
        planner = _planner(act, known, opened_file.mapping)
        for batch in opened_file.batches:
            planned, foreign = _plan(act, planner, list(batch.good), to_write=False)
            preview.counted.add(planned)
            wrong = [*batch.wrong, *(of_another_unit(row, opened_file.mapping) for row in foreign)]
            preview.counted.wrong += len(wrong)
            for row in sorted(wrong, key=lambda each: each.line):
                on_wrong(row)
            watch(preview.counted.rows)
    return preview


def apply_dossiers(
    act: Act, tables: TableReader, file: ImportFile, *, import_id: int | None = None, watch: Watch = ignore
) -> Counted:
    """Write the good rows of a file in the transaction of the act; the caller commits or nothing has happened.

    The file is read to its end before the first row is written, so that others do not wait for the reading.
    Raises UnreadableTable, UnusableMapping.
    """
    known, counted = known_to(act), Counted()
    with opened(act, tables, file.path, known=known, mapping=file.mapping) as opened_file:
        planner = _planner(act, known, opened_file.mapping)
        with _spooled(opened_file, counted) as rows:
            writer = DossierWriter(act, import_id)
            while batch := list(islice(rows, BATCH)):
                planned, foreign = _plan(act, planner, batch, to_write=True)
                writer.write(planned)
                counted.add(planned)
                counted.wrong += len(foreign)
                watch(counted.rows)
            writer.finish()
    return counted


def tell_dossiers(act: Act, rows: list[DossierRow], columns: frozenset[str]) -> Counted:
    """Write rows that came by another way than a file; `columns` are the fields they speak of.

    The caller has checked them; one of a unit for which the actor may not speak counts as wrong.
    """
    known, counted = known_to(act), Counted()
    reachable = [row for row in rows if known.unit_of(row) is not None]
    planner = Planner(known, columns, Promises(act.settings))
    planned, foreign = _plan(act, planner, reachable, to_write=True)
    writer = DossierWriter(act, None)
    writer.write(planned)
    writer.finish()
    counted.add(planned)
    counted.wrong = len(foreign) + len(rows) - len(reachable)
    return counted


@contextmanager
def _spooled(file: OpenFile, counted: Counted) -> Iterator[Iterator[DossierRow]]:
    """The good rows, read to the end of the file and kept in a temporary one."""
    with TemporaryFile() as spool:
        for batch in file.batches:
            counted.wrong += len(batch.wrong)
            pickle.dump(batch.good, spool, protocol=pickle.HIGHEST_PROTOCOL)
        spool.seek(0)
        yield _unspooled(spool)


def _unspooled(spool: IO[bytes]) -> Iterator[DossierRow]:
    while True:
        try:
            # Written a moment ago by this very process, to a file that has no name.
            yield from pickle.load(spool)
        except EOFError:
            return


def _planner(act: Act, known: Known, mapping: ColumnMapping) -> Planner:
    return Planner(known, frozenset(mapping.columns), Promises(act.settings))


def _plan(
    act: Act, planner: Planner, rows: list[DossierRow], *, to_write: bool
) -> tuple[list[Planned], list[DossierRow]]:
    """What rows do, and those whose dossier belongs to a unit for which their teller may not speak."""
    existing = existing_dossiers(act.session, [row.code.upper() for row in rows], to_write=to_write)
    planned, foreign = [], []
    for row in rows:
        before = existing.get(row.code.upper())
        if before is not None and before.unit_id not in planner.known.reach:
            foreign.append(row)
        else:
            planned.append(planner.plan(row, before))
    return planned, foreign
