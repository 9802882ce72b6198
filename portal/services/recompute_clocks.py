"""Reckoning running clocks anew after the calendar changed: what would move, and moving it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from portal.domain.clock import ClockFacts, Deadline
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.time import local_day
from portal.domain.wording import Language, day_words
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.clocks import facts_of, reckoning_for
from portal.queries.open_clocks import Stretch, cases_with_senders, names_of_cases, running_clocks
from portal.queries.settings import Person, Settings
from portal.services.act import Act
from portal.services.clocks import apply_deadline, show_on_case
from portal.services.figure_marks import mark_figures
from portal.services.messages import tell_sender, tell_staff
from portal.services.take_case import holder_or_leaders
from portal.services.transition import record

SHOWN = 50
# Written at a time: the marks of figures look through everything not written yet.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that moves, with the reference and the unit of its case."""

    case_id: int
    before: date
    after: date
    reference: str = ""
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class Moves:
    """How many due dates of cases move, the first of them, and how many inner legs move with them."""

    total: int = 0
    inner: int = 0
    first: tuple[Move, ...] = ()


def find_moves(act: Act, settings: Settings, stretch: Stretch) -> Moves:
    """What would move if `settings` were in force; changes nothing."""
    found, inner = [], 0
    for batch in running_clocks(act.session, stretch):
        for clock in batch:
            deadline = reckoning_for(settings, clock).deadline(facts_under(settings, clock))
            if deadline.due_at != clock.due_at:
                inner += clock.leg is not Leg.ANSWER
                found += [Move(clock.case_id, clock.due_on, deadline.due_on)] * (clock.leg is Leg.ANSWER)
        act.session.expunge_all()
    return Moves(len(found), inner, _named(act, found))
