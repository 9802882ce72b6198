"""Ratings after an answer, and "did this help?" on published ones."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment


class RatingRow(Base):
    """How a sender rated one answer; confidential to leader and overseer (rules §6)."""

    __tablename__ = "ratings"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        CheckConstraint("result BETWEEN 1 AND 5", name="result_level"),
        CheckConstraint("time BETWEEN 1 AND 5", name="time_level"),
        CheckConstraint("attitude BETWEEN 1 AND 5", name="attitude_level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int] = mapped_column(default=1)
    result: Mapped[int]
    time: Mapped[int]
    attitude: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")
    rated_at: Mapped[datetime] = mapped_column(Moment)


class HelpfulVote(Base):
    """One reader's vote on a published answer; the reader is a keyed digest, nobody's address."""

    __tablename__ = "helpful_votes"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    voter: Mapped[str] = mapped_column(String(64), primary_key=True)
    helpful: Mapped[bool]
