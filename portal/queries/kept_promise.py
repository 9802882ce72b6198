"""How well the promise of an answer in time was kept lately, over all units."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.models.figure import Basis
from portal.queries.figures import Period, UnitFigures, add_up, monthly
from portal.queries.settings import Settings


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """The figures of cases due in a month, such as 202610."""

    month: int
    figures: UnitFigures


def kept_promise(session: Session, settings: Settings, today: date) -> KeptPromise | None:
    """The last whole month in which anything fell due, else the running one; None when nothing has yet."""
    now = today.year * 100 + today.month
    before = now - 1 if now % 100 > 1 else now - 89
    rows = monthly(session, Basis.DUE, settings.units, period=Period(before, now))
    for month in (before, now):
        figures = add_up([row for row in rows if row.month == month], today)
        if figures.response_rate.whole:
            return KeptPromise(month, figures)
    return None
