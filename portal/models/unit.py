"""Units of the administration, as a tree."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.states import Level
from portal.extensions import Base
from portal.models.columns import one_of


class Unit(Base):
    """An office, division, centre or commune that receives or handles cases."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    short_name: Mapped[str] = mapped_column(String(80), default="")
    level: Mapped[Level] = mapped_column(one_of(Level))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    hotline: Mapped[str] = mapped_column(String(32), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    # The abbreviation in the symbol of its documents, as in "12/SCT-VP".
    symbol: Mapped[str] = mapped_column(String(32), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
