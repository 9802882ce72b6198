"""Units that were asked for an opinion are reminded on the due day and when it is over, in office hours only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.coordination import OpinionReminder, schedule
from portal.models.case import Case
from portal.models.opinion import Opinion
from portal.services.act import Act
from portal.services.ask_opinion import people_of
from portal.services.conditional import changed_one
from portal.services.messages import tell_outside, tell_staff

PUT_OFF = timedelta(minutes=30)


def due_opinions(session: Session, now: datetime, limit: int = 200) -> Sequence[int]:
    """The questions whose moment has come, the longest waiting first."""
    wanted = select(Opinion.id).where(Opinion.check_after <= now).order_by(Opinion.check_after)
    return session.scalars(wanted.limit(limit)).all()


def remind_opinion(act: Act, opinion_id: int) -> bool:
    """Remind whoever was asked; False when another worker was there first."""
    mine = update(Opinion).where(Opinion.id == opinion_id, Opinion.check_after <= act.now)
    if not changed_one(act.session, mine.values(check_after=None)):
        return False
    opinion = act.session.get_one(Opinion, opinion_id, populate_existing=True)
    case = act.session.get_one(Case, opinion.case_id)
    if case.sealed or not case.is_open or not opinion.is_open:
        return True  # the answer went without it: nobody is to be reminded of what no longer matters
    plan = schedule(opinion.due_on, act.settings.reckoning(case.receiving_unit_id, opinion.due_on))
    come = [each for each, at in plan if at <= act.now and each.value not in opinion.reminders_sent]
    if come:
        _tell(act, case, opinion, reminder=come[-1])
        opinion.reminders_sent = [*opinion.reminders_sent, *(each.value for each in come)]
    opinion.check_after = next((at for _each, at in plan if at > act.now), None)
    return True


def put_off_opinion(act: Act, opinion_id: int, _error: Exception) -> None:
    """One that raised is tried again later and never stops the others."""
    later = update(Opinion).where(Opinion.id == opinion_id, Opinion.check_after <= act.now)
    changed_one(act.session, later.values(check_after=act.now + PUT_OFF))


def _tell(act: Act, case: Case, opinion: Opinion, *, reminder: OpinionReminder) -> None:
    facts = {"opinion_id": opinion.id, "opinion_due": opinion.due_on.isoformat()}
    if opinion.unit_id is None:
        tell_outside(act, case, "opinion_asked", to=opinion.outside_email, opinion_id=opinion.id)
        return
    told = people_of(act, opinion.unit_id)
    asker = act.settings.people.get(opinion.asked_by_id or 0)
    if reminder is OpinionReminder.OVERDUE and asker is not None:
        told = [*told, asker]
    tell_staff(act, case, "staff_opinion_reminder", to=told, always=True, **facts, opinion=reminder.value)
