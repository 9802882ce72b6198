"""Conditional changes: made only by the first of several workers."""

from typing import Any, cast

from sqlalchemy import CursorResult, Update
from sqlalchemy.orm import Session


def changed_one(session: Session, change: Update) -> bool:
    """Whether an update with its condition changed exactly one row, so that the caller may go on."""
    done = session.execute(change, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount == 1
