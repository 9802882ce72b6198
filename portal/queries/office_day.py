"""The working day of the office that receives: how long times are in days."""

from datetime import date

from portal.domain.clock import Reckoning
from portal.domain.unit_figures import day_minutes
from portal.queries.settings import Settings, UnitNode


def receiving_unit(settings: Settings, on: date) -> UnitNode | None:
    """The unit in whose register everything sent here is entered: the root of the tree."""
    roots = (unit for unit in settings.units.values() if unit.parent_id is None and unit.stands(on))
    return next(roots, None)


def office_reckoning(settings: Settings, on: date) -> Reckoning | None:
    """The calendar and hours of the receiving office; None while nothing is set up."""
    unit = receiving_unit(settings, on)
    return settings.reckoning(unit.id, on) if unit else None


def office_day_minutes(settings: Settings, on: date) -> int:
    """How many minutes a working day of the receiving office has; 0 while nothing is set up."""
    reckoning = office_reckoning(settings, on)
    return day_minutes(reckoning) if reckoning else 0
