"""Procedures as rows of a file: typed and checked, or wrong with every reason."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from portal.domain.clock import Term
from portal.domain.dossier_channels import OnlineLevel, online_level
from portal.domain.imports.fields import PROCEDURE_FIELDS
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.moments import DateOrder, read_moment
from portal.domain.imports.reasons import Reason, WrongCell, WrongRow
from portal.domain.imports.row_reading import Complaints, ReadCell, RowReader
from portal.domain.imports.tables import Cell, TableRow
from portal.domain.imports.values import (
    Step,
    read_code,
    read_register_code,
    read_steps,
    read_term,
    read_text,
    read_unit_of_time,
    read_yes_no,
    text_up_to,
)

TERMS = (("committed", "committed_unit"), ("legal", "legal_unit"))


@dataclass(frozen=True, slots=True)
class ProcedureContext:
    """What rows are checked against: an aware moment, and the codes of the units (None leaves them unchecked)."""

    now: datetime
    units: Container[str] | None = None


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One good row. Empty texts are "", everything else that is not told is None."""

    line: int
    code: str
    name: str
    unit_code: str
    committed: Term
    legal: Term | None = None
    field: str = ""
    online_level: OnlineLevel | None = None
    postal: bool | None = None
    steps: tuple[Step, ...] = ()
    posted_where: str = ""
    updated_on: date | None = None


def read_procedures(
    rows: Iterable[TableRow], mapping: ColumnMapping, context: ProcedureContext
) -> Iterator[ProcedureRow | WrongRow]:
    """The rows of a table, one by one and in order: good, or wrong with all their errors.

    The mapping is one that `fitted` returned. Of a code that comes twice the first row stands, even if it is wrong.
    """
    reader = RowReader(PROCEDURE_FIELDS, mapping, _readers(mapping.date_order))
    first_lines: dict[str, int] = {}
    for row in rows:
        values, complaints = reader.read(row)
        code = values.get("code", "")
        if code and first_lines.setdefault(code, row.line) != row.line:
            complaints.add("code", Reason.TWICE, first_lines[code])
        _check(values, complaints, context)
        if complaints.errors:
            yield WrongRow(row.line, tuple(complaints.errors))
        else:
            yield ProcedureRow(row.line, **values)


def _readers(order: DateOrder) -> dict[str, ReadCell]:
    return {
        "code": read_register_code,
        "name": text_up_to(500),
        "field": text_up_to(200),
        "unit_code": read_code,
        **dict.fromkeys(("committed", "legal"), lambda cell: cell),  # read once their units are known
        **dict.fromkeys(("committed_unit", "legal_unit"), read_unit_of_time),
        "online_level": _online_level,
        "postal": read_yes_no,
        "steps": read_steps,
        "posted_where": text_up_to(500),
        "updated_on": partial(read_moment, order=order),
    }


def _online_level(cell: Cell) -> OnlineLevel:
    level = online_level(read_text(cell))
    if level is None:
        raise WrongCell(Reason.NOT_A_LEVEL)
    return level


def _check(values: dict[str, Any], complaints: Complaints, context: ProcedureContext) -> None:
    if context.units is not None and values.get("unit_code", "") and values["unit_code"] not in context.units:
        complaints.add("unit_code", Reason.UNKNOWN_UNIT)
    if updated := values.get("updated_on"):
        if updated.is_after(context.now):
            complaints.add("updated_on", Reason.FUTURE)
        values["updated_on"] = updated.day
    for amount, unit in TERMS:
        _read_term(values, complaints, (amount, unit))


def _read_term(values: dict[str, Any], complaints: Complaints, names: tuple[str, str]) -> None:
    amount, unit = names
    told = values.pop(unit, None)
    if amount not in values:
        return
    try:
        values[amount] = read_term(values[amount], *([told] if told else []))
    except WrongCell as wrong:
        complaints.add(amount, wrong.reason)
