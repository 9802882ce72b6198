"""Whose surveys somebody manages: questionnaires are the whole office's, points and campaigns a unit's."""

from portal.domain.people import Actor
from portal.domain.permissions import By, Permission
from portal.queries.settings import Settings


def survey_reach(settings: Settings, actor: Actor) -> frozenset[int]:
    """The units whose points and campaigns an actor manages."""
    if actor.by is By.SYSTEM:
        return frozenset(settings.units)
    return actor.units_for(Permission.MANAGE_SURVEYS)


def manages_all_surveys(settings: Settings, actor: Actor) -> bool:
    """Whether an actor manages what has no unit: questionnaires, and the sites that may frame them."""
    roots = {unit.id for unit in settings.units.values() if unit.parent_id is None}
    return bool(roots) and roots <= survey_reach(settings, actor)
