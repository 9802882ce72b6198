"""The catalogue of procedures, kept by files of the office: what a file would change, and changing it."""

from collections.abc import Callable, Iterable
from typing import Any

from portal.domain.dossier_channels import OnlineLevel
from portal.domain.imports.fields import PROCEDURE_FIELDS, recogniser
from portal.domain.imports.mapping import ColumnMapping, fitted, guess_mapping, recogniser_of
from portal.domain.imports.procedure_rows import ProcedureContext, ProcedureRow, read_procedures
from portal.domain.imports.reasons import Reason, RowError, WrongRow
from portal.domain.permissions import Permission
from portal.domain.text import fold, folded_words
from portal.models.procedure import Procedure
from portal.ports import TableReader
from portal.queries.configuration import reach_of
from portal.queries.procedures import procedure_by_code
from portal.queries.public_figures import DOSSIER_REVISION
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change
from portal.services.errors import NotPermitted
from portal.services.figure_revision import renew_revision
from portal.services.import_dossiers import ImportFile, Preview

COLUMNS = (
    "name",
    "field",
    "unit_id",
    "amount",
    "time_unit",
    "legal_amount",
    "legal_time_unit",
    "online_level",
    "postal",
    "steps",
    "posted_where",
    "updated_on",
    "active",
)


def import_procedures(
    act: Act,
    tables: TableReader,
    file: ImportFile,
    *,
    on_wrong: Callable[[WrongRow], None],
    to_write: bool,
) -> Preview:
    """Compare a file with the catalogue, and write its good rows if asked; the caller commits.

    Raises UnreadableTable, UnusableMapping, NotPermitted.
    """
    reach = _reach(act)
    codes = {act.settings.units[unit_id].code: unit_id for unit_id in reach}
    recognise = recogniser_of(file.mapping) if file.mapping else recogniser(PROCEDURE_FIELDS)
    with tables.open(file.path, recognise) as table:
        guessed = file.mapping or guess_mapping(table.headers, PROCEDURE_FIELDS)
        mapping = fitted(guessed, table.headers, PROCEDURE_FIELDS)
        preview = Preview(table.headers, table.sheet, mapping)
        rows = read_procedures(table.rows, mapping, ProcedureContext(act.now, units=codes))
        for row in _checked(act, rows, reach=reach, mapping=mapping):
            if isinstance(row, WrongRow):
                preview.counted.wrong += 1
                on_wrong(row)
            else:
                _take(act, row, codes[row.unit_code], preview=preview, to_write=to_write)
    if to_write and preview.counted.new + preview.counted.changed:
        renew_revision(act, DOSSIER_REVISION, counted=False)
    return preview


def _reach(act: Act) -> frozenset[int]:
    if act.actor.by:
        return frozenset(act.settings.units)
    reach = frozenset(reach_of(act.settings, act.actor))
    if not reach:
        raise NotPermitted(Permission.CONFIGURE)
    return reach


def _checked(
    act: Act, rows: Iterable[ProcedureRow | WrongRow], *, reach: frozenset[int], mapping: ColumnMapping
) -> Iterable[ProcedureRow | WrongRow]:
    """The rows, but for those that would take a procedure away from a unit the actor does not configure."""
    for row in rows:
        before = procedure_by_code(act.session, row.code) if isinstance(row, ProcedureRow) else None
        if isinstance(row, ProcedureRow) and before is not None and before.unit_id not in reach:
            error = RowError(row.line, mapping.columns["unit_code"], row.unit_code, Reason.UNKNOWN_UNIT)
            yield WrongRow(row.line, (error,))
        else:
            yield row


def _take(act: Act, row: ProcedureRow, unit_id: int, *, preview: Preview, to_write: bool) -> None:
    before = procedure_by_code(act.session, row.code)
    columns = columns_of(row, unit_id, before)
    if before is None:
        preview.counted.new += 1
        if to_write:
            _add(act, row.code, columns)
        return
    if all(getattr(before, name) == value for name, value in columns.items()):
        preview.counted.same += 1
        return
    preview.counted.changed += 1
    if to_write:
        _change(act, before, columns)


def columns_of(row: ProcedureRow, unit_id: int, before: Procedure | None) -> dict[str, Any]:
    """The columns as a row tells them; what it leaves out stays as it was."""
    told: dict[str, Any] = {
        "name": row.name,
        "unit_id": unit_id,
        "amount": row.committed.amount,
        "time_unit": row.committed.unit,
        "active": True,
        "field": row.field or None,
        "legal_amount": row.legal.amount if row.legal else None,
        "legal_time_unit": row.legal.unit if row.legal else None,
        "online_level": row.online_level,
        "postal": row.postal,
        "steps": [steps_of(step.name, step.term.amount, step.term.unit.value) for step in row.steps] or None,
        "posted_where": row.posted_where or None,
        "updated_on": row.updated_on,
    }
    kept = {name: getattr(before, name) if before else UNTOLD.get(name) for name in COLUMNS}
    return {name: kept[name] if value is None else value for name, value in told.items()}


UNTOLD: dict[str, Any] = {
    "field": "",
    "online_level": OnlineLevel.NONE,
    "postal": False,
    "steps": [],
    "posted_where": "",
}


def steps_of(name: str, amount: int, unit: str) -> dict[str, Any]:
    """One step as the catalogue keeps it."""
    return {"name": name, "amount": amount, "unit": unit}


def _add(act: Act, code: str, columns: dict[str, Any]) -> None:
    row = Procedure(code=code, changed_at=act.now, words=words_of(code, columns), **columns)
    act.session.add(row)
    act.session.flush()
    note_change(act, Change.PROCEDURE_CREATED, code, after=facts_of_row(row, *COLUMNS), unit_id=row.unit_id)


def _change(act: Act, row: Procedure, columns: dict[str, Any]) -> None:
    before = facts_of_row(row, *COLUMNS)
    for name, value in columns.items():
        setattr(row, name, value)
    row.words, row.changed_at = words_of(row.code, columns), act.now
    act.session.flush()
    after = facts_of_row(row, *COLUMNS)
    note_change(act, Change.PROCEDURE_CHANGED, row.code, before=before, after=after, unit_id=row.unit_id)


def words_of(code: str, columns: dict[str, Any]) -> str:
    """What the catalogue is searched by: the code as it is typed, and the folded words of name and field."""
    return " ".join([fold(code), *folded_words(f"{columns['name']} {columns['field']}")])
