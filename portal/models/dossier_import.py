"""Files of dossiers and procedures: what came, how it was read, who applied it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.imports.stages import ImportKind, ImportStatus
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class DossierImport(Base):
    """One file, kept with who brought and who applied it."""

    __tablename__ = "dossier_imports"
    __table_args__ = (Index("ix_dossier_imports_status", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ImportKind] = mapped_column(one_of(ImportKind))
    status: Mapped[ImportStatus] = mapped_column(one_of(ImportStatus), default=ImportStatus.BROUGHT)
    # From which software or office the file comes; its column mapping is remembered by this name.
    source: Mapped[str] = mapped_column(String(80))
    file_name: Mapped[str] = mapped_column(String(200))
    file_key: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # The headers and the sheet that was read.
    headers: Mapped[list[str]] = mapped_column(Json, default=list)
    sheet: Mapped[str] = mapped_column(String(200), default="")
    # Rows read so far and how many there seem to be, for who watches; 0 where nobody knows before the end.
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_expected: Mapped[int] = mapped_column(default=0)
    # Until when a worker has it for itself; one that stops half-way leaves it to another after that.
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    # Why the whole file is not taken: a code, and what it needs to be worded.
    problem: Mapped[str] = mapped_column(String(40), default="")
    problem_detail: Mapped[str] = mapped_column(Text, default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    brought_at: Mapped[datetime] = mapped_column(Moment)
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    applied_at: Mapped[datetime | None] = mapped_column(Moment)


class WrongImportCell(Base):
    """One wrong cell of a file, with its line and column as they stand in it."""

    __tablename__ = "dossier_import_errors"

    import_id: Mapped[int] = mapped_column(ForeignKey("dossier_imports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int]
    column: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(32))
    first_line: Mapped[int] = mapped_column(default=0)


class ImportSource(Base):
    """The column mapping last used for files of a source."""

    __tablename__ = "import_sources"

    kind: Mapped[ImportKind] = mapped_column(one_of(ImportKind), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    used_at: Mapped[datetime] = mapped_column(Moment)
