"""Importing dossiers: what a file would do, and doing it in one transaction (rules §8).

The same file twice changes nothing, good rows go in without the wrong ones, and what breaks off changes nothing.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from portal.domain.imports.dossier_rows import DossierRow
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.reasons import WrongRow
from portal.ports import TableReader
from portal.services.act import Act
from portal.services.bound_statement import plan_anew
from portal.services.dossier_plan import Fate, Known, Planned, Planner, existing_dossiers
from portal.services.promise_date import Promises
from portal.services.read_import import Batch, known_to, of_another_unit, opened
from portal.services.spool_dossiers import Counted, Spool, is_overtaken, spool
from portal.services.write_dossiers import DossierWriter

Watch = Callable[[int], None]


def ignore(_rows: int) -> None:
    """Nobody watches how far the reading has come."""


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
            wrong = [*batch.wrong, *(of_another_unit(row, opened_file.mapping) for row in foreign)]
            preview.counted.plus(_counted(planned, wrong=len(wrong)))
            for row in sorted(wrong, key=lambda each: each.line):
                on_wrong(row)
            watch(preview.counted.rows)
    return preview


def apply_dossiers(
    act: Act, tables: TableReader, file: ImportFile, *, import_id: int | None = None, watch: Watch = ignore
) -> Counted:
    """Write the good rows of a file in the transaction of the act; the caller commits or nothing has happened.

    The file is read to its end and every row planned before the first is written: others wait for the writing only.
    `watch` is told of what is planned. Raises UnreadableTable, UnusableMapping.
    """
    known = known_to(act)
    with opened(act, tables, file.path, known=known, mapping=file.mapping) as opened_file, spool() as planned:
        planner, writer = _planner(act, known, opened_file.mapping), DossierWriter(act, import_id)
        rows = 0
        for batch in opened_file.batches:
            counted = _spool_batch(batch, planned, _Plan(act, planner, writer))
            rows += counted.rows
            watch(rows)
        with act.session.begin_nested():  # takes the turn of the one writer that SQLite has
            return _write(planned, _Plan(act, planner, writer))


def tell_dossiers(act: Act, rows: list[DossierRow], columns: frozenset[str]) -> Counted:
    """Write rows that came by another way than a file; `columns` are the fields they speak of.

    The caller has checked them; one of a unit for which the actor may not speak counts as wrong.
    """
    counted, refused = tell_rows(act, rows, columns)
    counted.wrong = len(refused)
    return counted


def tell_rows(act: Act, rows: list[DossierRow], columns: frozenset[str]) -> tuple[Counted, list[DossierRow]]:
    """The same, with the rows that are of units for which the actor may not speak; they are not counted."""
    known = known_to(act)
    reachable = [row for row in rows if known.unit_of(row) is not None]
    planner, writer = Planner(known, columns, Promises(act.settings)), DossierWriter(act, None)
    with act.session.begin_nested():  # nobody else writes between the reading and the writing
        planned, foreign = _plan(act, planner, reachable, to_write=True)
        writer.write(planned)
        writer.finish()
    unreachable = [row for row in rows if known.unit_of(row) is None]
    return _counted(planned), [*unreachable, *foreign]


@dataclass(frozen=True, slots=True)
class _Plan:
    """By whom, against what and with what rows are planned."""

    act: Act
    planner: Planner
    writer: DossierWriter


def _spool_batch(batch: Batch, spooled: Spool, plan: _Plan) -> Counted:
    planned, foreign = _plan(plan.act, plan.planner, list(batch.good), to_write=False)
    counted = _counted(planned, wrong=len(batch.wrong) + len(foreign))
    spooled.put(plan.writer.ready(planned), counted, batch.good)
    return counted


def _write(spooled: Spool, plan: _Plan) -> Counted:
    """Write what was planned; a batch that somebody overtook meanwhile is planned again."""
    total = Counted()
    for batch in spooled.batches():
        ready, counted = batch.ready, batch.counted
        if is_overtaken(plan.act.session, ready):
            good = batch.good
            planned, foreign = _plan(plan.act, plan.planner, good, to_write=True)
            before = counted.rows - len(good)
            ready, counted = plan.writer.ready(planned), _counted(planned, wrong=before + len(foreign))
        plan.writer.write_ready(ready)
        total.plus(counted)
    plan.writer.finish()
    return total


def _counted(planned: list[Planned], *, wrong: int = 0) -> Counted:
    fates = Counter(each.fate for each in planned)
    return Counted(fates[Fate.NEW], fates[Fate.CHANGED], fates[Fate.SAME], wrong)


def _planner(act: Act, known: Known, mapping: ColumnMapping) -> Planner:
    plan_anew(act.session)
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
