"""Figures kept by the worker, by unit and month, and what has to be counted anew."""

from datetime import datetime
from enum import StrEnum
from functools import partial
from secrets import randbits

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.kinds import Kind
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class Basis(StrEnum):
    """By which date a case belongs to a month."""

    RECEIVED = "received"
    DUE = "due"
    # By its answers, for the time that each unit held it.
    ANSWERED = "answered"


class MonthlyFigure(Base):
    """The cases a unit has of one month of receipt, or of due date, by kind; the parts add up."""

    __tablename__ = "monthly_figures"

    basis: Mapped[Basis] = mapped_column(one_of(Basis), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(one_of(Kind), primary_key=True)
    received: Mapped[int] = mapped_column(default=0)
    in_time: Mapped[int] = mapped_column(default=0)
    in_time_after_extension: Mapped[int] = mapped_column(default=0)
    kept_by_notice: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)
    open: Mapped[int] = mapped_column(default=0)
    stopped: Mapped[int] = mapped_column(default=0)
    published: Mapped[int] = mapped_column(default=0)
    not_published_with_reason: Mapped[int] = mapped_column(default=0)
    published_in_time: Mapped[int] = mapped_column(default=0)
    reopened: Mapped[int] = mapped_column(default=0)
    resolved: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    # Kept in time, but asked about again; else rated low: by due date alone, for the rates of QĐ 766/QĐ-TTg.
    asked_again: Mapped[int] = mapped_column(default=0)
    rated_low: Mapped[int] = mapped_column(default=0)
    # Information for reference: counted apart from all of the above (rules §1).
    for_reference: Mapped[int] = mapped_column(default=0)
    # Answered cases by office time to the answer, in tenths of an hour rounded up: {"tenths": count}.
    answer_tenths: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    # Open cases by due date: {"2026-11-26": count}, from which "overdue" and "due" follow for any moment.
    open_due: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    # Ratings by question and level: {"result": {"5": 3}, …}.
    ratings: Mapped[dict[str, dict[str, int]]] = mapped_column(Json, default=dict)
    counted_at: Mapped[datetime] = mapped_column(Moment)


class HeldTime(Base):
    """How long a unit had a case until it was answered, by the month of the answer.

    Kept of cases that figures count as answered; told anew from the history wherever a mark lies.
    """

    __tablename__ = "held_times"
    __table_args__ = (Index("ix_held_times_unit_month", "unit_id", "month", "case_id", "minutes"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Office minutes, the waits for the sender left out.
    minutes: Mapped[int]


class HeldFigure(Base):
    """The time a unit held the cases answered in a month, whoever answered them."""

    __tablename__ = "held_figures"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Cases by office time held, in tenths of an hour rounded up: {"tenths": count}.
    tenths: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    minutes: Mapped[int] = mapped_column(BigInteger)
    counted_at: Mapped[datetime] = mapped_column(Moment)


class HeldMark(Base):
    """A case whose held times are to be told anew; only appended, as marks of figures are."""

    __tablename__ = "held_marks"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=partial(randbits, 62))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)


class FigureMark(Base):
    """A unit and month in which something changed; only appended, so that acts never wait for each other."""

    __tablename__ = "figure_marks"
    __table_args__ = (Index("ix_figure_marks_unit_month", "unit_id", "month"),)

    # Random, so that nothing has to be read back and no two writers meet.
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=partial(randbits, 62))
    basis: Mapped[Basis] = mapped_column(one_of(Basis))
    unit_id: Mapped[int]
    month: Mapped[int]
