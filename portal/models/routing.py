"""Routing rules."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.kinds import Channel, Kind
from portal.extensions import Base
from portal.models.columns import Json, one_of


class RoutingRuleRow(Base):
    """One rule of the ordered list; an empty condition means "whatever"."""

    __tablename__ = "routing_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    kind: Mapped[Kind | None] = mapped_column(one_of(Kind))
    channel: Mapped[Channel | None] = mapped_column(one_of(Channel))
    words: Mapped[list[str]] = mapped_column(Json, default=list)
    note: Mapped[str] = mapped_column(String(300), default="")
    active: Mapped[bool] = mapped_column(default=True)
