"""Reckoning running clocks anew after the calendar changed: what would move, and moving it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from portal.domain.clock import ClockFacts, Deadline
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.reminders import Reminder
from portal.domain.time import local_day
from portal.domain.wording import Language, day_words
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.clocks import facts_of, reckoning_for
from portal.queries.open_clocks import Stretch, cases_with_senders, names_of_cases, running_clocks
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.clocks import apply_deadline, show_on_case
from portal.services.figure_marks import mark_figures
from portal.services.messages import tell_sender, tell_staff
from portal.services.remind import people_to_tell
from portal.services.transition import record

SHOWN = 50
# Written at a time: the marks of figures look through everything that is not written yet.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Move:
    """A due date of a case that moves."""

    case_id: int
    before: date
    after: date
    reference: str = ""
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class Moves:
    """How many due dates of cases move, the first of them, and how many inner legs move besides."""

    total: int = 0
    inner: int = 0
    first: tuple[Move, ...] = ()
    # Promised dates of dossiers that were reckoned here.
    dossiers: int = 0


def find_moves(act: Act, settings: Settings, stretch: Stretch) -> Moves:
    """What would move if other settings were in force; changes nothing."""
    total, inner = 0, 0
    first: list[Move] = []
    for clock in _each(act, stretch):
        deadline = _deadline(settings, clock)
        if deadline.due_at == clock.due_at:
            continue
        if clock.leg is not Leg.ANSWER:
            inner += 1
            continue
        total += 1
        if len(first) < SHOWN:
            first.append(Move(clock.case_id, clock.due_on, deadline.due_on))
    return Moves(total, inner, _named(act, first))


def move_clocks(act: Act, stretch: Stretch, *, notice: str) -> Moves:
    """Reckon the running clocks of a stretch anew under the settings of the act.

    Each case whose due date moves keeps an event that says from when to when and because of which notice,
    and those concerned are told. Verdicts already given stay.
    """
    total, inner = 0, 0
    first: list[Move] = []
    for clocks in _chunks(_each(act, stretch)):
        reckoned = [_reckon_anew(act.settings, clock) for clock in clocks]
        changed = [each for each in reckoned if each.is_changed]
        inner += sum(each.has_moved for each in changed if each.clock.leg is not Leg.ANSWER)
        moves = _follow(act, [each for each in changed if each.clock.leg is Leg.ANSWER], notice=notice)
        total += len(moves)
        first += moves[: SHOWN - len(first)]
        act.session.flush()
    return Moves(total, inner, tuple(first))


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A leg reckoned anew, and how it was before."""

    clock: CaseClock
    due_on: date
    due_at: datetime
    provisional: bool
    wait_ends_at: datetime | None

    @property
    def has_moved(self) -> bool:
        """Whether its deadline is another."""
        return self.clock.due_at != self.due_at

    @property
    def is_changed(self) -> bool:
        """Whether its case has to know: of another deadline, of a year confirmed, of a longer wait."""
        return self.has_moved or self.clock.provisional != self.provisional or self.wait_ends_at is not None


def _each(act: Act, stretch: Stretch) -> Iterator[CaseClock]:
    return (clock for batch in running_clocks(act.session, stretch) for clock in batch)


def _chunks(clocks: Iterator[CaseClock]) -> Iterator[Sequence[CaseClock]]:
    while chunk := list(islice(clocks, CHUNK)):
        yield chunk


def _deadline(settings: Settings, clock: CaseClock) -> Deadline:
    facts, ends_at = facts_of(clock), _wait_ends_at(settings, clock)
    if ends_at is not None:
        facts = _waiting_until(facts, ends_at)
    return reckoning_for(settings, clock).deadline(facts)


def _waiting_until(facts: ClockFacts, ends_at: datetime) -> ClockFacts:
    *earlier, waiting = facts.pauses
    return replace(facts, pauses=(*earlier, replace(waiting, ended_at=ends_at)))


def _wait_ends_at(settings: Settings, clock: CaseClock) -> datetime | None:
    """When the wait for the sender that is on expires under these settings: it lasts so many working days."""
    if not clock.pauses or not facts_of(clock).pauses[-1].is_open:
        return None
    asked_at = facts_of(clock).pauses[-1].asked_at
    policy = settings.unit_policy(clock.unit_id, local_day(asked_at))
    return reckoning_for(settings, clock).wait_ends_at(asked_at, policy.longest_wait)


def _reckon_anew(settings: Settings, clock: CaseClock) -> Reckoned:
    before = clock.due_on, clock.due_at, clock.provisional
    ends_at = _wait_ends_at(settings, clock)
    if ends_at is not None:
        *earlier, (asked_at, _ended_at, _is_open) = clock.pauses
        clock.pauses = [*earlier, [asked_at, ends_at.isoformat(), True]]
    apply_deadline(settings, clock)
    return Reckoned(clock, *before, wait_ends_at=ends_at)


def _follow(act: Act, changed: Sequence[Reckoned], *, notice: str) -> list[Move]:
    """Let the cases of changed answer legs follow; returns the due dates that moved."""
    if not changed:
        return []
    cases = cases_with_senders(act.session, {each.clock.case_id for each in changed})
    for each in changed:
        _show(act, cases[each.clock.case_id], each)
    moved = [(each, cases[each.clock.case_id]) for each in changed if each.has_moved]
    moves = []
    for each, case in moved:
        move = Move(case.id, each.due_on, each.clock.due_on, case.reference, case.unit_id)
        _tell(act, case, move, notice=notice)
        moves.append(move)
    return moves


def _show(act: Act, case: Case, reckoned: Reckoned) -> None:
    """The figures of the month it was due in and of the month it is due in now are both counted anew."""
    if reckoned.wait_ends_at is not None:
        case.check_after = reckoned.wait_ends_at
    mark_figures(act, case)
    show_on_case(case, reckoned.clock)
    mark_figures(act, case)


def _tell(act: Act, case: Case, move: Move, *, notice: str) -> None:
    dates = {"from": move.before.isoformat(), "to": move.after.isoformat()}
    record(act, case, EventKind.DUE_MOVED, notice=notice, **dates)
    tell_sender(act, case, "due_moved", **_in_words(move, notice, _language(case.sender.language)))
    for person in people_to_tell(act, case, Reminder.HALF_TIME):
        words = _in_words(move, notice, _language(person.language))
        tell_staff(act, case, "staff_due_moved", to=[person], **words)


def _in_words(move: Move, notice: str, language: Language) -> dict[str, Any]:
    return {
        "old_due": day_words(move.before, language),
        "new_due": day_words(move.after, language),
        "notice": notice,
    }


def _language(code: str) -> Language:
    return "en" if code == "en" else "vi"


def _named(act: Act, moves: Iterable[Move]) -> tuple[Move, ...]:
    moves = list(moves)
    names = names_of_cases(act.session, [move.case_id for move in moves])
    return tuple(
        replace(move, reference=reference, unit_id=unit_id)
        for move in moves
        for reference, unit_id in [names[move.case_id]]
    )
