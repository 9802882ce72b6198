"""What the worker does with files of dossiers: reads them for the preview, and writes those that were confirmed."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from portal.domain.imports.reasons import RowError, WrongRow
from portal.domain.imports.stages import ImportKind, ImportStatus
from portal.domain.imports.tables import UnreadableTable
from portal.models.dossier_import import DossierImport, WrongImportCell
from portal.ports import Ports
from portal.queries.actors import actor_for
from portal.queries.dossier_imports import WORK
from portal.services.act import Act
from portal.services.bring_import import forget_wrong_cells, mapping_of
from portal.services.import_dossiers import ImportFile, Watch, apply_dossiers, preview_dossiers
from portal.services.spool_dossiers import Counted
from portal.services.stored_tables import local_copy

MOST_WRONG = 10_000
# Renewed while a file is read; the writing of a million rows fits in.
LEASE = timedelta(minutes=5)
BROKE_OFF = "broke_off"


@dataclass
class WrongCells:
    """The wrong cells of a file, so many and no more."""

    errors: list[RowError] = field(default_factory=list)

    def note(self, row: WrongRow) -> None:
        """Keep what is wrong with a row, as long as there is room."""
        self.errors.extend(row.errors[: MOST_WRONG - len(self.errors)])


def claim_import(act: Act, import_id: int) -> bool:
    """Take a file for this worker alone; whether no other has it. The caller commits before the work begins."""
    free = or_(DossierImport.claimed_until.is_(None), DossierImport.claimed_until < act.now)
    claim = update(DossierImport).where(DossierImport.id == import_id, DossierImport.status.in_(WORK), free)
    found = act.session.execute(claim.values(claimed_until=act.now + LEASE).returning(DossierImport.id))
    return found.scalar() is not None


def tell_progress(session: Session, import_id: int, *, rows: int, now: datetime) -> None:
    """Put on record how many rows were read so far, and that the worker is still at it. The caller commits."""
    told = update(DossierImport).where(DossierImport.id == import_id)
    session.execute(told.values(rows_read=rows, claimed_until=now + LEASE))


def work_on_import(act: Act, import_id: int, *, ports: Ports, watch: Watch) -> bool:
    """Read or write one file, whichever it waits for; whether there was something to do. The caller commits.

    What fails is undone by the caller, who then calls `give_up_import`. A worker that was stopped half-way finds the
    file as it was and begins again.
    """
    row = act.session.get_one(DossierImport, import_id)
    if row.kind is not ImportKind.DOSSIERS:
        return False
    if row.status is ImportStatus.WAITING:
        _read(_as_person(act, row.brought_by_id), row, ports=ports, watch=watch)
    elif row.status is ImportStatus.CONFIRMED:
        _write(_as_person(act, row.applied_by_id), row, ports=ports, watch=watch)
    else:
        return False
    return True


def _as_person(act: Act, account_id: int | None) -> Act:
    """On behalf of who asked for it, with the rights that person has today."""
    return replace(act, actor=actor_for(act.settings, account_id, act.today)) if account_id else act


def _read(act: Act, row: DossierImport, *, ports: Ports, watch: Watch) -> None:
    wrong = WrongCells()
    with local_copy(ports.files, row.file_key) as path:
        file = ImportFile(path, mapping_of(row))
        preview = preview_dossiers(act, ports.tables, file, on_wrong=wrong.note, watch=watch)
    forget_wrong_cells(act, row)
    act.session.add_all(
        wrong_import_cell(row.id, number, error) for number, error in enumerate(wrong.errors, start=1)
    )
    row.headers, row.sheet = list(preview.headers), preview.sheet[:200]
    _count(row, preview.counted)
    row.status = ImportStatus.PREVIEWED
    act.session.flush()


def _write(act: Act, row: DossierImport, *, ports: Ports, watch: Watch) -> None:
    with local_copy(ports.files, row.file_key) as path:
        file = ImportFile(path, mapping_of(row))
        counted = apply_dossiers(act, ports.tables, file, import_id=row.id, watch=watch)
    _count(row, counted)
    row.status, row.applied_at = ImportStatus.APPLIED, act.now
    act.session.flush()


def _count(row: DossierImport, counted: Counted) -> None:
    row.new, row.changed, row.same, row.wrong = counted.new, counted.changed, counted.same, counted.wrong
    row.rows_read = row.rows_expected = counted.rows
    row.claimed_until = None


def wrong_import_cell(import_id: int, number: int, error: RowError) -> WrongImportCell:
    """A wrong cell as it is kept."""
    return WrongImportCell(
        import_id=import_id,
        number=number,
        line=error.line,
        column=error.column[:200],
        value=error.value,
        reason=error.reason.value,
        first_line=error.first_line,
    )


def give_up_import(act: Act, import_id: int, error: Exception) -> None:
    """Put on record that a file could not be read or written, and why."""
    row = act.session.get_one(DossierImport, import_id)
    row.status, row.claimed_until = ImportStatus.FAILED, None
    row.problem, row.problem_detail = BROKE_OFF, ""
    if isinstance(error, UnreadableTable):
        row.problem, row.problem_detail = error.code.value, error.detail
    act.session.flush()
