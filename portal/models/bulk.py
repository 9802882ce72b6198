"""One thing done to many cases, while it is looked at, done, and can be undone; kept for a day."""

from datetime import datetime
from functools import partial
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.bulk import BulkKind, Fate, Stage
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class BulkStep(Base):
    """What one person does to many cases; its number is secret enough for an address."""

    __tablename__ = "bulk_steps"
    __table_args__ = (
        Index(
            "ix_bulk_steps_check_after",
            "check_after",
            sqlite_where=text("check_after IS NOT NULL"),
            postgresql_where=text("check_after IS NOT NULL"),
        ),
        Index("ix_bulk_steps_created_at", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=partial(token_urlsafe, 16))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[BulkKind] = mapped_column(one_of(BulkKind))
    # To whom, where to, why; the words go as soon as it is done.
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # The list it came from.
    back: Mapped[str] = mapped_column(String(1_000))
    stage: Mapped[Stage] = mapped_column(one_of(Stage), default=Stage.CHECKING)
    total: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    # When the worker goes on with it; empty while nothing is to be done, or a request does it.
    check_after: Mapped[datetime | None] = mapped_column(Moment)


class BulkCase(Base):
    """One of its cases: what was seen of it, what becomes of it, and how it stood before."""

    __tablename__ = "bulk_cases"

    step_id: Mapped[str] = mapped_column(ForeignKey("bulk_steps.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # None where nothing was found that the person may see.
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    # The version of the case, or of its answer, that was on the page.
    seen: Mapped[int | None]
    fate: Mapped[Fate] = mapped_column(one_of(Fate), default=Fate.CHOSEN)
    # Why not: codes, never words.
    why: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # Numbers and a state, never words: what undoing puts back.
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # Whoever changes the case afterwards raises this.
    version_after: Mapped[int | None]
