"""No open case is in nobody's list, none in a unit that is no more."""

from collections.abc import Iterator

from sqlalchemy import case, false, func, select

from portal.domain.permissions import REACHES_DOWN, Role
from portal.domain.states import State
from portal.domain.time import local_day
from portal.domain.workflow import Desk, desk_of
from portal.models.case import Case
from portal.models.succession import SuccessionPart
from portal.queries.invariants.check import BATCH, Data, Tally
from portal.queries.reopenings import times_asked
from portal.queries.successions import unfinished

# Who keeps each list; a holder who is away or gone is followed by their deputy and then by the leaders.
KEEPERS = {
    Desk.COORDINATOR: (Role.COORDINATOR,),
    Desk.UNIT: (Role.OFFICER, Role.LEADER),
    Desk.OFFICER: (Role.OFFICER, Role.LEADER),
    Desk.LEADER: (Role.LEADER,),
}
# A second request to look again goes to oversight (rules §6).
AGAIN = case((Case.state == State.REOPEN_REQUESTED, times_asked() > 1), else_=false())


def every_case_has_a_list(data: Data, tally: Tally) -> Iterator[int]:
    """Each open case stands on a desk that somebody active keeps today."""
    kept: dict[tuple[Desk, int, bool], bool] = {}
    columns = (Case.reference, Case.state, Case.officer_id, Case.unit_id, AGAIN.label("again"))
    wanted = select(*columns).where(Case.is_open, ~Case.sealed).execution_options(yield_per=BATCH)
    for row in data.session.execute(wanted):
        desk = desk_of(row.state, officer_id=row.officer_id)
        key = (desk, row.unit_id, bool(row.again))
        if key not in kept:
            roles = (Role.OVERSEER,) if row.again else KEEPERS.get(desk, ())
            kept[key] = any(_is_kept(data, role, row.unit_id) for role in roles)
        tally.expect(kept[key], row.reference, fault=f"nobody keeps the {desk} desk of its unit")
        tally.checked += 1
    yield tally.checked


def no_case_stays_behind(data: Data, tally: Tally) -> Iterator[int]:
    """No open case stands in a unit that ended, unless those of that unit are on their way at this moment."""
    ended = sorted(data.settings.tree.ended(local_day(data.now)) - _moving(data))
    wanted = select(Case.reference).where(Case.is_open, ~Case.sealed, Case.unit_id.in_(ended))
    for reference in data.session.scalars(wanted.execution_options(yield_per=BATCH)):
        tally.expect(False, reference, fault="stands in a unit that ended")
    tally.checked += data.session.scalar(select(func.count()).select_from(Case).where(Case.is_open)) or 0
    yield tally.checked


def _moving(data: Data) -> set[int]:
    under_way = unfinished(data.session)
    wanted = select(SuccessionPart.from_unit_id).where(SuccessionPart.succession_id.in_(under_way))
    return set(data.session.scalars(wanted))


def _is_kept(data: Data, role: Role, unit_id: int) -> bool:
    """Whether somebody active has the role for the unit; an officer of a unit above has it not."""
    units = data.settings.unit_chain(unit_id) if role in REACHES_DOWN else (unit_id,)
    return bool(data.settings.holders(role, units, local_day(data.now)))
