"""Reading a file of dossiers batch by batch: good rows, and wrong ones with every reason. Constant in memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from portal.domain.imports.dossier_rows import DossierContext, DossierRow, read_dossiers
from portal.domain.imports.fields import DOSSIER_FIELDS, recogniser
from portal.domain.imports.mapping import ColumnMapping, fitted, guess_mapping, recogniser_of
from portal.domain.imports.reasons import Reason, RowError, WrongRow
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.ports import TableReader
from portal.queries.procedures import procedures_by_code
from portal.services.act import Act
from portal.services.dossier_plan import Known

BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows in the order of the file."""

    good: tuple[DossierRow, ...]
    wrong: tuple[WrongRow, ...]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that can be read as dossiers, with the columns that were recognised or named."""

    headers: tuple[str, ...]
    sheet: str
    mapping: ColumnMapping
    batches: Iterator[Batch]


def known_to(act: Act) -> Known:
    """What rows may refer to when this actor brings them; the system may speak for every unit."""
    units = act.settings.units
    today = local_day(act.now)
    standing = frozenset(unit_id for unit_id, unit in units.items() if unit.stands(today))
    reach = standing if act.actor.by else standing & act.actor.units_for(Permission.IMPORT_DOSSIERS)
    unit_ids = {unit.code: unit_id for unit_id, unit in units.items()}
    return Known(procedures_by_code(act.session), unit_ids, reach)


@contextmanager
def opened(
    act: Act, tables: TableReader, path: Path, *, known: Known, mapping: ColumnMapping | None
) -> Iterator[OpenFile]:
    """A file opened for reading once. Raises UnreadableTable, also while it is read, and UnusableMapping."""
    recognise = recogniser_of(mapping) if mapping else recogniser(DOSSIER_FIELDS)
    with tables.open(path, recognise) as table:
        used = fitted(mapping or guess_mapping(table.headers, DOSSIER_FIELDS), table.headers, DOSSIER_FIELDS)
        levels = {code: row.online_level for code, row in known.procedures.items()}
        context = DossierContext(act.now, procedures=levels, units=known.unit_ids)
        rows = read_dossiers(table.rows, used, context)
        yield OpenFile(table.headers, table.sheet, used, _batches(rows, known, used))


def _batches(rows: Iterator[DossierRow | WrongRow], known: Known, mapping: ColumnMapping) -> Iterator[Batch]:
    while some := list(islice(rows, BATCH)):
        yield batch_of(_within_reach(row, known, mapping) for row in some)


def batch_of(rows: Iterable[DossierRow | WrongRow]) -> Batch:
    """Good and wrong rows apart."""
    read = list(rows)
    return Batch(
        tuple(row for row in read if isinstance(row, DossierRow)),
        tuple(row for row in read if isinstance(row, WrongRow)),
    )


def _within_reach(row: DossierRow | WrongRow, known: Known, mapping: ColumnMapping) -> DossierRow | WrongRow:
    if isinstance(row, WrongRow) or known.unit_of(row) is not None:
        return row
    return of_another_unit(row, mapping)


def of_another_unit(row: DossierRow, mapping: ColumnMapping) -> WrongRow:
    """A row about a unit for which its teller may not speak."""
    name = "unit_code" if row.unit_code else "procedure_code"
    error = RowError(row.line, mapping.columns[name], getattr(row, name), Reason.UNKNOWN_UNIT)
    return WrongRow(row.line, (error,))
