"""Asking the sender to add something: the answer clock waits for the reply, or until the wait expires."""

from datetime import datetime

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.models.case import Case
from portal.services.act import Act
from portal.services.clocks import pause, resume, running, waits
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.messages import tell_sender, tell_staff
from portal.services.transition import record


def ask_sender(act: Act, case: Case, *, text: str) -> None:
    """Ask the sender and pause the answer clock. Raises RuleBroken when the rounds are used up, or while it
    is proposed not to accept the case.
    """
    policy = act.settings.unit_policy(case.receiving_unit_id, act.today)
    if not text.strip():
        raise RuleBroken("text", "missing")
    if case.parent_id is not None:
        raise RuleBroken("text", "part_of_another")
    if case.refusal_proposer_id is not None:
        # Waiting for the sender would drop the proposal without anybody having decided it.
        raise RuleBroken("text", "refusal_pending")
    if any(waits(clock) >= policy.wait_rounds for clock in running(act.session, case.id, Leg.ANSWER)[-1:]):
        raise RuleBroken("text", "rounds_used_up")
    due_before = case.due_on
    ends_at = pause(act, case, longest=policy.longest_wait)
    record(
        act,
        case,
        EventKind.ASKED,
        text=text.strip(),
        due_before=due_before.isoformat(),
        due_latest=case.due_on.isoformat(),
        ends_at=ends_at.isoformat() if ends_at else None,
    )
    case.check_after = ends_at
    tell_sender(act, case, "asked", text=text.strip())


def reply(act: Act, case: Case, *, text: str) -> None:
    """The sender's reply, typed by them or taken down for them; the clock goes on. Raises RuleBroken."""
    if not text.strip():
        raise RuleBroken("text", "missing")
    resume(act, case, ended_at=act.now)
    record(act, case, EventKind.REPLIED, text=text.strip(), due=case.due_on.isoformat())
    _go_on(act, case, "staff_replied")


def expire_wait(act: Act, case: Case, *, ended_at: datetime) -> None:
    """The wait is over without a reply: the pause ends with the last day that was granted."""
    resume(act, case, ended_at=ended_at)
    record(act, case, EventKind.WAIT_EXPIRED, ended_at=ended_at.isoformat(), due=case.due_on.isoformat())
    _go_on(act, case, "staff_wait_expired")


def _go_on(act: Act, case: Case, template: str) -> None:
    case.check_after = None
    mark_figures(act, case)
    officer = act.settings.people.get(case.officer_id) if case.officer_id else None
    tell_staff(act, case, template, to=[officer] if officer else [])
