"""The working calendar as data: official days, local days, and which years are confirmed."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.calendar import DayKind
from portal.extensions import Base
from portal.models.columns import one_of


class CalendarRow(Base):
    """A day off, or a rest day worked in exchange; local to a unit when it names one."""

    __tablename__ = "calendar_days"
    __table_args__ = (
        Index(
            "uq_calendar_days_national",
            "on",
            unique=True,
            sqlite_where=text("unit_id IS NULL"),
            postgresql_where=text("unit_id IS NULL"),
        ),
        Index("uq_calendar_days_local", "unit_id", "on", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(one_of(DayKind))
    name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))


class CalendarYear(Base):
    """A year of the calendar; due dates across one that is not confirmed are provisional."""

    __tablename__ = "calendar_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    confirmed: Mapped[bool] = mapped_column(default=False)
