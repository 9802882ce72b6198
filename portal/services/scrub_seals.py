"""Cleaning the indexes of what sealed cases had left there: a deleted word stays in a segment until it is merged."""

import sqlite3
from datetime import datetime, timedelta

from sqlalchemy import exists, select, text, update
from sqlalchemy.orm import Session

from portal.models.answer import Publication
from portal.models.sealed import SealedContent

# No request takes longer.
WRITING_LASTS = timedelta(minutes=10)
# Pages merged in one go: other writers come in between.
PAGES = 500
MERGE = text("INSERT INTO case_words_index (case_words_index, rank) VALUES ('merge', :pages)")
EMPTY_LOG = text("PRAGMA wal_checkpoint(TRUNCATE)")
CHANGES = text("SELECT total_changes()")


def newly_sealed(session: Session, now: datetime) -> list[int]:
    """The cases sealed so lately that somebody who began before may still be writing."""
    lately = select(SealedContent.case_id).where(SealedContent.sealed_at >= now - WRITING_LASTS)
    return list(session.scalars(lately))


def unscrubbed(session: Session) -> list[int]:
    """The sealed cases whose words may still stand in an index."""
    return list(session.scalars(select(SealedContent.case_id).where(SealedContent.scrubbed_at.is_(None))))


def were_published(session: Session, case_ids: list[int]) -> bool:
    """Whether any of these cases ever had a public version, and so perhaps a place in the index of answers."""
    return bool(session.scalar(select(exists().where(Publication.case_id.in_(case_ids)))))


def begin_merging(session: Session) -> bool:
    """On SQLite, have all segments of the index of words merged into one; False where there is nothing to merge."""
    if session.get_bind().dialect.name != "sqlite":
        return False
    return merge_some(session, -PAGES)


def merge_some(session: Session, pages: int = PAGES) -> bool:
    """Merge a few pages; whether there was anything left to do (fewer than two changes say that there was not)."""
    before = session.scalar(CHANGES) or 0
    session.execute(MERGE, {"pages": pages})
    return (session.scalar(CHANGES) or 0) - before >= 2


def empty_log(session: Session) -> bool:
    """On SQLite, write the log into the file and cut it to nothing: it holds pages as they were.

    False when somebody was reading from it for too long: later, then.
    """
    driver = session.connection().connection.driver_connection
    if not isinstance(driver, sqlite3.Connection) or driver.in_transaction:
        return True
    return not session.scalar(EMPTY_LOG)


def note_scrubbed(session: Session, case_ids: list[int], now: datetime) -> None:
    """These cases have left nothing behind."""
    session.execute(update(SealedContent).where(SealedContent.case_id.in_(case_ids)).values(scrubbed_at=now))
