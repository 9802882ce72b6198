"""Who goes on for a unit, and which plans cannot be carried out (rules §13)."""

from datetime import date
from typing import Any

import pytest

from portal.domain.successions import (
    Part,
    Place,
    Plan,
    SuccessionKind,
    default_successor,
    fault_of,
    new_parent,
    successor,
)

K = SuccessionKind
DAY = date(2025, 7, 1)
# Trees: category 3 lies in 2, 2 in 1; hamlet 12 in commune 11.
DEEP, HAMLET = (3, 2, 1), (12, 11)
PARTS = (
    Part(1, 10),
    Part(1, 20, category_id=2),
    Part(1, 30, category_id=3),
    Part(1, 40, area_id=11),
    Part(1, 50, category_id=1, area_id=11),
    Part(2, 10),
    Part(3, None),
)


@pytest.mark.parametrize(
    ("unit_id", "categories", "areas", "to"),
    [
        (1, (), (), 10),  # about nothing in particular: the default
        (1, (9,), (99,), 10),  # about something that nobody took
        (1, (2, 1), (), 20),  # of the category itself
        (1, DEEP, (), 30),  # the deeper category wins
        (1, (1,), (), 10),  # above the category that was taken
        (1, (), HAMLET, 40),  # in the commune, by its hamlet
        (1, DEEP, HAMLET, 50),  # two conditions beat one, however deep
        (1, (9,), HAMLET, 40),  # the area alone
        (2, DEEP, HAMLET, 10),  # another unit's parts say nothing
        (3, (), (), None),  # abolished, nobody goes on
        (4, (), (), None),  # not part of it at all
    ],
)
def test_it_says_who_goes_on(
    unit_id: int, categories: tuple[int, ...], areas: tuple[int, ...], to: int | None
) -> None:
    assert successor(PARTS, unit_id, category_ids=categories, area_ids=areas) == to


def test_it_names_the_default_for_people_and_registers() -> None:
    assert [default_successor(PARTS, each) for each in (1, 2, 3, 4)] == [10, 10, None, None]


# The root 1 with departments 2 and 3, division 4 of department 2, and department 5 that begins on the day.
PLACES = {
    1: Place((), date(2020, 1, 1)),
    2: Place((1,), date(2020, 1, 1), has_open_work=True),
    3: Place((1,), date(2020, 1, 1)),
    4: Place((2, 1), date(2020, 1, 1), since=date(2025, 3, 1)),
    5: Place((1,), DAY),
    6: Place((1,), date(2020, 1, 1), date(2024, 12, 31)),
    7: Place((1,), date(2025, 7, 2)),
}


def plan(kind: SuccessionKind, *parts: Part, **given: Any) -> Plan:
    return Plan(kind, given.get("on", DAY), given.get("basis", "Nghị quyết 202/2025/QH15"), parts)


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (plan(K.MERGED, Part(2, 5), Part(3, 5)), None),  # two departments into a new one
        (plan(K.MERGED, Part(2, 3)), None),  # one into one that stands
        (plan(K.SPLIT, Part(2, 3), Part(2, 5, category_id=1)), None),
        (plan(K.SPLIT, Part(2, 2), Part(2, 5, category_id=1)), None),  # it goes on and gives some away
        (plan(K.ABOLISHED, Part(3, None)), None),  # nothing left to do
        (plan(K.ABOLISHED, Part(2, 1)), None),  # its work goes to the unit above
        (plan(K.RENAMED, Part(1, None)), None),  # the root may be called otherwise
        (plan(K.MOVED, Part(4, 3)), None),
        (plan(K.MERGED, Part(2, 5), basis=" "), ("legal_basis", "missing")),
        (plan(K.MERGED), ("from_units", "missing")),
        (plan(K.MERGED, Part(99, 5)), ("from_units", "unknown")),
        (plan(K.MERGED, Part(6, 5)), ("from_units", "not_standing")),  # ended before
        (plan(K.MERGED, Part(1, 5)), ("from_units", "root")),
        (plan(K.MOVED, Part(1, 2)), ("from_units", "root")),
        (plan(K.RENAMED, Part(2, None), Part(3, None)), ("from_units", "one_only")),
        (plan(K.RENAMED, Part(4, None), on=date(2025, 3, 1)), None),  # twice on one day
        (plan(K.RENAMED, Part(4, None), on=date(2025, 2, 28)), ("takes_effect_on", "before_version")),
        (plan(K.MERGED, Part(2, 3), on=date(2020, 1, 1)), ("takes_effect_on", "before_version")),
        (plan(K.MERGED, Part(2, None)), ("to_unit_id", "missing")),
        (plan(K.ABOLISHED, Part(2, None)), ("to_unit_id", "missing")),  # it has open work
        (plan(K.SPLIT, Part(2, 3, category_id=1), Part(2, 5, category_id=2)), ("to_unit_id", "missing")),
        (plan(K.SPLIT, Part(2, 3), Part(2, 5)), ("to_unit_id", "two_defaults")),
        (plan(K.SPLIT, Part(2, 3)), ("to_unit_id", "one_successor")),
        (plan(K.MERGED, Part(2, 2)), ("to_unit_id", "itself")),
        (plan(K.MERGED, Part(2, 3), Part(3, 2)), ("to_unit_id", "successor_ends")),  # round and round
        (plan(K.MERGED, Part(2, 7)), ("to_unit_id", "not_standing")),  # begins a day too late
        (plan(K.MERGED, Part(2, 6)), ("to_unit_id", "not_standing")),
        (plan(K.MERGED, Part(2, 99)), ("to_unit_id", "unknown")),
        (plan(K.MOVED, Part(2, 4)), ("to_unit_id", "circle")),
        (plan(K.MOVED, Part(2, 2)), ("to_unit_id", "circle")),
        (plan(K.MOVED, Part(4, 2)), ("to_unit_id", "no_change")),
        (plan(K.MOVED, Part(4, 6)), ("to_unit_id", "not_standing")),
        (plan(K.MOVED, Part(4, None)), ("to_unit_id", "missing")),
    ],
)
def test_it_finds_what_is_wrong_with_a_plan(wanted: Plan, fault: tuple[str, str] | None) -> None:
    found = fault_of(wanted, PLACES)
    assert ((found.field, found.code) if found else None) == fault


def test_it_ends_units_that_do_not_go_on() -> None:
    assert plan(K.MERGED, Part(2, 3), Part(4, 3)).ended_units == (2, 4)
    assert plan(K.SPLIT, Part(2, 2), Part(2, 5, category_id=1)).ended_units == ()
    assert plan(K.RENAMED, Part(2, None)).ended_units == ()
    assert plan(K.MOVED, Part(4, 3)).ended_units == ()


@pytest.mark.parametrize(
    ("child", "old_parent", "wanted", "to"),
    [
        (4, 2, plan(K.MERGED, Part(2, 3)), 3),  # below the successor
        (4, 2, plan(K.ABOLISHED, Part(2, None)), 1),  # nobody goes on: up
        (4, 2, plan(K.ABOLISHED, Part(2, 4)), 1),  # it is the successor itself
        (8, 2, plan(K.ABOLISHED, Part(2, 9)), 1),  # the successor lies below it
        (4, 2, plan(K.ABOLISHED, Part(2, None), Part(1, 3)), 3),  # what is above ends as well
    ],
)
def test_it_says_below_whom_a_unit_comes(child: int, old_parent: int, wanted: Plan, to: int) -> None:
    above = {1: (), 2: (1,), 3: (1,), 4: (2, 1), 8: (2, 1), 9: (8, 2, 1)}
    assert new_parent(child, wanted, old_parent, above=above) == to
