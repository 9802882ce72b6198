"""What staff keep for their own work: canned texts, saved filters."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.states import Outcome
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class CannedText(Base):
    """A text with placeholders that officers start from."""

    __tablename__ = "canned_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(48), unique=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    # What the answer says was done; empty fits any.
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)


class SavedFilter(Base):
    """A filter of the inbox under a name; shared ones are seen by the whole unit."""

    __tablename__ = "saved_filters"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    shared: Mapped[bool] = mapped_column(default=False)
    query: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class SealedOpening(Base):
    """One opening of a sealed case by the designated person; every one is logged (rules §7)."""

    __tablename__ = "sealed_openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
