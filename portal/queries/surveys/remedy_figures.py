"""Remedies counted by unit: opened and done in a period, open and overdue now; surveys and ratings apart."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.periods import first_day, last_day
from portal.domain.surveys.remedies import UNFINISHED, RemedyCounts, RemedySource, RemedyStatus
from portal.domain.time import ONE_DAY
from portal.models.remedy import Remedy
from portal.queries.figures import Selection

__all__ = ["RemedyCounts", "RemedySource", "remedies_by_unit", "remedy_figures"]


def remedy_figures(
    session: Session, selection: Selection, source: RemedySource
) -> Mapping[int, RemedyCounts]:
    """The remedies of a source by unit, or by who stands for it now: one statement."""
    days = first_day(selection.period), last_day(selection.period)
    now, found = dict(selection.successors), dict[int, RemedyCounts]()
    counted = remedies_by_unit(session, selection.unit_ids, source, days=days, today=selection.today)
    for unit_id, each in counted.items():
        place = now.get(unit_id, unit_id)
        found[place] = found.get(place, RemedyCounts()) + each
    return found


def remedies_by_unit(
    session: Session,
    unit_ids: frozenset[int],
    source: RemedySource,
    *,
    days: tuple[date, date],
    today: date,
) -> Mapping[int, RemedyCounts]:
    """The remedies of a source by unit, from one day to another: one statement."""
    first, last = days
    opened = Remedy.opened_on.between(first, last)
    done = (Remedy.status == RemedyStatus.DONE) & Remedy.done_on.between(first, last)
    unfinished = Remedy.status.in_(UNFINISHED)
    overdue = (Remedy.status == RemedyStatus.PLANNED) & (Remedy.due_on < today)
    columns = (opened, done, done & (Remedy.done_on <= Remedy.due_on), unfinished, overdue)
    wanted = (
        select(Remedy.unit_id, *(func.sum(case((each, 1), else_=0)) for each in columns))
        .where(
            Remedy.unit_id.in_(sorted(unit_ids)),
            Remedy.source == source,
            or_(opened, Remedy.done_on >= first, unfinished),
            Remedy.opened_on < last + ONE_DAY,
        )
        .group_by(Remedy.unit_id)
    )
    rows = session.execute(wanted)
    found = {unit_id: RemedyCounts(*(int(n or 0) for n in numbers)) for unit_id, *numbers in rows}
    return {unit_id: each for unit_id, each in found.items() if each != RemedyCounts()}
