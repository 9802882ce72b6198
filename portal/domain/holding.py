"""How long each unit had a case, in office time: so that the one that got it late is not blamed (rules §3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from portal.domain.clock import Reckoning
from portal.domain.events import EventKind

# From here on nobody has it any more, until it is reopened.
LETS_GO = frozenset({
    EventKind.ANSWERED,
    EventKind.REFUSED,
    EventKind.HANDED_OVER,
    EventKind.WITHDRAWN,
    EventKind.DIVERTED,
    EventKind.MERGED,
})
ENDS_WAIT = LETS_GO | {EventKind.REPLIED, EventKind.WAIT_EXPIRED}


class Happened(Protocol):
    """One event of a history; `unit_id` is who had the case when it happened, before it moved on."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def at(self) -> datetime: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time during which one unit had the case: office minutes, those spent waiting for the sender left out."""

    unit_id: int
    begins_at: datetime
    # None while it lasts.
    ends_at: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a case is and since when it counts: its receipt, the unit that has it, and the present moment."""

    received_at: datetime
    unit_id: int
    now: datetime


@dataclass
class _Held:
    """One unit's uninterrupted time, while the history is read."""

    unit_id: int
    begins_at: datetime
    ends_at: datetime
    lasts: bool = False


@dataclass
class _Reading:
    """A history being read: who had the case, and when the sender was waited for."""

    held: list[_Held] = field(default_factory=list)
    waits: list[tuple[datetime, datetime]] = field(default_factory=list)
    since: datetime | None = None
    asked: tuple[datetime, datetime] | None = None
    had_when_merged: bool = False

    def take(self, event: Happened, received_at: datetime) -> None:
        """Read one event further."""
        if self.since is not None:
            self.hold(event.unit_id, event.at)
        if event.kind is EventKind.ASKED and event.facts.get("ends_at"):
            self.asked = (event.at, datetime.fromisoformat(str(event.facts["ends_at"])))
        elif event.kind in ENDS_WAIT:
            self.end_wait(event)
        if event.kind is EventKind.MERGED:
            self.had_when_merged = self.since is not None
        if event.kind in LETS_GO:
            self.since = None
        elif self._takes_up(event.kind):
            self.since = received_at if event.kind is EventKind.RECEIVED else event.at

    def _takes_up(self, kind: EventKind) -> bool:
        if kind is EventKind.UNMERGED:
            return self.had_when_merged
        return kind in {EventKind.RECEIVED, EventKind.REOPENED}

    def hold(self, unit_id: int, until: datetime, *, lasts: bool = False) -> None:
        """The unit had it until a moment; the same unit's time before goes on."""
        assert self.since is not None
        since, self.since = self.since, until
        last = self.held[-1] if self.held else None
        if last is not None and last.unit_id == unit_id and last.ends_at == since:
            last.ends_at, last.lasts = until, lasts
        elif until > since or lasts:
            self.held.append(_Held(unit_id, since, until, lasts))

    def end_wait(self, event: Happened) -> None:
        """The wait ends, never later than was granted, however late the worker comes."""
        if self.asked is not None:
            asked_at, granted = self.asked
            self.waits.append((asked_at, min(event.at, granted)))
        self.asked = None


def stretches(events: Iterable[Happened], here: Presence, reckoning: Reckoning) -> list[Stretch]:
    """Who had a case from when to when, oldest first; from receipt to the answer, and again once reopened.

    `events` is the whole history, oldest first. Time during which it was answered, ended or merged into
    another one is nobody's.
    """
    reading = _Reading()
    for event in events:
        reading.take(event, here.received_at)
    if reading.since is not None:
        reading.hold(here.unit_id, max(here.now, reading.since), lasts=True)
    if reading.asked is not None:
        asked_at, granted = reading.asked
        reading.waits.append((asked_at, min(here.now, granted)))
    return [
        Stretch(
            each.unit_id,
            each.begins_at,
            None if each.lasts else each.ends_at,
            _minutes(each, reading.waits, reckoning),
        )
        for each in reading.held
    ]


@dataclass(frozen=True, slots=True)
class HeldUntilAnswer:
    """What one unit held of a case before one of its answers: since receipt, or since the answer before it."""

    unit_id: int
    answered_at: datetime
    minutes: int


def held_until_answers(
    events: Iterable[Happened], here: Presence, reckoning: Reckoning
) -> list[HeldUntilAnswer]:
    """The office minutes of each unit up to each answer; time after the last answer belongs to none yet.

    Whoever answered had the case, were it for no minute at all.
    """
    told = list(events)
    answers = [event for event in told if event.kind is EventKind.ANSWERED]
    found = {(event.at, event.unit_id): 0 for event in answers}
    for each in stretches(told, here, reckoning):
        ends_at = each.ends_at
        answered_at = next((answer.at for answer in answers if ends_at and answer.at >= ends_at), None)
        if answered_at is not None:
            key = (answered_at, each.unit_id)
            found[key] = found.get(key, 0) + each.minutes
    return [HeldUntilAnswer(unit_id, at, minutes) for (at, unit_id), minutes in sorted(found.items())]


def _minutes(held: _Held, waits: Iterable[tuple[datetime, datetime]], reckoning: Reckoning) -> int:
    spent = _between(held.begins_at, held.ends_at, reckoning)
    return spent - sum(_between(*each, reckoning) for each in _within(held, waits))


def _within(held: _Held, waits: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    for asked_at, ended_at in waits:
        yield max(asked_at, held.begins_at), min(ended_at, held.ends_at)


def _between(start: datetime, end: datetime, reckoning: Reckoning) -> int:
    return reckoning.hours.minutes_between(start, end, reckoning.calendar)


def held_minutes(held: Iterable[Stretch]) -> dict[int, int]:
    """The office minutes of each unit, in the order in which they first had the case."""
    total: dict[int, int] = {}
    for each in held:
        total[each.unit_id] = total.get(each.unit_id, 0) + each.minutes
    return total
