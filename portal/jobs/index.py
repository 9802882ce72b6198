"""Keeps the search index; only the worker ever writes it."""

from portal.jobs.running import log, session
from portal.ports import SearchFilter, SearchIndex, Unavailable
from portal.services.renew_index import published_texts, renew_index


def update_index(index: SearchIndex) -> int:
    """Bring every change into the index, making it anew when it is missing; returns how many changes."""
    done = 0
    try:
        index.search("a", SearchFilter(), start=0, limit=1)  # a lost index is noticed though nothing changed
        while count := renew_index(session(), index):
            session().commit()
            done += count
    except Unavailable as error:
        session().rollback()
        held = index.rebuild(published_texts(session()))
        session().commit()
        if held:
            log.warning("index_made_anew", why=str(error), answers=held)
    return done
