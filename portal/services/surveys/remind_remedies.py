"""Reminders of remedies: due, overdue, or still without a measure; in office hours only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.surveys.remedies import (
    UNFINISHED,
    Progress,
    RemedyReminder,
    next_reminder,
    reminder_of,
)
from portal.models.remedy import Remedy
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.messages import tell_staff
from portal.services.surveys.remedy_rights import leaders_of, possible_owners

PUT_OFF = timedelta(minutes=30)


def due_remedies(session: Session, now: datetime, limit: int = 200) -> Sequence[int]:
    """The remedies whose moment has come, the longest waiting first."""
    wanted = select(Remedy.id).where(Remedy.check_after <= now).order_by(Remedy.check_after)
    return session.scalars(wanted.limit(limit)).all()


def remind_remedy(act: Act, remedy_id: int) -> bool:
    """Remind whoever has to do the next thing; False when another worker was there first."""
    mine = update(Remedy).where(Remedy.id == remedy_id, Remedy.check_after <= act.now)
    if not changed_one(act.session, mine.values(check_after=None)):
        return False
    remedy = act.session.get_one(Remedy, remedy_id, populate_existing=True)
    if remedy.status not in UNFINISHED:
        return True
    reckoning = act.settings.reckoning(remedy.unit_id, act.today)
    progress = Progress(remedy.status, remedy.opened_on, remedy.due_on)
    _tell(act, remedy, reminder_of(progress, act.today))
    # By an update of its own: whoever writes the remedy meanwhile must not be told that it changed.
    again = update(Remedy).where(Remedy.id == remedy_id)
    changed_one(act.session, again.values(check_after=next_reminder(act.today, reckoning)))
    return True


def put_off_remedy(act: Act, remedy_id: int, _error: Exception) -> None:
    """One that raised is tried again later and never stops the others."""
    later = update(Remedy).where(Remedy.id == remedy_id, Remedy.check_after <= act.now)
    changed_one(act.session, later.values(check_after=act.now + PUT_OFF))


def people_to_remind(act: Act, remedy: Remedy, reminder: RemedyReminder) -> list[Person]:
    """Who is responsible, and beside them the leaders once it is late or where nobody is."""
    able = {person.id: person for person in possible_owners(act, remedy)}
    owner = able.get(remedy.owner_id or 0)
    leaders = leaders_of(act, remedy.unit_id)
    if owner is None:
        return leaders
    return [owner, *leaders] if reminder is RemedyReminder.OVERDUE else [owner]


def _tell(act: Act, remedy: Remedy, reminder: RemedyReminder) -> None:
    told = people_to_remind(act, remedy, reminder)
    facts = {"remedy_id": remedy.id, "remedy": reminder.value}
    tell_staff(act, None, "staff_remedy_reminder", to=told, always=True, **facts)
