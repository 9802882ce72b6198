"""The case, the sender's contact kept apart from it, and its history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.kinds import Channel, Kind, ReplyBy, SenderKind, Urgency
from portal.domain.states import Outcome, State
from portal.domain.verdict import Verdict
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of

_OPEN = text("is_open AND NOT sealed")
_LISTED = text("NOT sealed")


def _partial(name: str, *columns: str, where: Any) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Case(Base):
    """One matter of one sender. Only `portal.services.transition` changes its state."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("receiving_unit_id", "register_year", "register_number"),
        # The lists of the desk, each paged by (due_on, id).
        _partial("ix_cases_officer_due", "officer_id", "due_on", "id", where=_OPEN),
        _partial("ix_cases_unit_due", "unit_id", "due_on", "id", where=_OPEN),
        _partial("ix_cases_open_due", "due_on", "id", where=_OPEN),
        _partial("ix_cases_unit_state_due", "unit_id", "state", "due_on", "id", where=_OPEN),
        _partial(
            "ix_cases_submitted_due",
            "unit_id",
            "due_on",
            "id",
            where=text("is_open AND NOT sealed AND answer_status = 'submitted'"),
        ),
        # Everything ever of a unit or an officer, newest first.
        _partial(
            "ix_cases_officer_id", "officer_id", "id", where=text("NOT sealed AND officer_id IS NOT NULL")
        ),
        _partial("ix_cases_unit_id", "unit_id", "id", where=_LISTED),
        _partial("ix_cases_receiving_unit_id", "receiving_unit_id", "id", where=_LISTED),
        # What the figures of a unit and month are counted from.
        Index("ix_cases_unit_month", "unit_id", "received_month"),
        Index("ix_cases_unit_due_month", "unit_id", "due_month"),
        _partial("ix_cases_sealed", "id", where=text("sealed")),
        # Those whose refusal waits for a second person.
        _partial(
            "ix_cases_refusal_due",
            "unit_id",
            "due_on",
            "id",
            where=text("is_open AND NOT sealed AND refusal_proposer_id IS NOT NULL"),
        ),
        # The latest answers of a unit in a category.
        _partial(
            "ix_cases_answered",
            "unit_id",
            "category_id",
            "answered_at",
            where=text("NOT sealed AND answered_at IS NOT NULL"),
        ),
        # What was answered in some days: whom a survey asks.
        _partial("ix_cases_unit_answered", "unit_id", "answered_at", where=text("answered_at IS NOT NULL")),
        _partial("ix_cases_main", "main_case_id", where=text("main_case_id IS NOT NULL")),
        _partial("ix_cases_parent", "parent_id", where=text("parent_id IS NOT NULL")),
        # What may be the same matter.
        _partial("ix_cases_open_matter", "category_id", "area_id", "id", where=_OPEN),
        # The matters of a dossier.
        _partial(
            "ix_cases_dossier", "dossier_code", "id", where=text("dossier_code IS NOT NULL AND NOT sealed")
        ),
        _partial("ix_cases_check_after", "check_after", where=text("check_after IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    # The secret tracking code is derived from this and a key outside the database.
    code_nonce: Mapped[str] = mapped_column(String(16))
    submission_key: Mapped[str | None] = mapped_column(String(36), unique=True)
    # Raised by every change; the second of two writers at once is refused by it.
    version: Mapped[int] = mapped_column(nullable=False)

    register_year: Mapped[int]
    register_number: Mapped[int]
    receiving_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    # The unit that has it now: the receiving one while it waits for the coordinator.
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    urgency: Mapped[Urgency] = mapped_column(one_of(Urgency), default=Urgency.NORMAL)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    place: Mapped[str] = mapped_column(String(300), default="")
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text, default="")
    dossier_code: Mapped[str | None] = mapped_column(String(64))
    national_number: Mapped[str | None] = mapped_column(String(64))

    reply_by: Mapped[ReplyBy] = mapped_column(one_of(ReplyBy))
    # Without any contact: handled, counted apart, no answer owed (rules §1).
    for_reference: Mapped[bool] = mapped_column(default=False)

    received_at: Mapped[datetime] = mapped_column(Moment)
    # The month of receipt in Việt Nam, as 202611: figures are kept by unit and month.
    received_month: Mapped[int]
    entered_at: Mapped[datetime] = mapped_column(Moment)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    backdating_reason: Mapped[str] = mapped_column(Text, default="")
    # The first routing, from which the unit's acceptance clock runs.
    routed_at: Mapped[datetime | None] = mapped_column(Moment)

    state: Mapped[State] = mapped_column(one_of(State))
    state_before: Mapped[State | None] = mapped_column(one_of(State))
    is_open: Mapped[bool] = mapped_column(default=True)
    sealed: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    answer_status: Mapped[AnswerStatus | None] = mapped_column(one_of(AnswerStatus))

    # Copied from the answer leg of the first round, where the verdict stands.
    due_on: Mapped[date]
    due_month: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Moment)
    provisional: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[Verdict | None] = mapped_column(one_of(Verdict))
    late_by: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    # The day of the standing resolution: the matter itself is settled, with evidence.
    resolved_on: Mapped[date | None]
    chased_count: Mapped[int] = mapped_column(default=0)
    chased_at: Mapped[datetime | None] = mapped_column(Moment)
    publication_declined: Mapped[bool] = mapped_column(default=False)
    # Office time from receipt to the first answer, in minutes, pauses left out.
    answer_minutes: Mapped[int | None]
    event_count: Mapped[int] = mapped_column(default=0)
    returned_count: Mapped[int] = mapped_column(default=0)
    reopened_count: Mapped[int] = mapped_column(default=0)
    # The case whose answer this one waits for, while it is merged and ever after.
    main_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    # The case this one is a part of; only that one talks to the sender.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    # Cases ever merged into this one, and parts ever split off: those without cost no look at them.
    merged_count: Mapped[int] = mapped_column(default=0)
    child_count: Mapped[int] = mapped_column(default=0)
    # Opinions ever asked for, so that a case without any costs no look at them.
    opinion_count: Mapped[int] = mapped_column(default=0)
    # Who has proposed not to accept it, while somebody else has to decide.
    refusal_proposer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    route_rule_id: Mapped[int | None] = mapped_column(ForeignKey("routing_rules.id"))
    route_reason: Mapped[str] = mapped_column(Text, default="")
    # When the worker must next look at the case itself: a wait that expires, a window that closes.
    check_after: Mapped[datetime | None] = mapped_column(Moment)

    sender: Mapped["Sender"] = relationship(back_populates="case", uselist=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Sender(Base):
    """Who sent a case and how to reach them; apart, so that it can be anonymised alone."""

    __tablename__ = "senders"
    __table_args__ = (
        Index(
            "ix_senders_phone",
            "phone",
            "case_id",
            sqlite_where=text("phone <> ''"),
            postgresql_where=text("phone <> ''"),
        ),
        Index(
            "ix_senders_email",
            "email",
            "case_id",
            sqlite_where=text("email <> ''"),
            postgresql_where=text("email <> ''"),
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    kind: Mapped[SenderKind] = mapped_column(one_of(SenderKind))
    name: Mapped[str] = mapped_column(String(160), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    # In E.164, such as +84912345678.
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(2), default="vi")
    consents_to_name: Mapped[bool] = mapped_column(default=False)
    consents_to_survey: Mapped[bool] = mapped_column(default=False)
    consents_to_social: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="sender")


class CaseEvent(Base):
    """One thing that happened to a case; appended, never edited. Its number is its place in the history."""

    __tablename__ = "case_events"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[EventKind] = mapped_column(one_of(EventKind))
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # The sender, the system, or empty for staff.
    by: Mapped[str] = mapped_column(String(16), default="")
    # The unit that had the case when it happened, so that time held can be told per unit.
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class CaseWords(Base):
    """The folded words of a case, for the search of staff; a case that is sealed has no row."""

    __tablename__ = "case_words"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
