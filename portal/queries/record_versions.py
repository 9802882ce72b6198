"""The versions of what staff wrote down of a sender's words."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.record_version import RecordVersion

__all__ = ["RecordVersion", "record_versions"]


def record_versions(session: Session, case_id: int) -> Sequence[RecordVersion]:
    """All of them, the first one first; none while nothing was corrected. The caller has found the case."""
    wanted = select(RecordVersion).where(RecordVersion.case_id == case_id)
    return session.scalars(wanted.order_by(RecordVersion.version)).all()
