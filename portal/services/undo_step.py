"""Undoing what was just done to a case by mistake: taken, assigned or routed, and nobody has gone on with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.message import Message, MessageStatus
from portal.services.act import Act
from portal.services.clocks import unfreeze
from portal.services.figure_marks import mark_figures
from portal.services.transition import record

Before = dict[str, Any]
# What staff are told of these steps; a mail that has not gone yet need not go.
TOLD = ("staff_routed", "staff_assigned")


def standing_of(act: Act, case: Case) -> Before:
    """How a case stands before a step, as far as undoing the step puts it back; the moment is that of the step."""
    return {
        "state": case.state.value,
        "unit_id": case.unit_id,
        "officer_id": case.officer_id,
        "route_rule_id": case.route_rule_id,
        "was_routed": case.routed_at is not None,
        "done_at": act.now.isoformat(),
    }


def undo_step(act: Act, case: Case, before: Before) -> None:
    """Put a case back to where it stood, as an event of its own; the caller knows that nothing came after.

    A clock that the step stopped runs on as if it never had, one that it started never ran.
    Raises IllegalStep where the step was none that can be undone, NotPermitted.
    """
    then, done_at = State(before["state"]), datetime.fromisoformat(before["done_at"])
    if (then, case.state) == (State.RECEIVED, State.ROUTED):
        _undo_routing(act, case, before, done_at=done_at)
    elif (then, case.state) == (State.ROUTED, State.IN_PROGRESS):
        record(act, case, EventKind.STEP_UNDONE, unit_id=case.unit_id, officer_id=case.officer_id)
        case.officer_id = before["officer_id"]
        _unfreeze(act, case, Leg.ACCEPTANCE, done_at=done_at)
    elif then is case.state is State.IN_PROGRESS and before["officer_id"] is not None:
        held_by = case.officer_id
        record(act, case, EventKind.GIVEN_BACK, officer_id=before["officer_id"], from_officer_id=held_by)
        case.officer_id = before["officer_id"]
    else:
        raise IllegalStep(EventKind.STEP_UNDONE, case.state)
    _take_back_mails(act, case, done_at)
    act.session.flush()


def _undo_routing(act: Act, case: Case, before: Before, *, done_at: datetime) -> None:
    record(act, case, EventKind.STEP_UNDONE, unit_id=case.unit_id, officer_id=case.officer_id)
    case.unit_id, case.officer_id = before["unit_id"], before["officer_id"]
    case.route_rule_id, case.route_reason = before["route_rule_id"], ""
    if not before["was_routed"]:
        case.routed_at = None
        started = (CaseClock.leg == Leg.ACCEPTANCE, CaseClock.started_at == done_at)
        for clock in act.session.scalars(select(CaseClock).where(CaseClock.case_id == case.id, *started)):
            act.session.delete(clock)
    _unfreeze(act, case, Leg.TRANSFER, done_at=done_at)
    mark_figures(act, case)


def _unfreeze(act: Act, case: Case, leg: Leg, *, done_at: datetime) -> None:
    satisfied = (CaseClock.leg == leg, CaseClock.satisfied_at == done_at)
    for clock in act.session.scalars(select(CaseClock).where(CaseClock.case_id == case.id, *satisfied)):
        unfreeze(act, clock)


def _take_back_mails(act: Act, case: Case, done_at: datetime) -> None:
    unsent = (Message.status == MessageStatus.QUEUED, Message.attempts == 0)
    told = (Message.case_id == case.id, Message.created_at == done_at, Message.template.in_(TOLD))
    act.session.execute(delete(Message).where(*told, *unsent))
