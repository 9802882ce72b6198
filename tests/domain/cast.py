"""The cast of the workflow's tests: one person of every role in one unit, and those who must get nowhere."""

from portal.domain.people import SENDER, SYSTEM, Actor, Appointment
from portal.domain.permissions import Role

UNIT, OTHER_UNIT = 1, 2


def member_of_staff(role: Role, *, unit_id: int = UNIT, account_id: int = 1) -> Actor:
    """Somebody with one role in one unit."""
    appointment = Appointment(role, unit_id, frozenset({unit_id}))
    return Actor(account_id, role.value, (appointment,))


STAFF = tuple(member_of_staff(role, account_id=number) for number, role in enumerate(Role, 10))
# The same roles, all of them, in a unit that has nothing to do with the case.
OUTSIDER = Actor(
    99, "outsider", tuple(Appointment(role, OTHER_UNIT, frozenset({OTHER_UNIT})) for role in Role)
)
NOBODY = Actor(98, "former colleague")
PEOPLE = (*STAFF, SENDER, SYSTEM, OUTSIDER, NOBODY)


def role_name(actor: Actor) -> str:
    """How the transition table of the tests calls an actor."""
    return actor.by.value if actor.by else actor.name
