"""Figures already added up, kept by each process until the worker counts anew.

The worker renews the revision in the transaction that counts a month, so what is kept under a revision is never older
than it; a revision that is rolled back never comes again.
"""

from sqlalchemy.orm import Session

from portal.domain.released_ratings import Released
from portal.queries.figures import Figures, Freshness, Selection, figures_of
from portal.queries.released_ratings import released_ratings, with_released
from portal.queries.settings import Settings
from portal.recent import Recent

# A year of all units holds some thousand numbers; more is never looked at within a minute.
KEPT = 8

_FIGURES: Recent[tuple[str, Selection], Figures] = Recent(KEPT)
_RATINGS: Recent[tuple[str, str], Released] = Recent(1)


def load_figures(session: Session, selection: Selection, fresh: Freshness) -> Figures:
    """The figures of a selection: no statement where nothing was counted since this process last looked."""
    if not fresh.revision:
        return figures_of(session, selection)
    return _FIGURES.get((fresh.revision, selection), lambda: figures_of(session, selection))


def load_released_ratings(session: Session, settings: Settings, fresh: Freshness) -> Released:
    """The ratings as everybody may know them: no statement where nothing was counted nor changed since."""
    if not (fresh.revision and settings.token):
        return released_ratings(session, settings)
    return _RATINGS.get((fresh.revision, settings.token), lambda: released_ratings(session, settings))


def load_public_figures(
    session: Session, settings: Settings, selection: Selection, *, fresh: Freshness
) -> Figures:
    """The figures of a selection as everybody may know them: ratings in groups of five or more."""
    figures = load_figures(session, selection, fresh)
    if not figures.total.ratings:
        return figures  # nobody rated, so that no group lies within the selection
    ratings = load_released_ratings(session, settings, fresh)
    return with_released(figures, selection, ratings)
