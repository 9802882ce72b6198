"""Figures already added up, kept by each process until the worker counts anew."""

from collections import OrderedDict
from threading import Lock

from sqlalchemy.orm import Session

from portal.queries.figures import Figures, Freshness, Selection, figures_of

# A year of all units holds some thousand numbers; more is never looked at within a minute.
KEPT = 8


class FiguresCache:
    """The figures last looked at.

    The worker renews the revision in the transaction that counts a month, so what is kept under a revision
    is never older than it; a revision that is rolled back never comes again.
    """

    def __init__(self, keep: int = KEPT) -> None:
        self._keep = keep
        self._kept: OrderedDict[tuple[str, Selection], Figures] = OrderedDict()
        self._lock = Lock()

    def load(self, session: Session, selection: Selection, fresh: Freshness) -> Figures:
        """The figures of a selection as of a revision: no statement when they are kept."""
        if not fresh.revision:
            return figures_of(session, selection)
        key = (fresh.revision, selection)
        with self._lock:
            found = self._kept.get(key)
        return found if found is not None else self._keep_new(key, figures_of(session, selection))

    def _keep_new(self, key: tuple[str, Selection], figures: Figures) -> Figures:
        with self._lock:
            self._kept[key] = figures
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)
        return figures


CACHE = FiguresCache()


def load_figures(session: Session, selection: Selection, fresh: Freshness) -> Figures:
    """The figures of a selection, from the cache of this process where nothing was counted since."""
    return CACHE.load(session, selection, fresh)
