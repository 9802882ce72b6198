"""Forgets uploads of forms that were never sent."""

from portal.jobs.running import session, system_act
from portal.ports import FileStore
from portal.services.sweep_uploads import sweep_uploads


def sweep(files: FileStore) -> int:
    """Delete uploads older than a day; returns how many."""
    count = sweep_uploads(session(), files, system_act().now)
    session().commit()
    return count
