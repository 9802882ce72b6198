"""Remedies counted by unit: opened and done in a period, open and overdue now; surveys and ratings apart."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.figures import Share
from portal.domain.periods import first_day, last_day
from portal.domain.surveys.remedies import UNFINISHED, RemedySource, RemedyStatus
from portal.domain.time import ONE_DAY
from portal.models.remedy import Remedy
from portal.queries.figures import Selection

__all__ = ["RemedyCounts", "RemedySource", "remedy_figures"]


@dataclass(frozen=True, slots=True)
class RemedyCounts:
    """What became of remedies of one source."""

    opened: int = 0
    done: int = 0
    done_in_time: int = 0
    # As of now, whenever they were opened.
    open: int = 0
    overdue: int = 0

    @property
    def in_time(self) -> Share:
        """Of those done in the period, those that were done by the day that was named."""
        return Share(self.done_in_time, self.done)

    def __add__(self, other: "RemedyCounts") -> "RemedyCounts":
        return RemedyCounts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def remedy_figures(
    session: Session, selection: Selection, source: RemedySource
) -> Mapping[int, RemedyCounts]:
    """The remedies of a source by unit, or by who stands for it now: one statement."""
    first, last = first_day(selection.period), last_day(selection.period)
    opened = Remedy.opened_on.between(first, last)
    done = (Remedy.status == RemedyStatus.DONE) & Remedy.done_on.between(first, last)
    unfinished = Remedy.status.in_(UNFINISHED)
    overdue = (Remedy.status == RemedyStatus.PLANNED) & (Remedy.due_on < selection.today)
    columns = (opened, done, done & (Remedy.done_on <= Remedy.due_on), unfinished, overdue)
    wanted = (
        select(Remedy.unit_id, *(func.sum(case((each, 1), else_=0)) for each in columns))
        .where(
            Remedy.unit_id.in_(sorted(selection.unit_ids)),
            Remedy.source == source,
            or_(opened, Remedy.done_on >= first, unfinished),
            Remedy.opened_on < last + ONE_DAY,
        )
        .group_by(Remedy.unit_id)
    )
    now, found = dict(selection.successors), dict[int, RemedyCounts]()
    for unit_id, *numbers in session.execute(wanted):
        place = now.get(unit_id, unit_id)
        found[place] = found.get(place, RemedyCounts()) + RemedyCounts(*(int(n or 0) for n in numbers))
    return {unit_id: each for unit_id, each in found.items() if each != RemedyCounts()}
