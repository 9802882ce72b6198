"""Removing the files that nothing refers to any more, after the transaction that let them go."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.models.sealed import ForgottenFile
from portal.ports import FileStore

BATCH = 500


def forget_files(session: Session, files: FileStore) -> int:
    """Remove a batch of files; returns how many. Done twice, or by two workers at once, it is done once."""
    keys = session.scalars(select(ForgottenFile.file_key).limit(BATCH)).all()
    for key in keys:
        files.delete(key)
    session.execute(delete(ForgottenFile).where(ForgottenFile.file_key.in_(keys)))
    return len(keys)
