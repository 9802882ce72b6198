"""How well the promise of an answer in time was kept lately, over all units."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span, period_around
from portal.domain.time import local_day
from portal.domain.unit_figures import UnitFigures
from portal.queries.figures import Selection, everywhere, freshness
from portal.queries.kept_figures import load_public_figures
from portal.queries.settings import Settings


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """The figures of a period in which something fell due."""

    period: Period
    figures: UnitFigures


def kept_promise(session: Session, settings: Settings, now: datetime) -> KeptPromise | None:
    """The last whole month in which anything fell due, else the running one; None when nothing has yet."""
    today = local_day(now)
    running, fresh = period_around(Span.MONTH, today), freshness(session, now)
    for period in (running.moved(-1), running):
        selection = Selection(everywhere(settings), period, today)
        figures = load_public_figures(session, settings, selection, fresh=fresh).total
        if figures.due.due:
            return KeptPromise(period, figures)
    return None
