"""Counters, the revision of the settings, and signs of life of the worker."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment


class Counter(Base):
    """The last number given in a yearly series, such as a unit's register or its documents."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class SettingsRevision(Base):
    """One row: a token that is new whenever units, people, policies, rules or the calendar change.

    A random token and not a number, so that a revision rolled back never comes again with other settings.
    """

    __tablename__ = "settings_revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(16))


class Heartbeat(Base):
    """When a part of the worker last did its round."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(48), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    detail: Mapped[str] = mapped_column(String(200), default="")
