"""Policies as dated rows: clocks, and the switches of units."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.clock import TimeUnit
from portal.domain.kinds import Channel, Kind, Urgency
from portal.domain.policies import Leg
from portal.domain.targets import TargetFigure
from portal.extensions import Base
from portal.models.columns import Json, one_of


class ClockPolicyRow(Base):
    """The term of a leg, for the cases it applies to, with its legal basis and who confirmed it."""

    __tablename__ = "clock_policies"
    __table_args__ = (CheckConstraint("amount >= 1", name="amount_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(48))
    leg: Mapped[Leg] = mapped_column(one_of(Leg))
    amount: Mapped[int]
    time_unit: Mapped[TimeUnit] = mapped_column(one_of(TimeUnit))
    kind: Mapped[Kind | None] = mapped_column(one_of(Kind))
    channel: Mapped[Channel | None] = mapped_column(one_of(Channel))
    urgency: Mapped[Urgency | None] = mapped_column(one_of(Urgency))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(160), default="")
    confirmed_on: Mapped[date | None]


class UnitPolicyRow(Base):
    """One switch of a unit and of those below it that set none; without a unit, the shipped one."""

    __tablename__ = "unit_policies"
    __table_args__ = (Index("ix_unit_policies_name_unit", "name", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(48))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    value: Mapped[Any] = mapped_column(Json)
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(160), default="")
    confirmed_on: Mapped[date | None]


class FigureTarget(Base):
    """A share to be reached from a year on, of a unit and those below it; without a unit, of all."""

    __tablename__ = "figure_targets"
    __table_args__ = (CheckConstraint("hundredths BETWEEN 0 AND 10000", name="percent_within"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    figure: Mapped[TargetFigure] = mapped_column(one_of(TargetFigure))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    from_year: Mapped[int]
    # In hundredths of a percent: 9800 is 98 %.
    hundredths: Mapped[int]
    source: Mapped[str] = mapped_column(Text, default="")
