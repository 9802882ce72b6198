"""Cleans up after sealing: the plain files, and the words that still stand in an index."""

from portal.jobs.running import session, system_act
from portal.ports import FileStore, SearchIndex
from portal.services.forget_files import forget_files
from portal.services.renew_index import published_texts
from portal.services.scrub_seals import (
    begin_merging,
    empty_log,
    merge_some,
    note_scrubbed,
    unscrubbed,
    were_published,
)


def scrub(files: FileStore, index: SearchIndex) -> int:
    """Remove what nothing refers to any more; returns how many files and cases."""
    done = 0
    while count := forget_files(session(), files):
        session().commit()
        done += count
    if case_ids := unscrubbed(session()):
        _scrub_indexes(index, case_ids)
    return done + len(case_ids)


def _scrub_indexes(index: SearchIndex, case_ids: list[int]) -> None:
    if were_published(session(), case_ids):
        # Taking an answer out of the index only marks it. Made anew it is gone, and made anew once more so is
        # the index before, which is left for those who are reading in it.
        for _generation in range(2):
            index.rebuild(published_texts(session()))
    goes_on = begin_merging(session())
    session().commit()
    while goes_on:
        goes_on = merge_some(session())
        session().commit()
    note_scrubbed(session(), case_ids, system_act().now)
    session().commit()
    empty_log(session())
    session().commit()
