"""How well the promise of an answer in time was kept lately, over all units."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span, period_around
from portal.domain.unit_figures import UnitFigures
from portal.queries.figures import Selection, everywhere, figures_of
from portal.queries.settings import Settings


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """The figures of a period in which something fell due."""

    period: Period
    figures: UnitFigures


def kept_promise(session: Session, settings: Settings, today: date) -> KeptPromise | None:
    """The last whole month in which anything fell due, else the running one; None when nothing has yet."""
    running = period_around(Span.MONTH, today)
    for period in (running.moved(-1), running):
        figures = figures_of(session, Selection(everywhere(settings), period, today)).total
        if figures.due.due:
            return KeptPromise(period, figures)
    return None
