"""Answers with their versions, and what is published of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.states import Outcome
from portal.domain.verdict import Verdict
from portal.extensions import Base
from portal.models.columns import Moment, one_of


class Answer(Base):
    """The answer of one round of a case, on its way from draft to issue."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        UniqueConstraint("numbering_unit_id", "document_year", "document_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[AnswerStatus] = mapped_column(one_of(AnswerStatus))
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    body: Mapped[str] = mapped_column(Text, default="")
    # Owed when the answer comes late (rules §3), with the reason.
    apology: Mapped[str] = mapped_column(Text, default="")
    as_document: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    numbering_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    document_year: Mapped[int | None]
    document_number: Mapped[int | None]
    document_symbol: Mapped[str] = mapped_column(String(64), default="")


class AnswerVersion(Base):
    """What an answer said at each saving; kept for ever."""

    __tablename__ = "answer_versions"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    apology: Mapped[str] = mapped_column(Text, default="")
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    saved_at: Mapped[datetime] = mapped_column(Moment)


class Publication(Base):
    """A public version of question and answer; a correction is a new row beside the old one."""

    __tablename__ = "publications"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        Index("ix_publications_newest", "status", "published_at", "id"),
        Index("ix_publications_category", "category_id", "status", "published_at"),
        Index("ix_publications_unit", "unit_id", "status", "published_at"),
        # Those that wait for whoever publishes.
        Index(
            "ix_publications_submitted",
            "unit_id",
            sqlite_where=text("status = 'submitted'"),
            postgresql_where=text("status = 'submitted'"),
        ),
        Index(
            "uq_publications_current",
            "case_id",
            unique=True,
            sqlite_where=text("status = 'published'"),
            postgresql_where=text("status = 'published'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[PublicationStatus] = mapped_column(one_of(PublicationStatus))
    reference: Mapped[str] = mapped_column(String(16), index=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    # Of the commune only (rules §5).
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    received_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime] = mapped_column(Moment)
    # Working days from receipt to answer.
    days_taken: Mapped[int]
    verdict: Mapped[Verdict | None] = mapped_column(one_of(Verdict))
    late_by: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text, default="")
    # Raised whenever pictures are put to it or taken away, so that nobody releases what they have not seen.
    picture_changes: Mapped[int] = mapped_column(default=0)
    helpful_count: Mapped[int] = mapped_column(default=0)
    unhelpful_count: Mapped[int] = mapped_column(default=0)


class IndexChange(Base):
    """A publication whose place in the search index is to be renewed by the worker."""

    __tablename__ = "index_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"))
