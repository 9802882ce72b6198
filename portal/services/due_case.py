"""Cases whose own moment has come: a wait that expired, a window for reopening that is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from portal.services.act import Act
from portal.services.ask_sender import expire_wait
from portal.services.conditional import changed_one
from portal.services.end_case import close_case

PUT_OFF = timedelta(minutes=30)


def due_cases(session: Session, now: datetime, limit: int = 200) -> Sequence[int]:
    """The cases to look at now, the longest waiting first."""
    wanted = select(Case.id).where(Case.check_after <= now).order_by(Case.check_after).limit(limit)
    return session.scalars(wanted).all()


def settle_case(act: Act, case_id: int) -> bool:
    """Let what is due happen to a case; False when another worker was there first."""
    case = act.session.scalars(
        select(Case).where(Case.id == case_id, Case.check_after <= act.now).with_for_update(skip_locked=True)
    ).one_or_none()
    if case is None or case.check_after is None:
        return False
    if case.state is State.WAITING_FOR_SENDER:
        expire_wait(act, case, ended_at=case.check_after)
    elif case.state is State.ANSWERED:
        close_case(act, case)
    else:
        case.check_after = None
    return True


def put_off_case(act: Act, case_id: int) -> None:
    """A case that raised is tried again later and never stops the others; one settled since is left alone."""
    still_due = update(Case).where(Case.id == case_id, Case.check_after <= act.now)
    changed_one(act.session, still_due.values(check_after=act.now + PUT_OFF))
