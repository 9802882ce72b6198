"""Dossiers of the one-stop office, the applicants kept apart from them, and their history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.apologies import Timing
from portal.domain.dossier_channels import DossierChannel
from portal.domain.dossiers import DossierEventKind, Standing
from portal.domain.kinds import SenderKind
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of
from portal.models.dossier_import import DossierImport

_OPEN_WHERE = "is_open AND solved_on IS NULL"


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Dossier(Base):
    """One dossier as the one-stop software tells it; that software stays the system of record."""

    __tablename__ = "dossiers"
    __table_args__ = (
        # The heaps of the work-list, each paged by (due_on, id).
        _partial(
            "ix_dossiers_unit_due", "unit_id", "due_on", "id", where=f"{_OPEN_WHERE} AND reappointments = 0"
        ),
        _partial(
            "ix_dossiers_unit_again", "unit_id", "due_on", "id", where=f"{_OPEN_WHERE} AND reappointments > 0"
        ),
        # What is solved but not updated, per owner and oldest first.
        _partial(
            "ix_dossiers_unit_solved", "unit_id", "solved_on", "id", where="is_open AND solved_on IS NOT NULL"
        ),
        _partial("ix_dossiers_unit_breach", "unit_id", "first_due_on", "id", where="supplement_requests > 1"),
        _partial("ix_dossiers_unit_stopped", "unit_id", "stopped_on", "id", where="stopped_on IS NOT NULL"),
        # What ended late and nobody apologised for.
        _partial(
            "ix_dossiers_unit_silent",
            "unit_id",
            "first_due_on",
            "id",
            where="outcome = 'late' AND apologised_at IS NULL",
        ),
        # Everything of a unit, newest first, and what its figures are counted from.
        Index("ix_dossiers_unit_id", "unit_id", "id"),
        Index("ix_dossiers_unit_received", "unit_id", "received_month"),
        Index("ix_dossiers_unit_first_due", "unit_id", "first_due_month"),
        # What was returned in some days: whom a survey asks.
        _partial("ix_dossiers_unit_returned", "unit_id", "returned_at", where="returned_at IS NOT NULL"),
        # The public page of late dossiers with a letter.
        _partial("ix_dossiers_apologised", "apologised_at", "id", where="apologised_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    # The applicant's secret is derived from this and a key outside the database.
    code_nonce: Mapped[str] = mapped_column(String(16))
    # Raised by every change; the second of two writers at once is refused by it.
    version: Mapped[int] = mapped_column(nullable=False)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    counter: Mapped[str] = mapped_column(String(200), default="")

    received_at: Mapped[datetime] = mapped_column(Moment)
    # The months of receipt and of the date first promised, in Việt Nam, as 202611.
    received_month: Mapped[int]
    first_due_month: Mapped[int]
    # The date promised at receipt: the outcome is measured by it.
    first_due_on: Mapped[date]
    first_due_at: Mapped[datetime] = mapped_column(Moment)
    # Whether the file told it; otherwise it is reckoned from the procedure's committed time.
    due_given: Mapped[bool] = mapped_column(default=False)
    # The appointment in force: the date first promised, or that of the last letter.
    due_on: Mapped[date]
    due_at: Mapped[datetime] = mapped_column(Moment)
    provisional: Mapped[bool] = mapped_column(default=False)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
    stopped_on: Mapped[date | None]
    stop_reason: Mapped[str] = mapped_column(Text, default="")

    channel_in: Mapped[DossierChannel] = mapped_column(one_of(DossierChannel), default=DossierChannel.COUNTER)
    channel_out: Mapped[DossierChannel | None] = mapped_column(one_of(DossierChannel))
    supplement_requests: Mapped[int] = mapped_column(default=0)

    is_open: Mapped[bool] = mapped_column(default=True)
    # Early, on time or late; empty while it is open and when it was stopped.
    outcome: Mapped[Standing | None] = mapped_column(one_of(Standing))
    # The day of the result by the evidence of who marked it as solved but not updated, and who has to update it.
    solved_on: Mapped[date | None]
    solved_evidence: Mapped[str] = mapped_column(Text, default="")
    solved_owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    # New appointments by letters issued so far, and when the first of those letters was issued.
    reappointments: Mapped[int] = mapped_column(default=0)
    apologised_at: Mapped[datetime | None] = mapped_column(Moment)
    # Whether there was a result by the appointment that a letter promised; empty without one of them.
    kept_anew: Mapped[bool | None]
    first_timing: Mapped[Timing | None] = mapped_column(one_of(Timing))
    # Whether a letter had all three elements: reason, apology and new date.
    letter_complete: Mapped[bool] = mapped_column(default=False)
    # The document by which the head decided after the new date was broken too.
    other_document: Mapped[str] = mapped_column(String(300), default="")
    event_count: Mapped[int] = mapped_column(default=0)
    # The import that told it last.
    import_id: Mapped[int | None] = mapped_column(ForeignKey(DossierImport.id))

    applicant: Mapped["Applicant"] = relationship(back_populates="dossier", uselist=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Applicant(Base):
    """Who filed a dossier and how to reach them; apart, so that it can be anonymised alone."""

    __tablename__ = "applicants"
    __table_args__ = (_partial("ix_applicants_phone", "phone", "dossier_id", where="phone <> ''"),)

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    kind: Mapped[SenderKind] = mapped_column(one_of(SenderKind), default=SenderKind.PERSON)
    name: Mapped[str] = mapped_column(String(200), default="")
    # In E.164, such as +84912345678.
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(String(500), default="")

    dossier: Mapped[Dossier] = relationship(back_populates="applicant")


class DossierEvent(Base):
    """One thing that happened to a dossier; appended, never edited."""

    __tablename__ = "dossier_events"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[DossierEventKind] = mapped_column(one_of(DossierEventKind))
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
