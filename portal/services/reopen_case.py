"""Reopening: asked for by the sender within the window, decided by a leader who did not write the answer."""

from sqlalchemy import select

from portal.domain.answers import AnswerStatus, SamePerson
from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.models.answer import Answer
from portal.models.case import Case
from portal.queries.reopenings import goes_to_oversight
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.answer_case import round_of
from portal.services.clocks import grace, running, show_on_case, start_leg
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.follow_successor import follow_successor
from portal.services.messages import tell_sender, tell_staff
from portal.services.transition import record


def request_reopening(act: Act, case: Case, *, reason: str) -> None:
    """The sender is not satisfied and says why. Raises RuleBroken outside the window or without a reason."""
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    if not may_request(act, case):
        raise RuleBroken("reason", "window_over")
    record(act, case, EventKind.REOPENING_REQUESTED, reason=reason.strip())
    follow_successor(act, case)
    case.check_after = None
    mark_figures(act, case)
    tell_staff(act, case, "staff_reopening", to=deciders(act, case))


def may_request(act: Act, case: Case) -> bool:
    """Whether the window for asking is still open: 10 working days after the answer, by policy."""
    answer = latest_issued(act, case)
    if answer is None or answer.issued_at is None:
        return False
    policy = act.settings.unit_policy(case.receiving_unit_id, act.today)
    reckoning = act.settings.reckoning(case.receiving_unit_id, act.today)
    return act.now < grace(answer.issued_at, policy.reopen_window, reckoning)


def latest_issued(act: Act, case: Case) -> Answer | None:
    """The answer the sender has."""
    wanted = select(Answer).where(Answer.case_id == case.id, Answer.status == AnswerStatus.ISSUED)
    return act.session.scalars(wanted.order_by(Answer.round.desc()).limit(1)).first()


def deciders(act: Act, case: Case) -> list[Person]:
    """The leaders of the unit; a second request goes to those who oversee it."""
    role = Role.OVERSEER if goes_to_oversight(act.session, case.id) else Role.LEADER
    return act.settings.holders(role, act.settings.standing_chain(case.unit_id, act.today), act.today)


def reopen(act: Act, case: Case, *, reason: str) -> None:
    """Grant a request, or reopen by oversight; a new clock starts and the first verdict stands."""
    _check_decider(act, case)
    record(act, case, EventKind.REOPENED, reason=reason.strip())
    follow_successor(act, case)
    case.reopened_count += 1
    case.answer_status, case.check_after = None, None
    start_leg(act, case, Leg.ANSWER, started_at=act.now, round_=round_of(case))
    _show_due(act, case)
    mark_figures(act, case)
    tell_sender(act, case, "reopened")


def _show_due(act: Act, case: Case) -> None:
    """The lists sort an open case by the due date of the round that runs."""
    act.session.flush()
    for clock in running(act.session, case.id, Leg.ANSWER):
        show_on_case(case, clock)


def refuse_reopening(act: Act, case: Case, *, reason: str) -> None:
    """Refuse a request, with the reason. Raises RuleBroken, SamePerson, NotPermitted."""
    _check_decider(act, case)
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    record(act, case, EventKind.REOPENING_REFUSED, reason=reason.strip())
    policy = act.settings.unit_policy(case.receiving_unit_id, act.today)
    reckoning = act.settings.reckoning(case.receiving_unit_id, act.today)
    case.check_after = grace(act.now, policy.closes_after, reckoning)
    mark_figures(act, case)
    tell_sender(act, case, "reopening_refused", reason=reason.strip())


def _check_decider(act: Act, case: Case) -> None:
    """Not the author of the answer; the first request is for the leader, a second for oversight (rules §6)."""
    answer = latest_issued(act, case)
    if answer is not None and answer.author_id == act.actor.account_id:
        raise SamePerson(answer.author_id)
    first = case.state is State.REOPEN_REQUESTED and not goes_to_oversight(act.session, case.id)
    role = Role.LEADER if first else Role.OVERSEER
    if not any(each.role is role and case.unit_id in each.reach for each in act.actor.appointments):
        raise NotPermitted(Permission.DECIDE_REOPENING)
