"""Forgets uploads of forms that were never sent, pictures that no public version has, and keys of old ballots."""

from portal.jobs.running import session, system_act
from portal.ports import FileStore
from portal.services.surveys.ballot_keys import forget_keys
from portal.services.sweep_pictures import sweep_pictures
from portal.services.sweep_uploads import sweep_uploads


def sweep(files: FileStore) -> int:
    """Delete them when older than a day; returns how many."""
    now = system_act().now
    count = sweep_uploads(session(), files, now) + sweep_pictures(session(), files, now)
    count += forget_keys(session(), now)
    session().commit()
    return count
