"""Figures of dossiers kept by the worker, by unit, procedure and month, and what has to be counted anew."""

from datetime import datetime
from enum import StrEnum
from functools import partial
from secrets import randbits

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class DossierBasis(StrEnum):
    """By which date a dossier belongs to a month: its receipt, or the date first promised."""

    RECEIVED = "received"
    DUE = "due"


class DossierFigure(Base):
    """The dossiers of a unit and procedure of one month; early + on time + late + open + stopped = all."""

    __tablename__ = "dossier_figures"

    basis: Mapped[DossierBasis] = mapped_column(one_of(DossierBasis), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), primary_key=True)
    all: Mapped[int] = mapped_column(default=0)
    early: Mapped[int] = mapped_column(default=0)
    on_time: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)
    open: Mapped[int] = mapped_column(default=0)
    stopped: Mapped[int] = mapped_column(default=0)
    # Of the open ones: solved by the evidence, but not updated.
    not_updated: Mapped[int] = mapped_column(default=0)
    # Completed once, and more than once: the second is a breach.
    supplemented: Mapped[int] = mapped_column(default=0)
    breaches: Mapped[int] = mapped_column(default=0)
    # How they came in and how the results went out.
    counter: Mapped[int] = mapped_column(default=0)
    online_partial: Mapped[int] = mapped_column(default=0)
    online_full: Mapped[int] = mapped_column(default=0)
    postal: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    returned_by_post: Mapped[int] = mapped_column(default=0)
    online_late: Mapped[int] = mapped_column(default=0)
    # Ended late, by when the first letter was issued; those after the return count as never, and apart.
    before_due: Mapped[int] = mapped_column(default=0)
    on_due: Mapped[int] = mapped_column(default=0)
    after_due: Mapped[int] = mapped_column(default=0)
    after_return: Mapped[int] = mapped_column(default=0)
    never: Mapped[int] = mapped_column(default=0)
    # Ended late with a letter that has reason, apology and new date.
    complete: Mapped[int] = mapped_column(default=0)
    # Ended with a new date promised, and kept it.
    promised_anew: Mapped[int] = mapped_column(default=0)
    kept_anew: Mapped[int] = mapped_column(default=0)
    # Early or on time, with feedback or a petition about it: for the rates of QĐ 766/QĐ-TTg.
    with_feedback: Mapped[int] = mapped_column(default=0)
    # Open ones by the date first promised: {"2026-11-26": {"never": 3, "before_due": 1}}, so that "overdue" and
    # its letters follow for any day without counting again. Those solved but not updated are not among them.
    open_due: Mapped[dict[str, dict[str, int]]] = mapped_column(Json, default=dict)
    counted_at: Mapped[datetime] = mapped_column(Moment)


class EnteredIndicator(Base):
    """A score of TT 01/2018 that only people can tell, for a unit and quarter; the last row stands."""

    __tablename__ = "entered_indicators"
    __table_args__ = (Index("ix_entered_indicators_unit", "unit_id", "year", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    indicator: Mapped[int]
    # In tenths: 0 to 20; empty when an entered score is taken back.
    tenths: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)


class DossierMark(Base):
    """A unit and month in which something changed; only appended, so that acts never wait for each other."""

    __tablename__ = "dossier_marks"
    __table_args__ = (Index("ix_dossier_marks_unit_month", "unit_id", "month"),)

    # Random, so that nothing has to be read back and no two writers meet.
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=partial(randbits, 62))
    basis: Mapped[DossierBasis] = mapped_column(one_of(DossierBasis))
    unit_id: Mapped[int]
    month: Mapped[int]
