"""The outbox of messages, and the call-back list for those who can only be phoned or written to."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class MessageStatus(StrEnum):
    """How far a message has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"


class MessageChannel(StrEnum):
    """By what a message travels."""

    EMAIL = "email"
    SMS = "sms"


class Message(Base):
    """One message of the outbox, written in the transaction of what it tells, worded when it is delivered."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_case", "case_id", "id"),
        Index(
            "ix_messages_check_after",
            "check_after",
            sqlite_where=text("check_after IS NOT NULL"),
            postgresql_where=text("check_after IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    # The letter of apology it brings to an applicant.
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    channel: Mapped[MessageChannel] = mapped_column(one_of(MessageChannel))
    template: Mapped[str] = mapped_column(String(48))
    language: Mapped[str] = mapped_column(String(2), default="vi")
    recipient: Mapped[str] = mapped_column(String(254))
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    status: Mapped[MessageStatus] = mapped_column(one_of(MessageStatus), default=MessageStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    # When to try next, or when a claim that never ended may be taken again; empty when done.
    check_after: Mapped[datetime | None] = mapped_column(Moment)
    message_id: Mapped[str] = mapped_column(String(120), default="")
    last_error: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


class CallBackStatus(StrEnum):
    """How far a call-back has come."""

    WAITING = "waiting"
    REACHED = "reached"
    NOT_REACHED = "not_reached"


class CallBack(Base):
    """An answer to be told by phone or post, because the sender left no e-mail."""

    __tablename__ = "call_backs"
    __table_args__ = (
        Index(
            "ix_call_backs_due",
            "unit_id",
            "next_try_on",
            "id",
            sqlite_where=text("status <> 'reached'"),
            postgresql_where=text("status <> 'reached'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    # What is to be told: the message that could not be written, with its facts.
    template: Mapped[str] = mapped_column(String(48), default="answered")
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    status: Mapped[CallBackStatus] = mapped_column(one_of(CallBackStatus), default=CallBackStatus.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_on: Mapped[date]
    remark: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class MessageTemplate(Base):
    """The wording of one message in one language, edited by an administrator."""

    __tablename__ = "message_templates"

    name: Mapped[str] = mapped_column(String(48), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    channel: Mapped[MessageChannel] = mapped_column(one_of(MessageChannel), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)
