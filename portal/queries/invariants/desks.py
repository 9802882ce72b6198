"""No open case is in nobody's list."""

from collections.abc import Iterator

from sqlalchemy import select

from portal.domain.permissions import Role
from portal.domain.time import local_day
from portal.domain.workflow import Desk, desk_of
from portal.models.case import Case
from portal.queries.invariants.check import BATCH, Data, Tally
from portal.queries.settings import Settings

# Who keeps each list; a holder who is away or gone is followed by their deputy and then by the leaders.
KEEPERS = {
    Desk.COORDINATOR: (Role.COORDINATOR,),
    Desk.UNIT: (Role.OFFICER, Role.LEADER),
    Desk.OFFICER: (Role.OFFICER, Role.LEADER),
    Desk.LEADER: (Role.LEADER,),
}


def every_case_has_a_list(data: Data, tally: Tally) -> Iterator[int]:
    """Each open case stands on a desk that somebody active keeps today."""
    kept: dict[tuple[Desk, int], bool] = {}
    columns = (Case.reference, Case.state, Case.officer_id, Case.unit_id)
    wanted = select(*columns).where(Case.is_open, ~Case.sealed).execution_options(yield_per=BATCH)
    for row in data.session.execute(wanted):
        desk = desk_of(row.state, officer_id=row.officer_id)
        key = (desk, row.unit_id)
        if key not in kept:
            kept[key] = _is_kept(data, desk, row.unit_id)
        tally.expect(kept[key], row.reference, fault=f"nobody keeps the {desk} desk of its unit")
        tally.checked += 1
    yield tally.checked


def _is_kept(data: Data, desk: Desk, unit_id: int) -> bool:
    settings: Settings = data.settings
    today = local_day(data.now)
    chain = settings.unit_chain(unit_id)
    return any(settings.holders(role, chain, today) for role in KEEPERS.get(desk, ()))
