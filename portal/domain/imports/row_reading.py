"""Reading the cells of a row by a plan: every field in its column, every wrong cell with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.imports.fields import Field
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.reasons import Reason, RowError, WrongCell, cut
from portal.domain.imports.tables import Cell, Flawed, TableRow
from portal.domain.imports.values import shown

ReadCell = Callable[[Cell], Any]


@dataclass(frozen=True, slots=True)
class _Column:
    field: str
    header: str
    required: bool
    read: ReadCell


class Complaints:
    """What is wrong with one row, collected while it is read."""

    def __init__(self, row: TableRow, headers: Mapping[str, str]) -> None:
        self._row = row
        self._headers = headers
        self.errors: list[RowError] = []

    def has(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self._headers

    def add(self, field: str, reason: Reason, first_line: int = 0) -> None:
        """Note that the cell of a field is wrong."""
        header = self._headers.get(field, "")
        value = cut(shown(self._row.cells.get(header)))
        self.errors.append(RowError(self._row.line, header, value, reason, first_line))


class RowReader:
    """Reads rows by a mapping; `readers` says for each field how its cells are read."""

    def __init__(
        self, fields: Sequence[Field], mapping: ColumnMapping, readers: Mapping[str, ReadCell]
    ) -> None:
        self._headers = mapping.columns
        self._columns = tuple(
            _Column(field.name, mapping.columns[field.name], field.required, readers[field.name])
            for field in fields
            if field.name in mapping.columns
        )

    def read(self, row: TableRow) -> tuple[dict[str, Any], Complaints]:
        """The values of a row by field, empty and wrong cells left out, and what is wrong."""
        values: dict[str, Any] = {}
        complaints = Complaints(row, self._headers)
        if row.surplus:
            complaints.errors.append(RowError(row.line, "", cut(row.surplus), Reason.SURPLUS))
        for column in self._columns:
            cell = row.cells.get(column.header)
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                if column.required:
                    complaints.add(column.field, Reason.MISSING)
            elif isinstance(cell, Flawed):
                complaints.add(column.field, Reason(cell.flaw.value))
            else:
                try:
                    values[column.field] = column.read(cell)
                except WrongCell as wrong:
                    complaints.add(column.field, wrong.reason)
        return values, complaints
