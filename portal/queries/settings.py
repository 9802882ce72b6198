"""What officials configure, read once per revision and shared by all requests of a process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import CalendarDay, WorkingCalendar
from portal.domain.clock import Reckoning, Term
from portal.domain.office_hours import STANDARD_HOURS, OfficeHours, read_office_hours
from portal.domain.permissions import Role
from portal.domain.policies import ClockPolicy, SatisfiedBy, UnitPolicy
from portal.domain.routing import RoutingRule
from portal.domain.text import fold
from portal.models.account import Account
from portal.models.appointment import AppointmentRow, Deputy
from portal.models.bookkeeping import SettingsRevision
from portal.models.calendar import CalendarRow, CalendarYear
from portal.models.category import Area, Category
from portal.models.policy import ClockPolicyRow, UnitPolicyRow
from portal.models.routing import RoutingRuleRow
from portal.models.survey import FramingSite
from portal.queries.unit_tree import Node, UnitNode, UnitTree, read_units

__all__ = [
    "CACHE",
    "TOKEN",
    "Absence",
    "Node",
    "Person",
    "Post",
    "Settings",
    "SettingsCache",
    "Topic",
    "UnitNode",
    "UnitTree",
    "load_settings",
    "read_settings",
]


@dataclass(frozen=True, slots=True)
class Topic(Node):
    """A category or an area, which may be out of use."""

    active: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as others see them."""

    id: int
    name: str
    post: str
    email: str
    active: bool
    language: str = "vi"
    mails_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """An appointment as it stands in the books, with its dates."""

    account_id: int
    unit_id: int
    role: Role
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Whether the appointment holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Absence:
    """A holder's absence with the deputy who acts meanwhile."""

    account_id: int
    deputy_id: int
    from_on: date
    to_on: date

    def covers(self, on: date) -> bool:
        """Whether the deputy acts on a day."""
        return self.from_on <= on <= self.to_on


@dataclass(frozen=True)
class Settings:
    """Everything that officials configure, as of one revision."""

    token: str
    tree: UnitTree
    categories: Mapping[int, Topic]
    areas: Mapping[int, Topic]
    people: Mapping[int, Person]
    posts: tuple[Post, ...]
    absences: tuple[Absence, ...]
    rules: tuple[RoutingRule, ...]
    clock_policies: tuple[ClockPolicy, ...]
    policy_rows: tuple[UnitPolicyRow, ...]
    calendar: WorkingCalendar
    local_days: Mapping[int, tuple[CalendarDay, ...]]
    # Sites that may show a survey in a frame, as "https://xa-thanh-binh.example".
    framing_sites: tuple[str, ...] = ()
    _chains: dict[Any, tuple[int, ...]] = field(default_factory=dict, repr=False)
    _reckonings: dict[tuple[int, date], Reckoning] = field(default_factory=dict, repr=False)
    _unit_policies: dict[tuple[int, date], UnitPolicy] = field(default_factory=dict, repr=False)

    def unit_by_code(self, code: str) -> UnitNode | None:
        """The unit with a code."""
        return next((unit for unit in self.units.values() if unit.code == code), None)

    @property
    def units(self) -> Mapping[int, UnitNode]:
        """All units as they are now, those that ended too."""
        return self.tree.units

    def unit_chain(self, unit_id: int, on: date | None = None) -> tuple[int, ...]:
        """A unit and everything above it, from the unit to the root; on a day, or as it is now."""
        return self.tree.chain(unit_id, on)

    def unit_on(self, unit_id: int, on: date) -> UnitNode:
        """A unit as it was on a day, for what is dated that day."""
        return self.tree.as_of(unit_id, on)

    def standing_unit(
        self, unit_id: int, on: date, *, category_id: int | None = None, area_id: int | None = None
    ) -> int:
        """The unit itself while it stands, else whoever goes on for it, with matters of a category and area."""
        categories, areas = self.category_chain(category_id), self.area_chain(area_id)
        return self.tree.standing(unit_id, on, category_ids=categories, area_ids=areas)

    def standing_chain(self, unit_id: int, on: date) -> tuple[int, ...]:
        """Whoever goes on for a unit, and everything above them: where somebody is to be found."""
        return self.tree.chain(self.tree.standing(unit_id, on))

    def category_chain(self, category_id: int | None) -> tuple[int, ...]:
        """A category and everything above it; empty without one."""
        return self._chain("category", self.categories, category_id)

    def area_chain(self, area_id: int | None) -> tuple[int, ...]:
        """An area and everything above it; empty without one."""
        return self._chain("area", self.areas, area_id)

    def _chain(self, kind: str, nodes: Mapping[int, Node], start: int | None) -> tuple[int, ...]:
        key = (kind, start)
        if key not in self._chains:
            self._chains[key] = tuple(_upwards(nodes, start))
        return self._chains[key]

    def units_below(self, unit_id: int, on: date | None = None) -> frozenset[int]:
        """A unit and all units under it; on a day, or as it is now."""
        return self.tree.below(unit_id, on)

    def unit_policy(self, unit_id: int, on: date) -> UnitPolicy:
        """The switches of a unit on a day: its own rows, else those above it, else the shipped ones."""
        key = (unit_id, on)
        if key not in self._unit_policies:
            self._unit_policies[key] = self._unit_policy(unit_id, on)
        return self._unit_policies[key]

    def _unit_policy(self, unit_id: int, on: date) -> UnitPolicy:
        values = self.switches((*self.unit_chain(unit_id, on), None), on)
        known = {name: value for name, value in values.items() if name in UnitPolicy.__dataclass_fields__}
        if "satisfied_by" in known:
            known["satisfied_by"] = SatisfiedBy(known["satisfied_by"])
        return replace(UnitPolicy(), **known)

    def switches(self, chain: tuple[int | None, ...], on: date) -> dict[str, Any]:
        """Raw values by name: nearest unit first, then the newest row."""
        in_force = [
            row
            for row in self.policy_rows
            if row.unit_id in chain and row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
        ]
        in_force.sort(key=lambda row: (-chain.index(row.unit_id), row.valid_from))
        return {row.name: row.value for row in in_force}

    def office_hours(self, unit_id: int, on: date) -> OfficeHours:
        """The office hours of a unit on a day."""
        text = self.switches((*self.unit_chain(unit_id, on), None), on).get("office_hours")
        return read_office_hours(text) if text else STANDARD_HOURS

    def reckoning(self, unit_id: int, on: date) -> Reckoning:
        """The calendar, with the local days of a unit and those above it, and its office hours."""
        key = (unit_id, on)
        if key not in self._reckonings:
            local = [
                day
                for above in reversed(self.unit_chain(unit_id, on))
                for day in self.local_days.get(above, ())
            ]
            calendar = self.calendar.with_days(local) if local else self.calendar
            self._reckonings[key] = Reckoning(calendar, self.office_hours(unit_id, on))
        return self._reckonings[key]

    def person_name(self, account_id: int | None) -> str:
        """The name of a member of staff; empty for nobody."""
        person = self.people.get(account_id) if account_id else None
        return person.name if person else ""

    def with_deputies(self, people: Iterable[Person], on: date) -> list[Person]:
        """These people, and whoever stands in for each of them on a day; each once."""
        found = {each.id: each for each in people}
        for absence in self.absences:
            if absence.account_id in found and absence.covers(on):
                found.setdefault(absence.deputy_id, self.people[absence.deputy_id])
        return list(found.values())

    def holders(self, role: Role, unit_ids: Iterable[int], on: date) -> list[Person]:
        """Active people who hold a role in any of the units on a day."""
        wanted = set(unit_ids)
        ids = {
            post.account_id
            for post in self.posts
            if post.role is role and post.unit_id in wanted and post.in_force(on)
        }
        return [self.people[each] for each in sorted(ids) if self.people[each].active]


def _upwards(nodes: Mapping[int, Node], start: int | None) -> Iterable[int]:
    seen: set[int] = set()
    while start is not None and start in nodes and start not in seen:
        seen.add(start)
        yield start
        start = nodes[start].parent_id


class SettingsCache:
    """The settings of the latest few revisions; a revision never changes, so nothing here goes stale."""

    def __init__(self, keep: int = 4) -> None:
        self._keep = keep
        self._by_token: dict[str, Settings] = {}
        self._lock = Lock()

    def load(self, session: Session, token: str = "") -> Settings:
        """The settings in force: one statement when they have not changed since the last time.

        None at all where the token was read already, beside something else in the same transaction.
        """
        token = token or session.connection().scalar(TOKEN) or ""
        found = self._by_token.get(token)
        if found is None or not token:
            found = read_settings(session, token)
            with self._lock:
                self._by_token[token] = found
                for old in list(self._by_token)[: -self._keep]:
                    del self._by_token[old]
        return found


# Without the mapper: asked by every request.
TOKEN = select(SettingsRevision.__table__.c.token)

CACHE = SettingsCache()


def load_settings(session: Session, token: str = "") -> Settings:
    """The settings in force, from the cache of this process where they are unchanged."""
    return CACHE.load(session, token)


def read_settings(session: Session, token: str = "") -> Settings:
    """The settings as the database has them now."""
    days = session.scalars(select(CalendarRow)).all()
    confirmed = session.scalars(select(CalendarYear.year).where(CalendarYear.confirmed)).all()
    rows = session.scalars(select(UnitPolicyRow)).all()
    for row in rows:
        session.expunge(row)
    return Settings(
        token=token,
        tree=read_units(session),
        categories={row.id: _category(row) for row in _ordered(session, Category)},
        areas={row.id: _area(row) for row in _ordered(session, Area)},
        people={row.id: _person(row) for row in session.scalars(select(Account))},
        posts=tuple(_post(row) for row in session.scalars(select(AppointmentRow))),
        absences=tuple(
            Absence(row.account_id, row.deputy_id, row.from_on, row.to_on)
            for row in session.scalars(select(Deputy))
        ),
        rules=tuple(
            _rule(row) for row in session.scalars(select(RoutingRuleRow).where(RoutingRuleRow.active))
        ),
        clock_policies=tuple(_clock_policy(row) for row in session.scalars(select(ClockPolicyRow))),
        policy_rows=tuple(rows),
        calendar=WorkingCalendar.of((_day(row) for row in days if row.unit_id is None), confirmed),
        local_days=_local_days(days),
        framing_sites=tuple(session.scalars(select(FramingSite.origin).order_by(FramingSite.origin))),
    )


def _ordered(session: Session, table: Any) -> Iterable[Any]:
    return session.scalars(select(table).order_by(table.position, table.id))


def _local_days(rows: Iterable[CalendarRow]) -> dict[int, tuple[CalendarDay, ...]]:
    local: dict[int, tuple[CalendarDay, ...]] = {}
    for row in rows:
        if row.unit_id is not None:
            local[row.unit_id] = (*local.get(row.unit_id, ()), _day(row))
    return local


def _day(row: CalendarRow) -> CalendarDay:
    return CalendarDay(row.on, row.kind, row.name, row.source)


def _category(row: Category) -> Topic:
    folded = fold(f"{row.name} {row.name_en} {row.keywords}")
    return Topic(row.id, row.code, row.name, row.name_en, row.parent_id, row.position, folded, row.active)


def _area(row: Area) -> Topic:
    return Topic(row.id, "", row.name, "", row.parent_id, row.position, fold(row.name), row.active)


def _person(row: Account) -> Person:
    return Person(row.id, row.name, row.post, row.email, row.active, row.language, row.mails_at_once)


def _post(row: AppointmentRow) -> Post:
    return Post(row.account_id, row.unit_id, row.role, row.valid_from, row.valid_to)


def _rule(row: RoutingRuleRow) -> RoutingRule:
    return RoutingRule(
        id=row.id,
        position=row.position,
        unit_id=row.unit_id,
        officer_id=row.officer_id,
        category_id=row.category_id,
        area_id=row.area_id,
        kind=row.kind,
        channel=row.channel,
        words=tuple(row.words),
    )


def _clock_policy(row: ClockPolicyRow) -> ClockPolicy:
    return ClockPolicy(
        id=row.id,
        code=row.code,
        leg=row.leg,
        term=Term(row.amount, row.time_unit),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        kind=row.kind,
        channel=row.channel,
        urgency=row.urgency,
        category_id=row.category_id,
        unit_id=row.unit_id,
    )
