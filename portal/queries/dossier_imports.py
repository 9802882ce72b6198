"""Files of dossiers that were brought: for who may speak for their unit, and for the worker."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.imports.stages import ImportKind, ImportStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.dossier_import import DossierImport, ImportSource, WrongImportCell

__all__ = ["DossierImport", "WrongImportCell"]

PAGE = 20
WORK = (ImportStatus.WAITING, ImportStatus.CONFIRMED)


def imports_to_work_on(session: Session) -> Sequence[int]:
    """The files the worker has to read or to write, oldest first."""
    wanted = select(DossierImport.id).where(
        DossierImport.status.in_(WORK), DossierImport.kind == ImportKind.DOSSIERS
    )
    return session.scalars(wanted.order_by(DossierImport.id)).all()


def import_page(
    session: Session, actor: Actor, kind: ImportKind, *, before: int | None = None
) -> Sequence[DossierImport]:
    """Files of the actor's units, newest first; one more than a page shows."""
    wanted = select(DossierImport).where(
        DossierImport.kind == kind, DossierImport.unit_id.in_(actor.units_for(Permission.IMPORT_DOSSIERS))
    )
    if before is not None:
        wanted = wanted.where(DossierImport.id < before)
    return session.scalars(wanted.order_by(DossierImport.id.desc()).limit(PAGE + 1)).all()


def procedure_import(session: Session, unit_ids: Iterable[int], import_id: int) -> DossierImport | None:
    """One file of procedures, for who configures its unit."""
    wanted = select(DossierImport).where(
        DossierImport.id == import_id,
        DossierImport.kind == ImportKind.PROCEDURES,
        DossierImport.unit_id.in_(sorted(unit_ids)),
    )
    return session.scalar(wanted)


def import_by_id(session: Session, actor: Actor, import_id: int) -> DossierImport | None:
    """One file of dossiers, if it belongs to a unit the actor may speak for."""
    wanted = select(DossierImport).where(
        DossierImport.id == import_id,
        DossierImport.kind == ImportKind.DOSSIERS,
        DossierImport.unit_id.in_(actor.units_for(Permission.IMPORT_DOSSIERS)),
    )
    return session.scalar(wanted)


def same_file_before(session: Session, actor: Actor, row: DossierImport) -> DossierImport | None:
    """The newest earlier bringing of the very same content, applied ones first."""
    wanted = select(DossierImport).where(
        DossierImport.sha256 == row.sha256,
        DossierImport.kind == row.kind,
        DossierImport.id < row.id,
        DossierImport.unit_id.in_(actor.units_for(Permission.IMPORT_DOSSIERS)),
    )
    applied_first = (DossierImport.status == ImportStatus.APPLIED).desc()
    return session.scalars(wanted.order_by(applied_first, DossierImport.id.desc()).limit(1)).first()


def wrong_cells(session: Session, import_id: int, limit: int) -> Sequence[WrongImportCell]:
    """The wrong cells of a file in its order, so many and no more."""
    wanted = select(WrongImportCell).where(WrongImportCell.import_id == import_id)
    return session.scalars(wanted.order_by(WrongImportCell.number).limit(limit)).all()


def count_wrong_cells(session: Session, import_id: int) -> int:
    """How many wrong cells of a file are on record."""
    rows = select(func.count()).where(WrongImportCell.import_id == import_id)
    return session.scalar(rows) or 0


def remembered_mapping(session: Session, kind: ImportKind, source: str) -> ImportSource | None:
    """The columns as they were in the last file of a source."""
    return session.get(ImportSource, (kind, source))
