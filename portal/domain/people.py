"""The person or process that acts, and what it may do where."""

from dataclasses import dataclass, field

from portal.domain.permissions import PERMITTED, By, Permission, Role


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role in force today, with the units it reaches (the unit and, for some roles, those below)."""

    role: Role
    unit_id: int
    reach: frozenset[int]
    standing_in_for: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff with today's appointments, the sender, or the system."""

    account_id: int | None
    name: str
    appointments: tuple[Appointment, ...] = ()
    by: By | None = None
    language: str = "vi"
    _units: dict[Permission, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    def units_for(self, permission: Permission) -> frozenset[int]:
        """The units in which this actor may do something."""
        if permission not in self._units:
            roles = PERMITTED[permission]
            reaches = (each.reach for each in self.appointments if each.role in roles)
            self._units[permission] = frozenset().union(*reaches)
            if permission is Permission.OPEN_SEALED and self.has_role(Role.ADMINISTRATOR):
                # Whatever else they are, who gives out the roles reads no sealed case (rules §13).
                self._units[permission] = frozenset()
        return self._units[permission]

    def may(self, permission: Permission, *unit_ids: int | None) -> bool:
        """Whether this actor may do something in any of the units; without units, anywhere at all."""
        units = self.units_for(permission)
        return bool(units.intersection(unit_ids)) if unit_ids else bool(units)

    def has_role(self, role: Role) -> bool:
        """Whether any appointment of today carries the role."""
        return any(each.role is role for each in self.appointments)

    @property
    def stands_in_for(self) -> frozenset[int]:
        """The accounts whose work this actor does as their deputy today."""
        return frozenset(each.standing_in_for for each in self.appointments if each.standing_in_for)

    @property
    def work_of(self) -> frozenset[int]:
        """The accounts whose work is this actor's: their own and those they stand in for."""
        return self.stands_in_for | ({self.account_id} if self.account_id else set())


SENDER = Actor(None, "", by=By.SENDER)
SYSTEM = Actor(None, "", by=By.SYSTEM)
