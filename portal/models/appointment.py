"""Roles given per unit and with dates, and deputies for absences."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.permissions import Role
from portal.extensions import Base
from portal.models.columns import one_of


class AppointmentRow(Base):
    """A person's role in a unit; rights end with it."""

    __tablename__ = "appointments"
    __table_args__ = (Index("ix_appointments_unit_role", "unit_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[Role] = mapped_column(one_of(Role))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Deputy(Base):
    """Who acts for an absent holder (ký thay), from day to day, both included."""

    __tablename__ = "deputies"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
