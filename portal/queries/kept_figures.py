"""Figures already added up, kept by each process until the worker counts anew."""

from collections import OrderedDict
from threading import Lock

from sqlalchemy.orm import Session

from portal.domain.released_ratings import Released
from portal.queries.figures import Figures, Freshness, Selection, figures_of
from portal.queries.released_ratings import released_ratings, with_released
from portal.queries.settings import Settings

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


class RatingsCache:
    """The released ratings as of one revision of figures and settings."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[str, str], Released] | None = None

    def load(self, session: Session, settings: Settings, fresh: Freshness) -> Released:
        """No statement when they are kept."""
        key, kept = (fresh.revision, settings.token), self._kept
        if kept is not None and all(key) and kept[0] == key:
            return kept[1]
        found = released_ratings(session, settings)
        self._kept = (key, found)
        return found


RATINGS = RatingsCache()


def load_released_ratings(session: Session, settings: Settings, fresh: Freshness) -> Released:
    """The ratings as everybody may know them, from this process where nothing was counted since."""
    return RATINGS.load(session, settings, fresh)


def load_public_figures(
    session: Session, settings: Settings, selection: Selection, *, fresh: Freshness
) -> Figures:
    """The figures of a selection as everybody may know them: ratings in groups of five or more."""
    figures = load_figures(session, selection, fresh)
    if not figures.total.ratings:
        return figures  # nobody rated, so that no group lies within the selection
    ratings = load_released_ratings(session, settings, fresh)
    return with_released(figures, selection, ratings, all_units=frozenset(settings.units))
