"""The tree of units as it is and as it was on a day, and who goes on for whom (rules §13)."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.states import Level
from portal.domain.successions import ENDING, Part, SuccessionKind, default_successor, successor
from portal.domain.text import fold
from portal.models.succession import Succession, SuccessionPart, UnitVersion
from portal.models.unit import Unit


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a tree that officials keep: a unit, a category or an area."""

    id: int
    code: str
    name: str
    name_en: str
    parent_id: int | None
    position: int = 0
    folded: str = ""

    def named(self, language: str) -> str:
        """The name in the reader's language, Vietnamese where there is no other."""
        return self.name_en or self.name if language == "en" else self.name


@dataclass(frozen=True, slots=True)
class UnitNode(Node):
    """A unit with what its documents and pages show of it, and the days on which it is this."""

    level: Level = Level.DIVISION
    short_name: str = ""
    hotline: str = ""
    email: str = ""
    address: str = ""
    symbol: str = ""
    valid_from: date = date.min
    valid_to: date | None = None

    def stands(self, on: date) -> bool:
        """Whether the unit, or this version of it, is in force on a day."""
        return self.valid_from <= on and not self.has_ended(on)

    def has_ended(self, on: date) -> bool:
        """Whether its last day is past."""
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True)
class UnitTree:
    """All units, what they were, and who succeeded those that ended."""

    units: Mapping[int, UnitNode]
    versions: Mapping[int, tuple[UnitNode, ...]] = field(default_factory=dict)
    # Of each unit that ended by a succession: to whom it passed.
    parts: Mapping[int, tuple[Part, ...]] = field(default_factory=dict)
    # The units that went to more than one, and so to nobody in particular.
    split: frozenset[int] = frozenset()
    _chains: dict[Any, tuple[int, ...]] = field(default_factory=dict, repr=False)
    _below: dict[date | None, dict[int, frozenset[int]]] = field(default_factory=dict, repr=False)
    _predecessors: dict[date, dict[int, frozenset[int]]] = field(default_factory=dict, repr=False)

    def as_of(self, unit_id: int, on: date) -> UnitNode:
        """A unit as it was on a day: its name, its symbol, where it stood."""
        was = (version for version in self.versions.get(unit_id, ()) if not version.has_ended(on))
        return next(was, self.units[unit_id])

    def _epoch(self, on: date | None) -> date | None:
        """The last day up to which the whole tree is as on a day; None when it is as it is now."""
        if on is None:
            return None
        later = bisect_left(self._last_days, on)
        return self._last_days[later] if later < len(self._last_days) else None

    @cached_property
    def _last_days(self) -> list[date]:
        """The days on which some version was in force for the last time, in order: few, and asked for each figure."""
        ends = (each.valid_to for versions in self.versions.values() for each in versions)
        return sorted({end for end in ends if end is not None})

    def chain(self, unit_id: int, on: date | None = None) -> tuple[int, ...]:
        """A unit and everything above it, from the unit to the root; on a day, or as it is now."""
        key = (unit_id, self._epoch(on))
        if key not in self._chains:
            self._chains[key] = tuple(self._upwards(*key))
        return self._chains[key]

    def _upwards(self, start: int | None, on: date | None) -> Iterable[int]:
        seen: set[int] = set()
        while start is not None and start in self.units and start not in seen:
            seen.add(start)
            yield start
            start = (self.as_of(start, on) if on else self.units[start]).parent_id

    def below(self, unit_id: int, on: date | None = None) -> frozenset[int]:
        """A unit and all units under it; on a day, or as it is now."""
        epoch = self._epoch(on)
        if epoch not in self._below:
            self._below[epoch] = self._all_below(epoch)
        return self._below[epoch].get(unit_id, frozenset())

    def _all_below(self, epoch: date | None) -> dict[int, frozenset[int]]:
        found: dict[int, set[int]] = {}
        for unit_id in self.units:
            for above in self.chain(unit_id, epoch):
                found.setdefault(above, set()).add(unit_id)
        return {above: frozenset(units) for above, units in found.items()}

    def standing(
        self, unit_id: int, on: date, *, category_ids: Sequence[int] = (), area_ids: Sequence[int] = ()
    ) -> int:
        """Who goes on for a unit on a day: itself, its successor, or theirs; without one, whoever is above."""
        seen: set[int] = set()
        while unit_id not in seen and self.units[unit_id].has_ended(on):
            seen.add(unit_id)
            to = successor(self.parts.get(unit_id, ()), unit_id, category_ids=category_ids, area_ids=area_ids)
            above = self.units[unit_id].parent_id
            if to is None and above is None:
                return unit_id
            unit_id = to if to is not None else above or unit_id
        return unit_id

    def predecessors(self, unit_id: int, on: date) -> frozenset[int]:
        """The units that ended and for which a unit answers on a day: what they received, what they answered."""
        if on not in self._predecessors:
            self._predecessors.clear()  # asked of today alone
            self._predecessors[on] = self._succeeded(on)
        return self._predecessors[on].get(unit_id, frozenset())

    def _succeeded(self, on: date) -> dict[int, frozenset[int]]:
        ended = [each.id for each in self.units.values() if each.has_ended(on)]
        found: dict[int, set[int]] = {}
        for each in ended:
            found.setdefault(self.standing(each, on), set()).add(each)
        return {to: frozenset(before) for to, before in found.items()}

    def with_predecessors(self, unit_ids: Iterable[int], on: date) -> frozenset[int]:
        """Units with all those for which they answer on a day."""
        given = frozenset(unit_ids)
        return given.union(*(self.predecessors(each, on) for each in given))

    def ended(self, on: date) -> frozenset[int]:
        """The units that are no more on a day."""
        return frozenset(each.id for each in self.units.values() if each.has_ended(on))


def read_units(session: Session) -> UnitTree:
    """The tree as the database has it now: three statements."""
    units = {row.id: _unit(row) for row in session.scalars(select(Unit).order_by(Unit.position, Unit.id))}
    versions: dict[int, tuple[UnitNode, ...]] = {}
    for row in session.scalars(select(UnitVersion).order_by(UnitVersion.valid_from)):
        versions[row.unit_id] = (*versions.get(row.unit_id, ()), _version(row))
    parts: dict[int, tuple[Part, ...]] = {}
    split = set()
    for (kind, unit_id), own in _applied_parts(session).items():
        if kind is SuccessionKind.SPLIT:
            split.add(unit_id)
        if default_successor(own, unit_id) != unit_id:  # who is among its successors goes on
            parts[unit_id] = tuple(own)
    return UnitTree(units, versions, parts, frozenset(split))


def _applied_parts(session: Session) -> dict[tuple[SuccessionKind, int], list[Part]]:
    """The parts of each unit; one that was split several times keeps those of all."""
    columns = (
        Succession.kind,
        SuccessionPart.from_unit_id,
        SuccessionPart.to_unit_id,
        SuccessionPart.category_id,
        SuccessionPart.area_id,
    )
    wanted = select(*columns).join(Succession, Succession.id == SuccessionPart.succession_id)
    wanted = wanted.where(Succession.applied_at.is_not(None), Succession.kind.in_(ENDING))
    found: dict[tuple[SuccessionKind, int], list[Part]] = {}
    for kind, from_id, to_id, *about in session.execute(wanted.order_by(SuccessionPart.id)):
        part = Part(from_id, to_id, *about)
        found.setdefault((kind, part.from_unit_id), []).append(part)
    return found


def _unit(row: Unit) -> UnitNode:
    return _node(row, row.id, position=row.position)


def _version(row: UnitVersion) -> UnitNode:
    return _node(row, row.unit_id, position=0)


def _node(row: Unit | UnitVersion, unit_id: int, *, position: int) -> UnitNode:
    return UnitNode(
        id=unit_id,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        parent_id=row.parent_id,
        position=position,
        folded=fold(f"{row.name} {row.short_name} {row.code}"),
        level=row.level,
        short_name=row.short_name,
        hotline=row.hotline,
        email=row.email,
        address=row.address,
        symbol=row.symbol,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
