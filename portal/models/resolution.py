"""That a matter is settled: another fact than its answer, with a date and evidence of its own (rules §2)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment

_STANDING = text("withdrawn_at IS NULL")


class Resolution(Base):
    """What the unit says it did about a matter, and when; one stands at a time, withdrawn ones are kept.

    Its evidence are the attachments that name it.
    """

    __tablename__ = "resolutions"
    __table_args__ = (
        Index(
            "uq_resolutions_standing",
            "case_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    resolved_on: Mapped[date]
    remark: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdraw_reason: Mapped[str] = mapped_column(Text, default="")
