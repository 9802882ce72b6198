"""A case whose unit is no more goes on with the successor: an event, no new clock, no step back (rules §13)."""

from portal.domain.events import EventKind
from portal.models.case import Case
from portal.queries.absent_holders import held_units
from portal.services.act import Act
from portal.services.figure_marks import mark_figures
from portal.services.transition import record


def follow_successor(act: Act, case: Case) -> bool:
    """Give an open case of a unit that ended to whoever goes on for it; False when its unit still stands."""
    about = {"category_id": case.category_id, "area_id": case.area_id}
    to = act.settings.standing_unit(case.unit_id, act.today, **about)
    return pass_on(act, case, to_unit_id=to)


def pass_on(
    act: Act, case: Case, *, to_unit_id: int, succession_id: int | None = None, basis: str = ""
) -> bool:
    """Give an open case to a successor, with the event that says so. State, dates, clocks, answer stay as they are.

    The register it is entered in stays too: its number is of the receiving unit's series. An officer who works
    for the successor keeps the case; else it waits in the successor's list for somebody to take it.
    """
    if to_unit_id == case.unit_id:
        return False
    facts = {"from_unit_id": case.unit_id, "to_unit_id": to_unit_id, "basis": basis}
    record(act.as_system(), case, EventKind.UNIT_SUCCEEDED, succession_id=succession_id, **facts)
    case.unit_id = to_unit_id
    if case.officer_id and to_unit_id not in held_units(act.settings, case.officer_id, act.today):
        case.officer_id = None
    mark_figures(act, case)
    return True
