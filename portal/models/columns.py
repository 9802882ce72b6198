"""Column types that behave the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

Json = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on both databases. Refuses naive ones with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; SQLite keeps no zone, so it is stored without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment with its zone."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


def one_of(kind: type[StrEnum]) -> Enum:
    """A column that holds one word of an enumeration, as plain text on both databases."""
    return Enum(kind, native_enum=False, length=32, values_callable=_words, create_constraint=False)


def _words(kind: Any) -> list[str]:
    return [member.value for member in kind]
