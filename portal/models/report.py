"""Reports that were asked for or fell due: what each covers, how far it has come, what it says, its files."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.reports.schedule import Plan
from portal.domain.reports.spec import ReportStatus
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of

_UNFINISHED = "status IN ('waiting', 'working')"


class Report(Base):
    """One report; what it says is kept as it was, and never made anew."""

    __tablename__ = "reports"
    __table_args__ = (
        # Kept in the portal by unit and year; the number on the paper is the clerk's.
        UniqueConstraint("unit_id", "year", "number"),
        # What falls due is prepared once, whichever worker comes first.
        UniqueConstraint("plan", "due_on"),
        Index("ix_reports_unit", "unit_id", "id"),
        Index(
            "ix_reports_unfinished",
            "id",
            sqlite_where=text(_UNFINISHED),
            postgresql_where=text(_UNFINISHED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    number: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
    # All units, also those that do not lie below the one that reports.
    whole: Mapped[bool] = mapped_column(default=False)
    as_now: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    chapters: Mapped[list[str]] = mapped_column(Json, default=list)
    # To whom it goes and who gets a copy, a line each, as was asked for; none is what is usual for the agency.
    addressees: Mapped[list[str]] = mapped_column(Json, default=list)
    recipients: Mapped[list[str]] = mapped_column(Json, default=list)
    plan: Mapped[Plan | None] = mapped_column(one_of(Plan))
    due_on: Mapped[date | None]

    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    status: Mapped[ReportStatus] = mapped_column(one_of(ReportStatus), default=ReportStatus.WAITING)
    # How far the worker has come, in percent.
    progress: Mapped[int] = mapped_column(default=0)
    # Until when a worker has it for itself; one that stops half-way leaves it to another after that.
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    # So many workers began with it; one that stops every worker is given up.
    tries: Mapped[int] = mapped_column(default=0)
    # Another with every worker that takes it, also after it was tried again: who comes late sees that it is.
    turn: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(80), default="")

    made_at: Mapped[datetime | None] = mapped_column(Moment)
    as_of: Mapped[datetime | None] = mapped_column(Moment)
    # SHA-256 of all that is said, the moment left out: the same data give the same one.
    digest: Mapped[str] = mapped_column(String(64), default="")
    content: Mapped[dict[str, Any] | None] = mapped_column(Json, deferred=True)
    # The keys of the files by their ending: pdf, docx, xlsx.
    files: Mapped[dict[str, str]] = mapped_column(Json, default=dict)


class ReportUnit(Base):
    """A unit whose figures a report tells, as the tree stood for it: who reads it sees those of all of them."""

    __tablename__ = "report_units"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
