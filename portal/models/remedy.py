"""Remedies for what was rated average or below, and what the public is told of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.surveys.remedies import RemedySource, RemedyStatus
from portal.extensions import Base
from portal.models.columns import Moment, one_of

# Of those that are not done there is one for each unit and item.
ONE_AT_A_TIME = "status IN ('open', 'planned')"


class Remedy(Base):
    """What one unit does about one item; later low ratings join it until it is done."""

    __tablename__ = "remedies"
    __table_args__ = (
        # One for each item at a time, however many ballots come in at once.
        Index(
            "uq_remedies_unfinished",
            "unit_id",
            "source",
            "questionnaire_id",
            "item",
            unique=True,
            sqlite_where=text(ONE_AT_A_TIME),
            postgresql_where=text(ONE_AT_A_TIME),
        ),
        Index("ix_remedies_unit_status", "unit_id", "status", "id"),
        Index("ix_remedies_published", "published_at", "id"),
        Index("ix_remedies_unit_opened", "unit_id", "opened_on"),
        Index("ix_remedies_check_after", "check_after"),
        # The orders of the lists.
        Index("ix_remedies_status_due", "status", "due_on", "id"),
        Index("ix_remedies_status_done", "status", "done_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    source: Mapped[RemedySource] = mapped_column(one_of(RemedySource))
    # Of a survey; 0 for the three questions after an answer.
    questionnaire_id: Mapped[int] = mapped_column(default=0)
    item: Mapped[str] = mapped_column(String(40))
    # What was asked, as it was asked when the remedy was opened.
    item_vi: Mapped[str] = mapped_column(Text)
    item_en: Mapped[str] = mapped_column(Text, default="")
    # Low ratings it stands for; below five no number is shown (rules §9).
    low: Mapped[int] = mapped_column(default=0)
    opened_on: Mapped[date]
    last_low_on: Mapped[date]
    status: Mapped[RemedyStatus] = mapped_column(one_of(RemedyStatus), default=RemedyStatus.OPEN)
    cause: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    due_on: Mapped[date | None]
    # When somebody is to be reminded next; empty once it is done.
    check_after: Mapped[datetime | None] = mapped_column(Moment)
    evidence: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # "You said, we did".
    said_vi: Mapped[str] = mapped_column(Text, default="")
    said_en: Mapped[str] = mapped_column(Text, default="")
    did_vi: Mapped[str] = mapped_column(Text, default="")
    did_en: Mapped[str] = mapped_column(Text, default="")
    # Why what looked like personal data in these words is none; empty where nothing did.
    dismissal: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
