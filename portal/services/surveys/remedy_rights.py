"""Who may do what with a remedy: those of ratings are confidential to leader and overseer (rules §6)."""

from portal.domain.people import Actor
from portal.domain.permissions import Permission, Role
from portal.domain.surveys.remedies import RemedySource
from portal.models.remedy import Remedy
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.errors import NotPermitted


def may(actor: Actor, permission: Permission, remedy: Remedy) -> bool:
    """Whether an actor may do something with a remedy."""
    if remedy.source is RemedySource.RATING and not actor.may(Permission.SEE_RATINGS, remedy.unit_id):
        return False
    return actor.may(permission, remedy.unit_id)


def require_for(act: Act, permission: Permission, remedy: Remedy) -> None:
    """Refuse whoever may not do something with a remedy. Raises NotPermitted."""
    if not may(act.actor, permission, remedy):
        raise NotPermitted(permission)


def possible_owners(act: Act, remedy: Remedy) -> list[Person]:
    """Who may be made responsible: the leaders of the unit and its officers, of ratings the leaders alone.

    The leaders of the nearest unit above where the unit has none.
    """
    chain = act.settings.standing_chain(remedy.unit_id, act.today)
    leaders = leaders_of(act, remedy.unit_id)
    if remedy.source is RemedySource.RATING:
        return leaders
    officers = act.settings.holders(Role.OFFICER, set(chain[:1]), act.today)
    return list({person.id: person for person in (*officers, *leaders)}.values())


def leaders_of(act: Act, unit_id: int) -> list[Person]:
    """The leaders of a unit, else of the nearest one above that has any."""
    for above in act.settings.standing_chain(unit_id, act.today):
        if leaders := act.settings.holders(Role.LEADER, {above}, act.today):
            return leaders
    return []
