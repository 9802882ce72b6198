"""What becomes of units: merged, split, renamed, abolished, moved; who goes on with what (rules §13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SuccessionKind(StrEnum):
    """What happens to units."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    ABOLISHED = "abolished"
    MOVED = "moved"


# Of these a unit ends, unless it is itself among its successors.
ENDING = frozenset({SuccessionKind.MERGED, SuccessionKind.SPLIT, SuccessionKind.ABOLISHED})


@dataclass(frozen=True, slots=True)
class Part:
    """To whom a unit passes: by default, or of one category or area only, with all that is below it."""

    from_unit_id: int
    to_unit_id: int | None
    category_id: int | None = None
    area_id: int | None = None

    @property
    def is_default(self) -> bool:
        """Whether it takes whatever nothing else takes."""
        return self.category_id is None and self.area_id is None

    def fits(self, category_ids: Sequence[int], area_ids: Sequence[int]) -> bool:
        """Whether it takes what is of this category and area, each given with everything above it."""
        return (self.category_id is None or self.category_id in category_ids) and (
            self.area_id is None or self.area_id in area_ids
        )


def successor(
    parts: Iterable[Part],
    from_unit_id: int,
    *,
    category_ids: Sequence[int] = (),
    area_ids: Sequence[int] = (),
) -> int | None:
    """Who goes on with a matter of a unit: the most exact part that fits, else the default.

    Two conditions beat one, an area beats a category, and what is deeper in its tree beats what is above it.
    """

    def exactness(part: Part) -> tuple[bool, int, int]:
        area = len(area_ids) - area_ids.index(part.area_id) if part.area_id else 0
        category = len(category_ids) - category_ids.index(part.category_id) if part.category_id else 0
        return bool(area and category), area, category

    fitting = [
        part for part in parts if part.from_unit_id == from_unit_id and part.fits(category_ids, area_ids)
    ]
    best = max(fitting, key=exactness, default=None)
    return best.to_unit_id if best else None


def default_successor(parts: Iterable[Part], from_unit_id: int) -> int | None:
    """Who goes on with whatever nothing else takes; and with the people, the registers, the figures."""
    return next(
        (part.to_unit_id for part in parts if part.from_unit_id == from_unit_id and part.is_default), None
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A succession as it is entered."""

    kind: SuccessionKind
    takes_effect_on: date
    legal_basis: str
    parts: tuple[Part, ...]

    @property
    def from_units(self) -> tuple[int, ...]:
        """The units that change, each once, in the order they were entered."""
        return tuple(dict.fromkeys(part.from_unit_id for part in self.parts))

    @property
    def ended_units(self) -> tuple[int, ...]:
        """Those of them that are no more from the day on."""
        if self.kind not in ENDING:
            return ()
        return tuple(each for each in self.from_units if default_successor(self.parts, each) != each)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a unit stands, as far as a plan has to know; plans not yet carried out included."""

    above: tuple[int, ...]
    begins_on: date
    ends_on: date | None = None
    # Since when it has been as it is: of its last version, or its beginning.
    since: date = date.min
    has_open_work: bool = False

    def stands(self, on: date) -> bool:
        """Whether the unit is there on a day."""
        return self.begins_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a plan cannot be: the entry, the rule, and the unit it is about."""

    field: str
    code: str
    unit_id: int | None = None


def fault_of(plan: Plan, places: Mapping[int, Place]) -> Fault | None:
    """The first thing that is wrong with a plan; None when it can be carried out."""
    if not plan.legal_basis.strip():
        return Fault("legal_basis", "missing")
    if not plan.parts:
        return Fault("from_units", "missing")
    for unit_id in plan.from_units:
        if fault := _fault_before(plan, unit_id, places.get(unit_id)):
            return fault
    rules = {SuccessionKind.MOVED: _fault_of_move, SuccessionKind.RENAMED: _fault_of_name}
    check = rules.get(plan.kind, _fault_of_ending)
    return next((fault for part in plan.parts if (fault := check(plan, part, places))), None)


def _fault_before(plan: Plan, unit_id: int, place: Place | None) -> Fault | None:
    """What is wrong with a unit that changes, whatever becomes of it."""
    if place is None:
        return Fault("from_units", "unknown", unit_id)
    if not place.stands(plan.takes_effect_on):
        return Fault("from_units", "not_standing", unit_id)
    # Several things may happen to a unit on one day, as in July 2025; they are carried out as they were planned.
    if plan.takes_effect_on < place.since or plan.takes_effect_on <= place.begins_on:
        return Fault("takes_effect_on", "before_version", unit_id)
    if not place.above and plan.kind is not SuccessionKind.RENAMED and _ends_or_moves(plan, unit_id):
        return Fault("from_units", "root", unit_id)
    return None


def _ends_or_moves(plan: Plan, unit_id: int) -> bool:
    return plan.kind is SuccessionKind.MOVED or unit_id in plan.ended_units


def _fault_of_name(plan: Plan, part: Part, places: Mapping[int, Place]) -> Fault | None:
    return Fault("from_units", "one_only") if len(plan.from_units) > 1 else None


def _fault_of_move(plan: Plan, part: Part, places: Mapping[int, Place]) -> Fault | None:
    """A unit moves below one that stands that day, and never below itself."""
    place, above = places[part.from_unit_id], part.to_unit_id
    if above is None or above not in places:
        return Fault("to_unit_id", "missing", part.from_unit_id)
    if above == part.from_unit_id or part.from_unit_id in places[above].above:
        return Fault("to_unit_id", "circle", part.from_unit_id)
    if above == place.above[0]:
        return Fault("to_unit_id", "no_change", part.from_unit_id)
    if not places[above].stands(plan.takes_effect_on):
        return Fault("to_unit_id", "not_standing", above)
    return None


def _fault_of_ending(plan: Plan, part: Part, places: Mapping[int, Place]) -> Fault | None:
    """Whoever goes on must be there that day; whoever ends needs somebody, unless nothing is left to do."""
    unit_id, to = part.from_unit_id, part.to_unit_id
    if default_successor(plan.parts, unit_id) is None and not _may_end_alone(plan, places[unit_id]):
        return Fault("to_unit_id", "missing", unit_id)
    if to is None:
        return None
    if to not in places:
        return Fault("to_unit_id", "unknown", unit_id)
    if to in plan.ended_units:
        return Fault("to_unit_id", "successor_ends", to)
    if not places[to].stands(plan.takes_effect_on):
        return Fault("to_unit_id", "not_standing", to)
    return _fault_of_kind(plan, unit_id)


def _may_end_alone(plan: Plan, place: Place) -> bool:
    return plan.kind is SuccessionKind.ABOLISHED and not place.has_open_work


def _fault_of_kind(plan: Plan, unit_id: int) -> Fault | None:
    """A merged unit is no more; a split one has two successors, itself perhaps among them."""
    own = [part for part in plan.parts if part.from_unit_id == unit_id]
    if sum(part.is_default for part in own) > 1:
        return Fault("to_unit_id", "two_defaults", unit_id)
    if plan.kind is SuccessionKind.SPLIT and len({part.to_unit_id for part in own}) < 2:
        return Fault("to_unit_id", "one_successor", unit_id)
    if plan.kind is not SuccessionKind.SPLIT and unit_id not in plan.ended_units:
        return Fault("to_unit_id", "itself", unit_id)
    return None


def new_parent(
    child_id: int, plan: Plan, old_parent_id: int, *, above: Mapping[int, tuple[int, ...]]
) -> int | None:
    """Below whom a unit comes whose own parent ends: the parent's successor, unless that lies below the unit itself.

    Then, and where there is no successor, the next unit up that goes on. `above` gives for each unit what is
    above it, the nearest first.
    """
    to = default_successor(plan.parts, old_parent_id)
    if to is not None and to != child_id and child_id not in above.get(to, ()):
        return to
    upwards = above.get(old_parent_id, ())
    if not upwards:
        return None
    if upwards[0] in plan.ended_units:
        return new_parent(child_id, plan, upwards[0], above=above)
    return upwards[0]
