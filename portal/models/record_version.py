"""Every version of what staff wrote down of somebody's words; kept for ever."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment


class RecordVersion(Base):
    """One version of a written record; the first is what was written at entry, the last is what the case says."""

    __tablename__ = "record_versions"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(300), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    # Why it was corrected; the first version has none.
    reason: Mapped[str] = mapped_column(Text, default="")
