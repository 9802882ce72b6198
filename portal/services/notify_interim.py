"""The interim notice: several units must agree, and the sender is told which and until when (rules §3, [000-11])."""

from datetime import date

from sqlalchemy import select

from portal.domain.clock import Term, TimeUnit
from portal.domain.coordination import Notice, wrong_notice
from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.policies import Leg
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.opinion import Opinion
from portal.queries.clocks import deadline_of, reckoning_for
from portal.services.act import Act
from portal.services.clocks import keep_notice, running, satisfy
from portal.services.errors import RuleBroken
from portal.services.messages import tell_sender
from portal.services.transition import record, require


def notify_interim(act: Act, case: Case, *, expected_on: date | None, text: str) -> None:
    """Tell the sender who co-ordinates and when the answer is expected; opens the second due date by policy.

    Raises RuleBroken, IllegalStep, NotPermitted.
    """
    require(act.actor, Permission.NOTIFY_INTERIM, case)
    if expected_on is None:
        raise RuleBroken("expected_on", "missing")
    clock = next(iter(running(act.session, case.id, Leg.ANSWER)[-1:]), None)
    if clock is None:
        raise RuleBroken("expected_on", "no_clock")
    asked = opinions_of_round(act, case)
    _check(act, clock, expected_on, coordinating=len(asked))
    named = [each.unit_id for each in asked if each.unit_id is not None]
    outside = [each.outside_name for each in asked if each.unit_id is None]
    due_before = case.due_on
    policy = act.settings.unit_policy(clock.unit_id, act.today)
    keep_notice(act, case, clock, second=policy.second())
    satisfy(act, case, Leg.INTERIM_NOTICE)
    record(
        act,
        case,
        EventKind.INTERIM_NOTICE_SENT,
        expected_on=expected_on.isoformat(),
        unit_ids=list(dict.fromkeys(named)),
        outside=list(dict.fromkeys(outside)),
        text=nfc(text).strip(),
        due_before=due_before.isoformat(),
        due=case.due_on.isoformat(),
    )
    tell_sender(
        act,
        case,
        "interim_notice",
        expected_on=expected_on.isoformat(),
        unit_ids=list(dict.fromkeys(named)),
        outside=list(dict.fromkeys(outside)),
        text=nfc(text).strip(),
    )


def opinions_of_round(act: Act, case: Case) -> list[Opinion]:
    """What was asked for the present answer and not taken back, oldest first."""
    wanted = select(Opinion).where(
        Opinion.case_id == case.id,
        Opinion.round == case.reopened_count + 1,
        Opinion.cancelled_at.is_(None),
    )
    return list(act.session.scalars(wanted.order_by(Opinion.id)))


def latest_expected(act: Act, clock: CaseClock) -> date:
    """The last day the sender may be promised: the second due date, whether or not it is opened."""
    policy = act.settings.unit_policy(clock.unit_id, act.today)
    return second_due(act, clock, Term(policy.second_term, TimeUnit.WORKING_DAYS))


def second_due(act: Act, clock: CaseClock, term: Term) -> date:
    """The day a second due date would fall on if the notice were sent now."""
    reckoning = reckoning_for(act.settings, clock)
    zero = deadline_of(act.settings, clock).day_zero
    return reckoning.calendar.add_working_days(zero, term.amount)


def _check(act: Act, clock: CaseClock, expected_on: date, *, coordinating: int) -> None:
    notice = Notice(
        expected_on=expected_on,
        sent_at=act.now,
        latest=latest_expected(act, clock),
        coordinating=coordinating,
        sent_before=clock.interim_notice_at is not None,
    )
    calendar = reckoning_for(act.settings, clock).calendar
    wrong = wrong_notice(notice, deadline_of(act.settings, clock), today=act.today, calendar=calendar)
    if wrong:
        raise RuleBroken("expected_on", wrong)
