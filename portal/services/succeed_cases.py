"""Moving the open cases of units that ended or gave away work, in batches that may stop anywhere (rules §13).

Each batch is a transaction of its own and says how far it came, so that a crash loses nothing and moves nothing
twice. Until a case has moved, the successor's staff see and handle it all the same: they answer for what ended.
"""

from collections.abc import Sequence

from sqlalchemy import select, update

from portal.domain.successions import Plan
from portal.models.case import Case
from portal.models.succession import Succession
from portal.queries.successions import plan_of
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.follow_successor import follow_successor, pass_on
from portal.services.foresee_succession import heir, working_units

BATCH = 200
# Written at a time: the marks of figures look through everything that is not written yet.
CHUNK = 50


def move_batch(act: Act, succession_id: int) -> int:
    """Move the next open cases of a succession; returns how many. Another worker's batch is left to it."""
    succession = act.session.get_one(Succession, succession_id)
    plan, cursor = plan_of(succession), succession.cursor
    cases = _next(act, plan, succession)
    further = {"cursor": cases[-1].id} if len(cases) == BATCH else {"finished_at": act.now}
    ours = update(Succession).where(
        Succession.id == succession_id, Succession.cursor == cursor, Succession.finished_at.is_(None)
    )
    if not changed_one(act.session, ours.values(**further)):
        return 0
    moved = 0
    for number, case in enumerate(cases, 1):
        moved += _move(act, succession, case)
        if number % CHUNK == 0:
            act.session.flush()
    total = update(Succession).where(Succession.id == succession_id)
    act.session.execute(total.values(moved_cases=Succession.moved_cases + moved))
    act.session.flush()
    act.session.expire(succession)
    return moved


def _next(act: Act, plan: Plan, succession: Succession) -> Sequence[Case]:
    units = working_units(plan)
    further = Case.id.between(succession.cursor + 1, succession.last_case_id)
    wanted = select(Case).where(Case.is_open, ~Case.sealed, Case.unit_id.in_(units), further)
    return act.session.scalars(wanted.order_by(Case.id).limit(BATCH)).all()


def _move(act: Act, succession: Succession, case: Case) -> bool:
    to = heir(act, plan_of(succession), case)
    if to is None:
        return False
    return pass_on(act, case, to_unit_id=to, succession_id=succession.id, basis=succession.legal_basis)


def stray_cases(act: Act) -> Sequence[int]:
    """Open cases in units that ended: opened while these were ending, by somebody who did not know it yet."""
    ended = sorted(act.settings.tree.ended(act.today))
    if not ended:
        return ()
    wanted = select(Case.id).where(Case.is_open, ~Case.sealed, Case.unit_id.in_(ended))
    return act.session.scalars(wanted.order_by(Case.id).limit(BATCH)).all()


def move_stray(act: Act, case_id: int) -> bool:
    """Give a stray case to whoever goes on for its unit."""
    return follow_successor(act, act.session.get_one(Case, case_id))
