"""Every due date is what its facts and the calendar give."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from portal.domain.clock import Deadline, Term
from portal.domain.policies import Leg
from portal.domain.verdict import Verdict
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.clocks import deadline_of
from portal.queries.invariants.check import BATCH, Data, Tally


def clocks_equal_recomputation(data: Data, tally: Tally) -> Iterator[int]:
    """Running legs are due when the calendar in force says; satisfied ones have the verdict of their dates."""
    last = (0, "", 0)
    while clocks := _clocks(data, last):
        for clock in clocks:
            _check(data, clock, tally)
        last = (clocks[-1].case_id, clocks[-1].leg.value, clocks[-1].round)
        tally.checked += len(clocks)
        data.session.expunge_all()
        yield len(clocks)


def _clocks(data: Data, after: tuple[int, str, int]) -> list[CaseClock]:
    case_id, leg, round_ = after
    next_leg = or_(CaseClock.leg > leg, and_(CaseClock.leg == leg, CaseClock.round > round_))
    further = or_(CaseClock.case_id > case_id, and_(CaseClock.case_id == case_id, next_leg))
    order = (CaseClock.case_id, CaseClock.leg, CaseClock.round)
    return list(data.session.scalars(select(CaseClock).where(further).order_by(*order).limit(BATCH)))


def _check(data: Data, clock: CaseClock, tally: Tally) -> None:
    name = f"case {clock.case_id}, {clock.leg}, round {clock.round}"
    if clock.stopped:
        return
    if clock.satisfied_at is None:
        _check_running(name, clock, tally, deadline=deadline_of(data.settings, clock))
        return
    late = clock.verdict is Verdict.LATE
    tally.expect(clock.verdict is not None, name, fault="satisfied without a verdict")
    tally.expect(late == _is_after(clock), name, fault="the verdict does not fit its dates")
    tally.expect(late == (clock.late_by > 0), name, fault="late by no day, or in time by some")


def _is_after(clock: CaseClock) -> bool:
    """Whether a satisfied leg missed its bound: a day ends before its midnight, a term in hours with its moment."""
    if clock.satisfied_at == clock.due_at:
        return Term(clock.amount, clock.time_unit).in_days
    return clock.satisfied_at is not None and clock.satisfied_at > clock.due_at


def _check_running(name: str, clock: CaseClock, tally: Tally, *, deadline: Deadline) -> None:
    tally.expect(clock.first_due_on == deadline.first_due_on, name, fault="first due date")
    tally.expect(clock.due_on == deadline.due_on, name, fault=f"due {clock.due_on}, not {deadline.due_on}")
    tally.expect(clock.due_at == deadline.due_at, name, fault="due moment")


def cases_show_their_deadline(data: Data, tally: Tally) -> Iterator[int]:
    """The due date by which the lists sort an open case is that of its running answer leg.

    The month in which figures count it is that of the first round.
    """
    clock_due_on = CaseClock.due_on.label("clock_due_on")
    columns = (Case.reference, Case.due_on, Case.due_month, clock_due_on, CaseClock.round)
    wanted = (
        select(*columns)
        .join(CaseClock, and_(CaseClock.case_id == Case.id, CaseClock.leg == Leg.ANSWER))
        .where(Case.is_open, CaseClock.satisfied_at.is_(None), ~CaseClock.stopped)
        # Where the public answer counts, an earlier round may still run beside the present one.
        .where(CaseClock.round == Case.reopened_count + 1)
    )
    for row in data.session.execute(wanted.execution_options(yield_per=BATCH)):
        month = row.due_on.year * 100 + row.due_on.month
        tally.expect(row.due_on == row.clock_due_on, row.reference, fault="the case shows another due date")
        tally.expect(
            row.round > 1 or row.due_month == month, row.reference, fault="the month of its due date"
        )
        tally.checked += 1
    yield tally.checked
