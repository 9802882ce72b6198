"""The dates and people of one bulk case, drawn so that every row made of it agrees with every other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from portal.demo.stories import Story
from portal.domain.clock import ClockFacts, Deadline, Reckoning, Term, TimeUnit
from portal.domain.time import VIETNAM, at_time, local_day
from portal.domain.verdict import Judgement, judge

ANSWER = Term(3, TimeUnit.WORKING_DAYS)
ACCEPTANCE = Term(8, TimeUnit.WORKING_HOURS)
TRANSFER = Term(5, TimeUnit.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit with an officer and a leader."""

    unit_id: int
    officer_id: int
    leader_id: int


@dataclass(frozen=True, slots=True)
class BulkLife:
    """One case: its story, its desk, and when each thing happened; None for what has not happened yet."""

    number: int
    story: Story
    desk: Desk
    received_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    due: Deadline
    acceptance_due: Deadline
    transfer_due: Deadline
    judgement: Judgement | None
    acceptance_judgement: Judgement | None


class Drawing:
    """Draws lives, deterministic by seed."""

    def __init__(self, random: Random, reckoning: Reckoning, now: datetime) -> None:
        self._random, self._reckoning, self._now = random, reckoning, now
        self._due = lru_cache(maxsize=4096)(self._deadline_on)

    def _deadline_on(self, day: date, term: Term) -> Deadline:
        """Terms in days depend on the day of receipt alone."""
        return self._reckoning.deadline(ClockFacts(at_time(day, self._reckoning.hours.opening()), term))

    def draw(self, number: int, story: Story, *, desk: Desk, received_at: datetime) -> BulkLife:
        """One life from its receipt on."""
        day = local_day(received_at)
        acceptance_due = self._reckoning.deadline(ClockFacts(received_at, ACCEPTANCE))
        accepted_at = self._accepted(received_at)
        due = self._due(day, ANSWER)
        answered_at = self._answered(accepted_at, due) if accepted_at else None
        closes_at = self._closing(answered_at) if answered_at else None
        calendar = self._reckoning.calendar
        return BulkLife(
            number=number,
            story=story,
            desk=desk,
            received_at=received_at,
            accepted_at=accepted_at,
            answered_at=answered_at,
            closed_at=closes_at if closes_at and closes_at <= self._now else None,
            due=due,
            acceptance_due=acceptance_due,
            transfer_due=self._due(day, TRANSFER),
            judgement=judge(due, answered_at, calendar) if answered_at else None,
            acceptance_judgement=judge(acceptance_due, accepted_at, calendar) if accepted_at else None,
        )

    def days_taken(self, life: BulkLife) -> int:
        """Working days from receipt to answer."""
        if life.answered_at is None:
            return 0
        first, last = local_day(life.received_at), local_day(life.answered_at)
        return self._reckoning.calendar.working_days_between(first, last)

    def answer_minutes(self, life: BulkLife) -> int | None:
        """Office minutes from receipt to answer."""
        if life.answered_at is None:
            return None
        hours, calendar = self._reckoning.hours, self._reckoning.calendar
        return hours.minutes_between(life.received_at, life.answered_at, calendar)

    def _accepted(self, received_at: datetime) -> datetime | None:
        opens = self._reckoning.hours.next_open(received_at, self._reckoning.calendar)
        accepted_at = opens + timedelta(minutes=self._random.randrange(10, 200))
        return accepted_at if accepted_at <= self._now else None

    def _answered(self, accepted_at: datetime, due: Deadline) -> datetime | None:
        late = self._random.random() < 0.05
        day = due.due_on + timedelta(days=self._random.randrange(1, 6)) if late else due.due_on
        first = accepted_at + timedelta(minutes=30)
        last = at_time(day, self._reckoning.hours.close())
        share = self._random.random()
        answered_at = max(first, first + (last - first) * share if not late else last)
        return answered_at if answered_at <= self._now else None

    def _closing(self, answered_at: datetime) -> datetime:
        last = self._reckoning.calendar.add_working_days(local_day(answered_at), 10)
        return at_time(last, self._reckoning.hours.close()) + timedelta(hours=7)


def receipt_at(random: Random, now: datetime, *, days: int) -> datetime:
    """A moment of receipt within so many days before now."""
    moment = (now - timedelta(days=random.random() * days, minutes=5)).astimezone(VIETNAM)
    return moment.replace(microsecond=0)
