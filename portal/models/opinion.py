"""Opinions asked of co-ordinating units and of agencies outside this portal."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Json, Moment

_OPEN = text("given_at IS NULL AND cancelled_at IS NULL")


class Opinion(Base):
    """A question of the unit that has a case to another one, which answers inside the case.

    Either `unit_id` names who is asked, or `outside_name` and `outside_email` do.
    """

    __tablename__ = "opinions"
    __table_args__ = (
        Index("ix_opinions_case", "case_id", "id"),
        Index("ix_opinions_unit", "unit_id", "due_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_opinions_asking_unit",
            "asking_unit_id",
            "due_on",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_opinions_check_after",
            "check_after",
            sqlite_where=text("check_after IS NOT NULL"),
            postgresql_where=text("check_after IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    # Of the answer that the opinion is for.
    round: Mapped[int] = mapped_column(default=1)
    # Who stays responsible.
    asking_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    outside_name: Mapped[str] = mapped_column(String(200), default="")
    outside_email: Mapped[str] = mapped_column(String(254), default="")
    # The code of the link for those without an account is derived from this and a key outside the database.
    code_nonce: Mapped[str] = mapped_column(String(16))
    link_expires_at: Mapped[datetime | None] = mapped_column(Moment)
    question: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # Who answered for a party outside, as they wrote it.
    given_as: Mapped[str] = mapped_column(String(160), default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    reminders_sent: Mapped[list[str]] = mapped_column(Json, default=list)
    # When the worker must next look at it.
    check_after: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_open(self) -> bool:
        """Whether it waits for the one that was asked."""
        return self.given_at is None and self.cancelled_at is None
