"""Burnt pictures taken off their versions again are forgotten after a day, their files when no version has them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.models.public_version import PublicPicture
from portal.ports import FileStore

KEPT_FOR = timedelta(hours=24)
BATCH = 500


def sweep_pictures(session: Session, files: FileStore, now: datetime) -> int:
    """Delete pictures that belong to no version and are older than a day; returns how many."""
    loose = PublicPicture.publication_id.is_(None)
    old = select(PublicPicture).where(loose, PublicPicture.made_at < now - KEPT_FOR)
    rows = session.scalars(old.limit(BATCH)).all()
    if not rows:
        return 0
    keys = {row.file_key for row in rows}
    session.execute(delete(PublicPicture).where(PublicPicture.id.in_([row.id for row in rows])))
    kept = session.scalars(select(PublicPicture.file_key).where(PublicPicture.file_key.in_(keys)))
    for key in keys - set(kept):
        files.delete(key)
    return len(rows)
