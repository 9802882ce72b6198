"""Reading the cells of a row by a plan: every field in its column, every wrong cell with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.domain.imports.fields import Field
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.reasons import Reason, RowError, WrongCell, cut
from portal.domain.imports.tables import Cell, Flawed, TableRow
from portal.domain.imports.values import shown

MOST_KNOWN = 512
ReadCell = Callable[[Cell], Any]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    header: str
    required: bool
    read: ReadCell
    # What texts that come again and again were read as, the first of them at least.
    known: dict[str, Any] = field(default_factory=dict)

    def value(self, cell: Cell) -> Any:
        """What a cell says. Raises WrongCell."""
        if not isinstance(cell, str):
            return self.read(cell)
        value = self.known.get(cell)
        if value is None:
            value = self.read(cell)
            if len(self.known) < MOST_KNOWN:
                self.known[cell] = value
        return value


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
                    complaints.add(column.name, Reason.MISSING)
            elif isinstance(cell, Flawed):
                complaints.add(column.name, Reason(cell.flaw.value))
            else:
                try:
                    values[column.name] = column.value(cell)
                except WrongCell as wrong:
                    complaints.add(column.name, wrong.reason)
        return values, complaints
