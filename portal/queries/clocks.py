"""A stored clock as the domain sees it: its facts, its calendar, its deadline."""

from datetime import datetime

from portal.domain.clock import ClockFacts, Deadline, Extension, Pause, Reckoning, Term, TimeUnit
from portal.domain.reminders import Due, schedule
from portal.domain.time import local_day
from portal.models.clock import CaseClock
from portal.queries.settings import Settings


def facts_of(clock: CaseClock) -> ClockFacts:
    """What a leg is reckoned from, as the domain wants it."""
    second = Term(clock.second_amount, TimeUnit.WORKING_DAYS) if clock.second_amount else None
    extension = None
    if clock.extended_at and clock.extended_until:
        extension = Extension(clock.extended_at, clock.extended_until)
    return ClockFacts(
        received_at=clock.started_at,
        term=Term(clock.amount, clock.time_unit),
        deem_after_hours=clock.deem_after_hours,
        pauses=tuple(_pause(*row) for row in clock.pauses),
        extension=extension,
        interim_notice_at=clock.interim_notice_at,
        second_term=second,
    )


def _pause(asked_at: str, ended_at: str, is_open: bool) -> Pause:
    return Pause(datetime.fromisoformat(asked_at), datetime.fromisoformat(ended_at), is_open)


def reckoning_for(settings: Settings, clock: CaseClock) -> Reckoning:
    """The calendar and office hours that govern a leg: the receiving unit's."""
    return settings.reckoning(clock.unit_id, local_day(clock.started_at))


def deadline_of(settings: Settings, clock: CaseClock) -> Deadline:
    """The deadline of a leg under the calendar in force now."""
    return reckoning_for(settings, clock).deadline(facts_of(clock))


def plan_of(settings: Settings, clock: CaseClock, deadline: Deadline) -> tuple[Due, ...]:
    """The reminders of a leg, under the policy of its unit as the leg started: later ones restart nothing."""
    ladder = settings.unit_policy(clock.unit_id, local_day(clock.started_at)).ladder()
    return schedule(clock.started_at, deadline, reckoning_for(settings, clock), ladder=ladder)
