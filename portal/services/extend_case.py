"""Extending: the leader of the unit gives a case a later due date, once and before the old one (rules §3)."""

from datetime import date

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.clocks import reckoning_for
from portal.services.act import Act
from portal.services.clocks import extend, running
from portal.services.errors import RuleBroken
from portal.services.messages import tell_sender, tell_staff
from portal.services.transition import record


def extend_case(act: Act, case: Case, *, until: date | None, reason: str) -> None:
    """Move the due date of the answer to a later working day; the sender is told why.

    Raises RuleBroken, IllegalStep, NotPermitted.
    """
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    if until is None:
        raise RuleBroken("until", "missing")
    clock = next(iter(running(act.session, case.id, Leg.ANSWER)[-1:]), None)
    if clock is not None:
        _check(act, clock, until)
    told = nfc(reason).strip()
    record(
        act,
        case,
        EventKind.EXTENDED,
        reason=told,
        until=until.isoformat(),
        due_before=case.due_on.isoformat(),
    )
    if clock is not None:
        extend(act, case, clock, until=until)
    tell_sender(act, case, "extended", reason=told)
    officer = act.settings.people.get(case.officer_id) if case.officer_id else None
    tell_staff(act, case, "staff_extended", to=[officer] if officer else [])


def _check(act: Act, clock: CaseClock, until: date) -> None:
    if clock.extended_at is not None:
        raise RuleBroken("until", "extended_before")
    if act.now >= clock.due_at:
        raise RuleBroken("until", "overdue")
    calendar = reckoning_for(act.settings, clock).calendar
    if until <= clock.due_on:
        raise RuleBroken("until", "not_later")
    if not calendar.is_working(until):
        raise RuleBroken("until", "day_of_rest")
    longest = act.settings.unit_policy(clock.unit_id, act.today).longest_extension
    if calendar.working_days_between(clock.due_on, until) > longest:
        raise RuleBroken("until", "too_far")
