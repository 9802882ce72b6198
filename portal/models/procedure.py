"""Administrative procedures (TTHC) of the one-stop office."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.clock import TimeUnit
from portal.domain.dossier_channels import OnlineLevel
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class Procedure(Base):
    """One published procedure: who handles it, in what time, and how far it can be done without coming."""

    __tablename__ = "procedures"
    __table_args__ = (Index("ix_procedures_unit", "unit_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The national code, such as 1.003738.000.00.00.H99.
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    # The field of administration (lĩnh vực) it belongs to.
    field: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    # The time the office has committed itself to; the clock of its dossiers.
    amount: Mapped[int]
    time_unit: Mapped[TimeUnit] = mapped_column(one_of(TimeUnit))
    legal_amount: Mapped[int | None]
    legal_time_unit: Mapped[TimeUnit | None] = mapped_column(one_of(TimeUnit))
    online_level: Mapped[OnlineLevel] = mapped_column(one_of(OnlineLevel), default=OnlineLevel.NONE)
    # Whether its papers go by public post (bưu chính công ích).
    postal: Mapped[bool] = mapped_column(default=False)
    # [{"name": …, "amount": …, "unit": "working_days"}, …] in the order in which they are done.
    steps: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    posted_where: Mapped[str] = mapped_column(Text, default="")
    updated_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
    # Folded words of code, name and field, for the search of the catalogue.
    words: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)
