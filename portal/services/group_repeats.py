"""The very same words from one sender again: registered like any case, and grouped with the first (rules §2).

Nobody is refused for writing twice; the worker groups what came in, so that opening a case costs nothing more.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.domain.duplicates import is_repeat
from portal.domain.states import OPEN_STATES, State
from portal.models.bookkeeping import Heartbeat
from portal.models.case import Case, Sender
from portal.queries.contacts import same_contact
from portal.queries.duplicates import matter_of
from portal.services.act import Act
from portal.services.merge_case import merge_case

NAME = "repeats"
LOOK_BACK = timedelta(days=30)
MOST_COMPARED = 30


def new_cases(session: Session, limit: int = 200) -> Sequence[int]:
    """The cases not looked at yet, in the order in which they came; none on the first look ever."""
    seen = session.get(Heartbeat, NAME)
    if seen is None or not seen.detail:
        return []
    wanted = select(Case.id).where(Case.id > int(seen.detail)).order_by(Case.id)
    return session.scalars(wanted.limit(limit)).all()


def note_seen(act: Act, case_ids: Sequence[int]) -> None:
    """Look at these no more; on the first look, at nothing that is there already."""
    row = act.session.get(Heartbeat, NAME)
    if row is None:
        row = Heartbeat(name=NAME, at=act.now)
        act.session.add(row)
    if case_ids:
        row.detail = str(max(case_ids))
    elif not row.detail:
        row.detail = str(act.session.scalar(select(func.max(Case.id))) or 0)
    row.at = act.now


def group_repeat(act: Act, case_id: int) -> bool:
    """Merge a case into the first one in which its sender said the very same; whether there was one."""
    case = act.session.get(Case, case_id)
    if case is None or case.sealed or case.state not in OPEN_STATES or case.parent_id is not None:
        return False
    first = _first_of(act, case)
    if first is None:
        return False
    merge_case(act, case, first)
    return True


def _first_of(act: Act, case: Case) -> Case | None:
    mine = matter_of(case, case.sender)
    return next((each for each in _earlier(act, case) if is_repeat(mine, matter_of(each, each.sender))), None)


def _earlier(act: Act, case: Case) -> Sequence[Case]:
    """What the sender sent before and is still worked on, the oldest first."""
    contact = list(same_contact(case.sender))
    if not contact:
        return []
    wanted = (
        select(Case)
        .join(Sender, Sender.case_id == Case.id)
        .where(or_(*contact), Case.id < case.id, Case.received_at >= case.received_at - LOOK_BACK)
        .where(~Case.sealed, or_(Case.is_open, Case.state == State.MERGED))
    )
    return act.session.scalars(wanted.order_by(Case.id).limit(MOST_COMPARED)).all()
