"""Dossiers told one by one by other software: the same checks and reasons as for files (rules §8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.domain.imports.dossier_rows import DossierContext, DossierRow, read_dossiers
from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.reasons import RowError, WrongRow
from portal.domain.imports.tables import Cell, TableRow
from portal.services.act import Act
from portal.services.import_dossiers import tell_rows
from portal.services.read_import import known_to, of_another_unit
from portal.services.spool_dossiers import Counted

FIELDS = frozenset(each.name for each in DOSSIER_FIELDS)
# Every field under its own name.
BY_NAME = ColumnMapping({each.name: each.name for each in DOSSIER_FIELDS})

Told = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the dossiers that were told; the line of an error is the place in the list, from 1."""

    counted: Counted
    errors: tuple[RowError, ...]


def take_dossiers(act: Act, told: Sequence[Told]) -> Taken:
    """Write what is good of a list and say what is wrong with the rest; the caller commits.

    A field that is there and empty has no value, one that is not there stays as it was. Fields are among `FIELDS`.
    """
    known = known_to(act)
    levels = {code: row.online_level for code, row in known.procedures.items()}
    context = DossierContext(act.now, procedures=levels, units=known.unit_ids)
    rows = list(read_dossiers(_table(told), BY_NAME, context))
    wrong = [row for row in rows if isinstance(row, WrongRow)]
    good = [row for row in rows if isinstance(row, DossierRow)]
    counted = Counted(wrong=len(wrong))
    for columns, some in groupby(good, lambda row: frozenset(told[row.line - 1])):
        part, refused = tell_rows(act, list(some), columns)
        part.wrong = len(refused)
        counted.plus(part)
        wrong.extend(of_another_unit(row, BY_NAME) for row in refused)
    errors = sorted((error for row in wrong for error in row.errors), key=lambda error: error.line)
    return Taken(counted, tuple(errors))


def _table(told: Iterable[Told]) -> Iterator[TableRow]:
    return (TableRow(line, dossier) for line, dossier in enumerate(told, start=1))
