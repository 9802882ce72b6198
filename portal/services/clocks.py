"""The clocks of a case: started, paused, satisfied, stopped, and recomputed from their own facts."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.clock import Deadline, Reckoning, Term
from portal.domain.periods import month_of
from portal.domain.policies import ClockPolicy, Leg, Subject, policy_for
from portal.domain.reminders import Reminder, next_reminder
from portal.domain.time import end_of, local_day
from portal.domain.verdict import is_overdue, judge
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.clocks import deadline_of, facts_of, plan_of, reckoning_for
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.figure_marks import mark_figures


def subject_of(settings: Settings, case: Case) -> Subject:
    """The case as clock policies see it; the receiving unit's rows govern, as at receipt."""
    return Subject(
        kind=case.kind,
        channel=case.channel,
        urgency=case.urgency,
        category_ids=settings.category_chain(case.category_id),
        unit_ids=settings.unit_chain(case.receiving_unit_id, local_day(case.received_at)),
        received_on=local_day(case.received_at),
    )


def start_leg(act: Act, case: Case, leg: Leg, *, started_at: datetime, round_: int = 1) -> CaseClock | None:
    """Start a leg if a policy has one for such a case; the answer leg also sets the case's due date."""
    policy = policy_for(leg, subject_of(act.settings, case), act.settings.clock_policies)
    if policy is None:
        return None
    clock = _new_clock(act, case, policy, started_at=started_at)
    clock.round = round_
    apply_deadline(act.settings, clock)
    act.keep(clock)
    return clock


def _new_clock(act: Act, case: Case, policy: ClockPolicy, *, started_at: datetime) -> CaseClock:
    on = local_day(started_at)
    return CaseClock(
        case_id=case.id,
        leg=policy.leg,
        policy_id=policy.id,
        unit_id=case.receiving_unit_id,
        started_at=started_at,
        amount=policy.term.amount,
        time_unit=policy.term.unit,
        deem_after_hours=act.settings.unit_policy(case.receiving_unit_id, on).deem_after_hours,
        pauses=[],
        reminders_sent=[],
        # Every column is named, so that the legs of a case are written in one statement.
        extended_at=None,
        extended_until=None,
        interim_notice_at=None,
        second_amount=None,
        satisfied_at=None,
        verdict=None,
        late_by=0,
        stopped=False,
        check_after=None,
        last_error="",
    )


def apply_deadline(settings: Settings, clock: CaseClock) -> Deadline:
    """Reckon a leg anew and keep its dates and the moment of its next reminder; returns the deadline."""
    deadline = deadline_of(settings, clock)
    clock.first_due_on, clock.due_on = deadline.first_due_on, deadline.due_on
    clock.due_at, clock.provisional = deadline.due_at, deadline.provisional
    clock.check_after = next_check(settings, clock, deadline)
    return deadline


def next_check(settings: Settings, clock: CaseClock, deadline: Deadline) -> datetime | None:
    """When the worker must look at a running leg; None when nothing more is to be said."""
    if clock.satisfied_at is not None or clock.stopped or clock.leg is Leg.TRANSFER:
        return None
    plan = plan_of(settings, clock, deadline)
    upcoming = next_reminder(plan, frozenset(Reminder(each) for each in clock.reminders_sent))
    return upcoming.at if upcoming else None


def show_on_case(case: Case, clock: CaseClock) -> None:
    """Copy the answer leg's due date to the case, where the lists are sorted by it.

    The month in which figures count it stays that of the first round: the first verdict stands.
    """
    case.due_on, case.due_at, case.provisional = clock.due_on, clock.due_at, clock.provisional
    if clock.round == 1:
        case.due_month = month_of(clock.due_on)


def running(session: Session, case_id: int, leg: Leg | None = None) -> list[CaseClock]:
    """The legs of a case that are neither satisfied nor stopped, of one kind or all."""
    wanted = select(CaseClock).where(
        CaseClock.case_id == case_id, CaseClock.satisfied_at.is_(None), ~CaseClock.stopped
    )
    if leg is not None:
        wanted = wanted.where(CaseClock.leg == leg)
    return list(session.scalars(wanted.order_by(CaseClock.round)))


def satisfy(act: Act, case: Case, leg: Leg) -> CaseClock | None:
    """Freeze the verdict of a running leg against the calendar in force now; None when none runs.

    Where the public answer counts, a case reopened before it was published runs two rounds: both end.
    """
    clocks = running(act.session, case.id, leg)
    for clock in clocks:
        freeze(act, clock)
        if leg is Leg.ANSWER and clock.round == 1:
            case.verdict, case.late_by = clock.verdict, clock.late_by
    return clocks[-1] if clocks else None


def freeze(act: Act, clock: CaseClock) -> None:
    """Write the verdict of a leg satisfied now."""
    reckoning = reckoning_for(act.settings, clock)
    judgement = judge(reckoning.deadline(facts_of(clock)), act.now, reckoning.calendar)
    clock.satisfied_at, clock.check_after = act.now, None
    clock.verdict, clock.late_by = judgement.verdict, judgement.late_by


def unfreeze(act: Act, clock: CaseClock) -> None:
    """Let a leg run on as if it had not been satisfied: what satisfied it was undone."""
    clock.satisfied_at, clock.verdict, clock.late_by = None, None, 0
    apply_deadline(act.settings, clock)


def stop_all(act: Act, case: Case) -> None:
    """End every running leg of a case that ends without an answer."""
    for clock in running(act.session, case.id):
        clock.stopped, clock.check_after = True, None


def pause(act: Act, case: Case, *, longest: int) -> datetime | None:
    """Pause the answer leg while the sender is asked; returns when the wait will expire."""
    ends_at = None
    for clock in running(act.session, case.id, Leg.ANSWER):
        ends_at = reckoning_for(act.settings, clock).wait_ends_at(act.now, longest)
        clock.pauses = [*clock.pauses, [act.now.isoformat(), ends_at.isoformat(), True]]
        _after_change(act, case, clock)
    return ends_at


def resume(act: Act, case: Case, *, ended_at: datetime) -> None:
    """End the open pause of the answer leg at a moment: of the reply, or of the expiry."""
    for clock in running(act.session, case.id, Leg.ANSWER):
        clock.pauses = list(_closed(clock.pauses, ended_at))
        _after_change(act, case, clock)


def extend(act: Act, case: Case, clock: CaseClock, *, until: date) -> None:
    """Give the answer leg the leader's new due date."""
    clock.extended_at, clock.extended_until = act.now, until
    _after_change(act, case, clock)


def keep_notice(act: Act, case: Case, clock: CaseClock, *, second: Term | None) -> None:
    """Note that the interim notice was sent; with a second term it opens a second due date."""
    clock.interim_notice_at = act.now
    clock.second_amount = second.amount if second else None
    _after_change(act, case, clock)


def stop_leg(act: Act, case: Case, leg: Leg) -> None:
    """End the running clocks of one kind that nothing will satisfy any more."""
    for clock in running(act.session, case.id, leg):
        clock.stopped, clock.check_after = True, None


def _closed(pauses: Iterable[list[object]], ended_at: datetime) -> Iterable[list[object]]:
    for asked_at, until, is_open in pauses:
        # Never longer than was granted, however late the reply or the worker comes.
        ends_at = min(ended_at, datetime.fromisoformat(str(until)))
        yield [asked_at, ends_at.isoformat() if is_open else until, False]


def _after_change(act: Act, case: Case, clock: CaseClock) -> None:
    mark_figures(act, case)  # the month it leaves; the event marks the one it comes to
    apply_deadline(act.settings, clock)
    show_on_case(case, clock)


def waits(clock: CaseClock) -> int:
    """How often the sender was asked in this round."""
    return len(clock.pauses)


def answer_minutes(settings: Settings, clock: CaseClock, until: datetime) -> int:
    """Office minutes from the start of a leg to a moment, those spent waiting for the sender left out."""
    reckoning = reckoning_for(settings, clock)
    hours, calendar = reckoning.hours, reckoning.calendar
    total = hours.minutes_between(clock.started_at, until, calendar)
    for waited in facts_of(clock).pauses:
        total -= hours.minutes_between(waited.asked_at, min(waited.ended_at, until), calendar)
    return max(0, total)


def is_late(act: Act, clock: CaseClock) -> bool:
    """Whether a running leg, satisfied now, would be late."""
    return is_overdue(deadline_of(act.settings, clock), act.now)


def closing_moment(act: Act, case: Case) -> datetime:
    """When a case answered now closes by itself."""
    policy = act.settings.unit_policy(case.receiving_unit_id, act.today)
    reckoning = act.settings.reckoning(case.receiving_unit_id, act.today)
    return grace(act.now, policy.closes_after, reckoning)


def grace(moment: datetime, working_days: int, reckoning: Reckoning) -> datetime:
    """The midnight that ends the n-th working day after a moment: for windows that close."""
    last = reckoning.calendar.add_working_days(local_day(moment), working_days)
    return end_of(last)
