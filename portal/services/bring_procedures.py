"""Files of procedures on their way into the catalogue: looked at, applied or left; procedures in and out of use."""

import json
from hashlib import sha256

from portal.domain.imports.mapping import write_mapping
from portal.domain.imports.stages import ImportKind, ImportStatus
from portal.models.dossier_import import DossierImport
from portal.models.procedure import Procedure
from portal.ports import Ports
from portal.queries.configuration import reach_of
from portal.queries.public_figures import DOSSIER_REVISION
from portal.services.act import Act
from portal.services.bring_import import BroughtFile, mapping_of
from portal.services.change_procedures import import_procedures
from portal.services.configure import Change, note_change, require_reach
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.figure_revision import renew_revision
from portal.services.import_dossiers import ImportFile
from portal.services.stored_tables import local_copy
from portal.services.work_imports import WrongCells, wrong_import_cell

SOURCE = "procedures"


def bring_procedures(act: Act, brought: BroughtFile, *, ports: Ports) -> DossierImport:
    """Store a file and say what it would change.

    Raises NotPermitted, RuleBroken, UnreadableTable, UnusableMapping.
    """
    if not brought.content:
        raise RuleBroken("file", "missing")
    row = DossierImport(
        kind=ImportKind.PROCEDURES,
        source=SOURCE,
        file_name=brought.name[-200:] or "?",
        file_key=ports.files.put(brought.content),
        sha256=sha256(brought.content).hexdigest(),
        unit_id=_highest(act),
        brought_by_id=act.actor.account_id,
        brought_at=act.now,
    )
    try:
        errors = _compare(act, row, ports=ports, to_write=False)
    except Exception:
        ports.files.delete(row.file_key)
        raise
    row.status = ImportStatus.PREVIEWED
    act.session.add(row)
    act.session.flush()
    act.session.add_all(
        wrong_import_cell(row.id, number, each) for number, each in enumerate(errors.errors, 1)
    )
    act.session.flush()
    return row


def apply_procedures(act: Act, row: DossierImport, *, ports: Ports) -> None:
    """Write the good rows of a file that was looked at. Raises NotPermitted, ChangedMeanwhile."""
    require_reach(act, row.unit_id)
    if row.status is not ImportStatus.PREVIEWED:
        raise ChangedMeanwhile(row.file_name)
    _compare(act, row, ports=ports, to_write=True)
    row.status, row.applied_by_id, row.applied_at = ImportStatus.APPLIED, act.actor.account_id, act.now
    act.session.flush()


def discard_procedures(act: Act, row: DossierImport) -> None:
    """Leave a file. Raises NotPermitted, ChangedMeanwhile."""
    require_reach(act, row.unit_id)
    if row.status is not ImportStatus.PREVIEWED:
        raise ChangedMeanwhile(row.file_name)
    row.status = ImportStatus.DISCARDED
    act.session.flush()


def use_procedure(act: Act, row: Procedure, *, active: bool) -> None:
    """Take a procedure out of use or put it back; its dossiers stay. Raises NotPermitted."""
    require_reach(act, row.unit_id)
    if row.active == active:
        return
    row.active, row.changed_at = active, act.now
    act.session.flush()
    facts = {"before": {"active": not active}, "after": {"active": active}}
    note_change(act, Change.PROCEDURE_CHANGED, row.code, unit_id=row.unit_id, **facts)
    renew_revision(act, DOSSIER_REVISION, counted=False)


def _highest(act: Act) -> int:
    reach = reach_of(act.settings, act.actor)
    if not reach:
        raise NotPermitted(None)
    return min(reach, key=lambda unit_id: len(act.settings.unit_chain(unit_id)))


def _compare(act: Act, row: DossierImport, *, ports: Ports, to_write: bool) -> WrongCells:
    wrong = WrongCells()
    with local_copy(ports.files, row.file_key) as path:
        mapping = mapping_of(row) if row.mapping else None
        file = ImportFile(path, mapping)
        preview = import_procedures(act, ports.tables, file, on_wrong=wrong.note, to_write=to_write)
    row.mapping = json.loads(write_mapping(preview.mapping))
    row.headers, row.sheet = list(preview.headers), preview.sheet[:200]
    counted = preview.counted
    row.new, row.changed, row.same, row.wrong = counted.new, counted.changed, counted.same, counted.wrong
    return wrong
