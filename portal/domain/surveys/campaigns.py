"""Sampled surveys: how many to ask, when to remind, when nothing goes out any more (rules §9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.domain.clock import Reckoning
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.sampling import allocated, sample_size, to_invite
from portal.domain.surveys.ways import Population
from portal.domain.time import at_time, local_day

MOST_REMINDERS = 2
# Working days after the invitation, and again after the first reminder.
REMIND_AFTER = 5

# What a questionnaire for a purpose asks about; those for other purposes fit anybody.
ABOUT = {Purpose.ANSWER: Population.CASES, Purpose.ONE_STOP: Population.DOSSIERS}


def fits(purpose: Purpose, population: Population) -> bool:
    """Whether those drawn met what the questionnaire asks about."""
    return ABOUT.get(purpose, population) is population


@dataclass(frozen=True, slots=True)
class Plan:
    """How many there are, how many answers are wanted, how many are invited, and how many of each stratum."""

    population: int
    wanted: int
    invited: int
    strata: Mapping[str, tuple[int, int]]  # all of a stratum, and drawn of it

    @property
    def is_everybody(self) -> bool:
        """Whether so few can be asked that all of them are."""
        return self.invited == self.population


def plan_of(strata: Mapping[str, int], *, margin: Decimal, response_percent: int) -> Plan:
    """What a sample comes to, by the numbers of its strata.

    Raises ValueError for a margin or a percentage that is none.
    """
    population = sum(strata.values())
    wanted = min(sample_size(population, margin), population)
    invited = min(to_invite(wanted, response_percent), population)
    drawn = allocated(strata, invited)
    return Plan(population, wanted, invited, {name: (strata[name], drawn[name]) for name in strata})


def next_reminder(
    reckoning: Reckoning, sent_at: datetime, *, reminders: int, ends_on: date
) -> datetime | None:
    """When who has not answered is reminded after an invitation or a reminder: at an opening of the office.

    None when both reminders have gone out or the survey ends before.
    """
    day = reckoning.calendar.add_working_days(local_day(sent_at), REMIND_AFTER)
    if reminders >= MOST_REMINDERS or day > ends_on:
        return None
    return at_time(day, reckoning.hours.opening())
