"""What units were before, and what became of them: dated versions and successions (rules §13)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.states import Level
from portal.domain.successions import SuccessionKind
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class UnitVersion(Base):
    """A unit as it was over some days that are past; as it is now stands in `units`."""

    __tablename__ = "unit_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    short_name: Mapped[str] = mapped_column(String(80), default="")
    level: Mapped[Level] = mapped_column(one_of(Level))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    hotline: Mapped[str] = mapped_column(String(32), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    symbol: Mapped[str] = mapped_column(String(32), default="")


class Succession(Base):
    """One reorganisation of units, from the day it was planned until its last case has moved."""

    __tablename__ = "successions"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Of the form that planned it, so that a second click plans no second one.
    key: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[SuccessionKind] = mapped_column(one_of(SuccessionKind))
    legal_basis: Mapped[str] = mapped_column(Text)
    takes_effect_on: Mapped[date]
    # The new names of a unit that is renamed.
    names: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    # What an administrator said passes on, or stays, of what does not decide itself.
    passing: Mapped[list[str]] = mapped_column(Json, default=list)
    staying: Mapped[list[str]] = mapped_column(Json, default=list)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    # The open cases follow in batches: up to which case they have, which one was the last that day, and how many.
    cursor: Mapped[int] = mapped_column(default=0)
    last_case_id: Mapped[int] = mapped_column(default=0)
    moved_cases: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    # What was moved, and what somebody still has to decide.
    outcome: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    parts: Mapped[list["SuccessionPart"]] = relationship(order_by="SuccessionPart.id")


class SuccessionPart(Base):
    """To whom a unit, or a part of its work, passes."""

    __tablename__ = "succession_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    succession_id: Mapped[int] = mapped_column(ForeignKey("successions.id"), index=True)
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    # The successor; of a unit that moves, the unit above it from then on.
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
