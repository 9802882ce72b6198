"""Cleans up after sealing: the plain files, and the words that still stand in an index."""

from portal.jobs.running import each_alone, session, system_act
from portal.ports import Ports, SearchIndex
from portal.queries.sealed import Case
from portal.services.act import Act
from portal.services.forget_files import forget_files
from portal.services.renew_index import published_texts
from portal.services.scrub_seals import (
    begin_merging,
    empty_log,
    merge_some,
    newly_sealed,
    note_scrubbed,
    unscrubbed,
    were_published,
)
from portal.services.seal_case import seal_late_words


def scrub(ports: Ports) -> int:
    """Seal what came too late, remove what nothing refers to any more; returns how many files and cases."""

    def seal_late(act: Act, case_id: int) -> bool:
        return seal_late_words(act, act.session.get_one(Case, case_id), ports)

    done = each_alone(newly_sealed(session(), system_act().now), seal_late, on_error=_leave)
    while count := forget_files(session(), ports.files):
        session().commit()
        done += count
    if case_ids := unscrubbed(session()):
        _scrub_indexes(ports.index, case_ids)
    return done + len(case_ids)


def _leave(act: Act, case_id: int, error: Exception) -> None:
    """`flask verify` names the rows; the next round tries again."""


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
    if empty_log(session()):
        note_scrubbed(session(), case_ids, system_act().now)
    session().commit()
