"""The figures of one unit, or of several together: rates, times and satisfaction (rules §10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from fractions import Fraction

from portal.domain.clock import Reckoning
from portal.domain.figures import CaseCounts, Satisfaction, Share, percentile

QUESTIONS = ("result", "time", "attitude")
# Below so many cases due, a unit is not ranked: one late answer would decide its place.
FEWEST_RANKED = 10


@dataclass(frozen=True)
class UnitFigures:
    """What is shown of one unit, or of several together, for a period."""

    received: CaseCounts = field(default_factory=CaseCounts)
    due: CaseCounts = field(default_factory=CaseCounts)
    # Answered cases among those due, by office time to the answer in tenths of an hour.
    answer_tenths: Mapping[int, int] = field(default_factory=dict)
    ratings: Mapping[str, Satisfaction] = field(default_factory=dict)
    # Stays of answered cases with the unit, whoever answered them, by office time held in tenths of an hour.
    held_tenths: Mapping[int, int] = field(default_factory=dict)
    held_minutes: int = 0

    @property
    def on_time_rate(self) -> Share:
        """Answered in time, after an extension or under a notice, of what fell due by now."""
        return Share(kept(self.due), self.due.due)

    @property
    def response_rate(self) -> Share:
        """Answered at all, of what fell due by now: answered, or open and overdue."""
        return Share(self.due.answered, self.due.due)

    @property
    def publication_rate(self) -> Share:
        """Published, of all answers that were not withheld with a reason."""
        return Share(self.due.published, self._publishable)

    @property
    def published_in_time_rate(self) -> Share:
        """Published before the due date ended, of all answers that were not withheld with a reason."""
        return Share(self.due.published_in_time, self._publishable)

    @property
    def _publishable(self) -> int:
        return self.due.answered - self.due.not_published_with_reason

    @property
    def reopen_rate(self) -> Share:
        """Reopened at least once, of the answered."""
        return Share(self.due.reopened, self.due.answered)

    @property
    def resolved_rate(self) -> Share:
        """Resolved with evidence, of the answered: another fact than the answer (rules §2)."""
        return Share(self.due.resolved, self.due.answered)

    @property
    def return_rate(self) -> Share:
        """Returned to the coordinator at least once, of the received."""
        return Share(self.received.returned, self.received.received)

    @property
    def subtractive_satisfaction(self) -> Share:
        """All due less the late, those asked about again, those rated low (QĐ 766/QĐ-TTg; silence is satisfied)."""
        return Share(kept(self.due) - self.due.asked_again - self.due.rated_low, self.due.due)

    @property
    def median_hours(self) -> float | None:
        """The median time to the answer in working hours, to a tenth of an hour."""
        return hours_at(self.answer_tenths, 50)

    @property
    def p90_hours(self) -> float | None:
        """The 90th percentile of the time to the answer in working hours, to a tenth of an hour."""
        return hours_at(self.answer_tenths, 90)

    @property
    def stays(self) -> int:
        """How many answered cases a unit had held; of several units together, a case once for each of them."""
        return sum(self.held_tenths.values())

    @property
    def median_held_hours(self) -> float | None:
        """The median time a unit held a case, in working hours, to a tenth of an hour."""
        return hours_at(self.held_tenths, 50)

    @property
    def p90_held_hours(self) -> float | None:
        """The 90th percentile of the time a unit held a case, in working hours, to a tenth of an hour."""
        return hours_at(self.held_tenths, 90)

    @property
    def held_hours(self) -> float:
        """All the working hours for which cases were held, to a tenth of an hour."""
        return round(self.held_minutes / 60, 1)

    def satisfaction(self, question: str) -> Satisfaction:
        """The ratings of one question; empty when there are none."""
        return self.ratings.get(question) or Satisfaction({})


def hours_at(tenths: Mapping[int, int], percent: int) -> float | None:
    """A percentile of times given in tenths of an hour, in hours; None when there are none."""
    found = percentile(tenths, percent)
    return None if found is None else found / 10


def kept(counts: CaseCounts) -> int:
    """Cases whose promise was kept: in time, in time after an extension, or under a notice."""
    return counts.in_time + counts.in_time_after_extension + counts.kept_by_notice


def working_days(hours: float | None, reckoning: Reckoning) -> float | None:
    """Working hours as working days of the office, to one decimal."""
    return days_of(hours, day_minutes(reckoning))


def days_of(hours: float | None, minutes: int) -> float | None:
    """Working hours, to a tenth, as working days of so many minutes, to one decimal, halves rounded up."""
    if hours is None or minutes == 0:
        return None
    tenths = round(hours * 10)
    return (tenths * 6 * 10 * 2 + minutes) // (2 * minutes) / 10


def day_minutes(reckoning: Reckoning) -> int:
    """How many minutes a working day of the office has."""
    return sum(_minutes(shift.closes) - _minutes(shift.opens) for shift in reckoning.hours.shifts)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def ranked(by_unit: Mapping[int, UnitFigures], *, fewest: int = FEWEST_RANKED) -> Sequence[tuple[int, int]]:
    """Units with enough cases due, as (place, unit), the best on-time rate first; equals share a place."""
    rates = {
        unit_id: Fraction(each.on_time_rate.part, each.due.due)
        for unit_id, each in by_unit.items()
        if each.due.due >= max(1, fewest)
    }
    order = sorted(rates, key=lambda unit_id: (-rates[unit_id], -by_unit[unit_id].due.due, unit_id))
    places: list[tuple[int, int]] = []
    for number, unit_id in enumerate(order, 1):
        tied = bool(places) and rates[places[-1][1]] == rates[unit_id]
        places.append((places[-1][0] if tied else number, unit_id))
    return places
