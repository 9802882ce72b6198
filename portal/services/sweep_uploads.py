"""Uploads of forms that were never sent are forgotten after a day."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.ports import FileStore

KEPT_FOR = timedelta(hours=24)


def sweep_uploads(session: Session, files: FileStore, now: datetime) -> int:
    """Delete uploads that nothing was made of and that are older than a day; returns how many."""
    old = select(Attachment).where(
        Attachment.case_id.is_(None),
        Attachment.answer_id.is_(None),
        Attachment.remedy_id.is_(None),
        Attachment.uploaded_at < now - KEPT_FOR,
    )
    rows = session.scalars(old.limit(500)).all()
    for row in rows:
        for key in filter(None, (row.file_key, row.thumbnail_key)):
            files.delete(key)
    session.execute(delete(Attachment).where(Attachment.id.in_([row.id for row in rows])))
    return len(rows)
