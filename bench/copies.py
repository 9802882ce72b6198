"""Rows of a table copied under other numbers, in the database itself: many more of what is there, quickly."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, insert, literal, select
from sqlalchemy.orm import Session

from portal.extensions import Base


def table_of(kind: type[Base]) -> Table:
    """The table of a model."""
    found = kind.__table__
    assert isinstance(found, Table)
    return found


def copy_rows(
    session: Session, kind: type[Base], *, which: ColumnElement[bool], other: Mapping[str, ColumnElement[Any]]
) -> None:
    """Copy the rows that meet a condition; `other` says what stands in some columns of the copies."""
    columns = table_of(kind).c
    names = [column.name for column in columns]
    values = [(other[name] if name in other else columns[name]).label(name) for name in names]
    session.execute(insert(table_of(kind)).from_select(names, select(*values).where(which)))


def shifted(column: Any, by: int) -> ColumnElement[Any]:
    """A number further on, so that none is taken twice; what is empty stays empty."""
    moved: ColumnElement[Any] = column + literal(by)
    return moved
