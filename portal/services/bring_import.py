"""Files of dossiers on their way into the register: brought, mapped, confirmed or discarded by people (rules §8)."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import delete

from portal.domain.imports.fields import DOSSIER_FIELDS, Field
from portal.domain.imports.mapping import ColumnMapping, fitted, read_mapping, write_mapping
from portal.domain.imports.stages import ImportKind, ImportStatus
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.models.dossier_import import DossierImport, ImportSource, WrongImportCell
from portal.ports import Ports
from portal.services.act import Act
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.stored_tables import sampled_columns

LONGEST_SOURCE = 80
TO_MAP = (ImportStatus.BROUGHT, ImportStatus.PREVIEWED, ImportStatus.FAILED)


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file as somebody hands it in: its name, its content, and the software or office it comes from."""

    name: str
    content: bytes
    source: str


def bring_dossiers(act: Act, brought: BroughtFile, *, ports: Ports) -> DossierImport:
    """Store a file for its columns to be told. Raises NotPermitted, RuleBroken, UnreadableTable."""
    unit_id = speaking_for(act)
    source = " ".join(nfc(brought.source).split())
    if not source:
        raise RuleBroken("source", "missing")
    if len(source) > LONGEST_SOURCE:
        raise RuleBroken("source", "too_long")
    if not brought.content:
        raise RuleBroken("file", "missing")
    columns = _columns_of(brought.content, ports, DOSSIER_FIELDS)
    row = DossierImport(
        kind=ImportKind.DOSSIERS,
        source=source,
        file_name=brought.name[-200:] or "?",
        file_key=ports.files.put(brought.content),
        sha256=sha256(brought.content).hexdigest(),
        headers=columns,
        rows_expected=lines_of(brought.content),
        unit_id=unit_id,
        brought_by_id=act.actor.account_id,
        brought_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    return row


def speaking_for(act: Act) -> int:
    """The first of the units for which an actor tells of dossiers, highest in the tree. Raises NotPermitted."""
    reach = act.actor.units_for(Permission.IMPORT_DOSSIERS)
    posts = [each.unit_id for each in act.actor.appointments if each.unit_id in reach]
    if not posts:
        raise NotPermitted(Permission.IMPORT_DOSSIERS)
    return min(posts, key=lambda unit_id: len(act.settings.unit_chain(unit_id)))


def lines_of(content: bytes) -> int:
    """About how many rows a text has; 0 for a workbook, where only reading it to the end would tell."""
    return 0 if content[:2] == b"PK" else max(content.count(b"\n") - 1, 1)


def _columns_of(content: bytes, ports: Ports, fields: tuple[Field, ...]) -> list[str]:
    with TemporaryDirectory(prefix="portal-import-") as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        return [column.header for column in sampled_columns(ports.tables, path, fields)]


def map_columns(act: Act, row: DossierImport, mapping: ColumnMapping) -> None:
    """Say which column is which and have the worker read the file; remembered for the next file of the source.

    Raises NotPermitted, ChangedMeanwhile, UnusableMapping.
    """
    require_import(act, row)
    if row.status not in TO_MAP:
        raise ChangedMeanwhile(row.file_name)
    told = json.loads(write_mapping(fitted(mapping, row.headers, DOSSIER_FIELDS)))
    row.mapping, row.status, row.rows_read, row.problem = told, ImportStatus.WAITING, 0, ""
    row.claimed_until = None
    forget_wrong_cells(act, row)
    remember_mapping(act, row, told)
    act.session.flush()


def forget_wrong_cells(act: Act, row: DossierImport) -> None:
    """Forget what was wrong at an earlier reading."""
    act.session.execute(delete(WrongImportCell).where(WrongImportCell.import_id == row.id))


def remember_mapping(act: Act, row: DossierImport, told: dict[str, Any]) -> None:
    """Keep a mapping for the next file of the same source."""
    source = act.session.get(ImportSource, (row.kind, row.source))
    if source is None:
        source = ImportSource(kind=row.kind, name=row.source)
        act.session.add(source)
    source.mapping, source.used_at = told, act.now


def confirm_import(act: Act, row: DossierImport) -> None:
    """Have the worker write the good rows. Raises NotPermitted, ChangedMeanwhile."""
    require_import(act, row)
    if row.status is not ImportStatus.PREVIEWED or not row.new + row.changed:
        raise ChangedMeanwhile(row.file_name)
    row.status, row.applied_by_id, row.rows_read = ImportStatus.CONFIRMED, act.actor.account_id, 0
    row.rows_expected = row.new + row.changed + row.same + row.wrong
    act.session.flush()


def discard_import(act: Act, row: DossierImport) -> None:
    """Leave a file that was not applied. Raises NotPermitted, ChangedMeanwhile."""
    require_import(act, row)
    if row.status not in TO_MAP:
        raise ChangedMeanwhile(row.file_name)
    row.status = ImportStatus.DISCARDED
    act.session.flush()


def require_import(act: Act, row: DossierImport) -> None:
    """Refuse who may not speak for the unit whose file it is. Raises NotPermitted."""
    if not act.actor.may(Permission.IMPORT_DOSSIERS, row.unit_id):
        raise NotPermitted(Permission.IMPORT_DOSSIERS)


def mapping_of(row: DossierImport) -> ColumnMapping:
    """The mapping a file is read by. Raises UnusableMapping."""
    return read_mapping(json.dumps(row.mapping))
