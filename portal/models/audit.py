"""What administrators changed; appended, never edited."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Json, Moment


class AuditEntry(Base):
    """One change of the configuration: who, when, what, and how it was before and after."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_unit", "unit_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    # Empty when a command did it.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # The unit it is about; empty when it is about the whole office.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str] = mapped_column(String(200))
    # The subject without accents, for the search that forgives them.
    folded: Mapped[str] = mapped_column(String(200))
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
