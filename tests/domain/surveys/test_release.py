"""What of counted ballots is shown: never fewer than five, nor anything from which fewer follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.periods import Period, Span, period_of, read_period
from portal.domain.released_groups import SPANS, Cell, Group, Scope, grouped, grouped_lastingly, lies_within
from portal.domain.surveys.release import Row, Told, readable_months, told_of, told_parts
from portal.domain.surveys.results import Counts

# 1 above 2 and 3; 4 below 2.
CHAINS = {1: (1,), 2: (2, 1), 3: (3, 1), 4: (4, 2, 1)}
BELOW = {1: frozenset({1, 2, 3, 4}), 2: frozenset({2, 4}), 3: frozenset({3}), 4: frozenset({4})}
MONTHS = (202601, 202602, 202603, 202604, 202611, 202612)
PERIODS = sorted({period_of(span, month) for span in SPANS for month in MONTHS}, key=lambda each: each.code)
NEVER = 209912


def chain(unit_id: int, _year: int) -> tuple[int, ...]:
    return CHAINS[unit_id]


def row(unit_id: int, month: int, ballots: int, *, point: int = 0, answered: int | None = None) -> Row:
    """Ballots at a kiosk, or by link and page; with an item that everybody answers, and one that some do."""
    ways = {"kiosk": ballots} if point else {"page": ballots - ballots // 3, "email": ballots // 3}
    some = ballots if answered is None else min(answered, ballots)
    answers = {"all": {"5": ballots}, **({"some": {"4": some}} if some else {})}
    return Row((unit_id, month), Counts(ballots, answers), point, {way: n for way, n in ways.items() if n})


def groups_of(rows: Sequence[Row], before: int | None) -> dict[Cell, Group]:
    cells: dict[Cell, int] = {}
    for each in rows:
        cells[each.cell] = cells.get(each.cell, 0) + each.counts.ballots
    return grouped(cells, chain) if before is None else grouped_lastingly(cells, chain, before=before)


def told(rows: Sequence[Row], unit_ids: frozenset[int], period: Period, before: int | None = NEVER) -> Told:
    """What a page about units and a period tells."""
    found: dict[Group, list[Row]] = {}
    groups = groups_of(rows, before)
    for each in rows:
        group = groups.get(each.cell)
        if group is not None and lies_within(group, period) and units_of(group) <= unit_ids:
            found.setdefault(group, []).append(each)
    return told_of(found)


def units_of(group: Group) -> frozenset[int]:
    if group.unit_id is None:
        return BELOW[1]
    return frozenset({group.unit_id}) if group.scope is Scope.OWN else BELOW[group.unit_id]


def period(code: str) -> Period:
    found = read_period(code)
    assert found is not None
    return found


@dataclass(frozen=True)
class Shown:
    """A number on some page, and what it is about: units, months, a point and a way, or all of them."""

    units: frozenset[int]
    period: Period
    point: int | None
    way: str | None
    number: int

    def lies_in(self, other: "Shown") -> bool:
        """Whether whoever this counts is counted by the other too."""
        return (
            self.units <= other.units
            and other.period.first <= self.period.first
            and self.period.last <= other.period.last
            and (other.point is None or other.point == self.point)
            # Only kiosks are points here, and who came to one came by kiosk.
            and (other.way is None or other.way == self.way or (other.way == "kiosk" and bool(self.point)))
        )


def numbers(rows: Sequence[Row], before: int | None, item: str | None = None) -> list[Shown]:
    """Every number on any page: of ballots, or of answers to an item."""
    found = []
    for units, when in product(BELOW.values(), PERIODS):
        page = told(rows, units, when, before)
        found.append(Shown(units, when, None, None, of(page.total, item)))
        found += [
            Shown(frozenset({unit}), when, None, None, of(each, item)) for unit, each in page.by_unit.items()
        ]
        for month, each in page.by_month.items():
            found.append(Shown(units, period_of(Span.MONTH, month), None, None, of(each, item)))
        found += [Shown(units, when, point, None, of(each, item)) for point, each in page.by_point.items()]
        if item is None:
            found += [Shown(units, when, None, way, ballots) for way, ballots in page.ways.items()]
    return found


def of(counts: Counts, item: str | None) -> int:
    return counts.ballots if item is None else sum(counts.answers.get(item, {}).values())


def assert_no_few(shown: Sequence[Shown]) -> None:
    kept = list(dict.fromkeys(shown))
    assert not [each for each in kept if 0 < each.number < 5]
    for inner, outer in product(kept, kept):
        if inner.lies_in(outer):
            assert not 0 < abs(outer.number - inner.number) < 5, (inner, outer)


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(sorted(CHAINS)),
        st.sampled_from(MONTHS),
        st.integers(1, 9),
        point=st.integers(0, 2),
        answered=st.integers(0, 9),
    ),
    max_size=14,
    unique_by=lambda each: (each.cell, each.point_id),
)


@given(ROWS, st.sampled_from([None, *MONTHS, NEVER]))
def test_no_number_and_no_difference_of_numbers_is_of_few(rows: list[Row], before: int | None) -> None:
    """Over the tree, over months, quarters and years, over points and ways; of ballots and of answers to an item."""
    for item in (None, "all", "some"):
        assert_no_few(numbers(rows, before, item))


@given(ROWS)
def test_what_comes_to_a_page_from_month_to_month_is_never_few(rows: list[Row]) -> None:
    for units, when in product(BELOW.values(), PERIODS):
        seen = [told(rows, units, when, before) for before in (*MONTHS, NEVER)]
        for item in (None, "some"):
            on_days = [of(page.total, item) for page in seen]
            assert all(
                later - earlier not in {-4, -3, -2, -1, 1, 2, 3, 4}
                for earlier in on_days
                for later in on_days
            )
        ways = [page.ways.get("kiosk", 0) for page in seen]
        assert all(
            later - earlier >= 0 and later - earlier not in {1, 2, 3, 4} for earlier, later in pairwise(ways)
        )


@given(ROWS)
def test_a_closed_campaign_is_told_whole(rows: list[Row]) -> None:
    whole = sum(each.counts.ballots for each in rows)
    assert told(rows, BELOW[1], period("2026"), None).total.ballots == (whole if whole >= 5 else 0)


@given(ROWS)
def test_at_most_four_ballots_of_a_year_are_told_nowhere(rows: list[Row]) -> None:
    whole = sum(each.counts.ballots for each in rows)
    assert 0 <= whole - told(rows, BELOW[1], period("2026")).total.ballots < 5


def test_a_running_month_is_told_when_it_is_over() -> None:
    rows = [row(3, 202603, 6)]
    assert told(rows, BELOW[3], period("2026-03"), 202603).total.ballots == 0
    assert told(rows, BELOW[3], period("2026-03"), 202604).total.ballots == 6


def test_few_are_told_with_the_quarter_when_that_is_over() -> None:
    rows = [row(3, 202601, 6), row(3, 202602, 3), row(3, 202603, 2)]
    on_days = {
        before: told(rows, BELOW[3], period("2026"), before).total.ballots for before in (202603, 202604)
    }
    assert on_days == {202603: 6, 202604: 11}
    assert told(rows, BELOW[3], period("2026-02")).total.ballots == 0


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({}, ""),
        ({"a": 5, "b": 9}, "ab"),
        ({"a": 5, "b": 0}, "a"),  # nobody is nobody's secret
        ({"a": 4, "b": 9}, ""),  # one alone is the whole without the other
        ({"a": 4, "b": 9, "c": 7}, "b"),  # the next smallest goes with it
        ({"a": 4, "b": 4, "c": 7}, "c"),  # two together are eight and cannot be told apart
        ({"a": 1, "b": 2, "c": 7, "d": 8}, "d"),  # two together are three: still too few
        ({"a": 5}, "a"),
    ],
)
def test_it_names_the_parts_that_leave_a_large_enough_rest(parts: Mapping[str, int], named: str) -> None:
    assert "".join(sorted(told_parts(parts))) == named


def test_points_and_ways_are_parts_of_the_same_parts() -> None:
    rows = [row(3, 202601, 20, point=1), row(3, 202601, 2, point=2), row(3, 202601, 9)]
    page = told(rows, BELOW[3], period("2026-01"))
    assert {point: each.ballots for point, each in page.by_point.items()} == {1: 20}
    # Of the other kiosk's two nothing follows: they and three by mail are all that has no way.
    assert page.ways == {"kiosk": 20, "page": 6}


def test_an_item_that_few_of_a_group_answered_is_left_out_of_it() -> None:
    rows = [row(3, 202601, 12, answered=10), row(3, 202602, 6, answered=2)]
    page = told(rows, BELOW[3], period("2026"))
    assert page.total.answers == {"all": {"5": 18}, "some": {"4": 10}}


WORDED = {202601: 5, 202602: 2, 202603: 3, 202604: 1, 202605: 1, 202608: 9, 202611: 7}


@pytest.mark.parametrize(
    ("period", "this_month", "months"),
    [
        ("2026-01", 202611, {202601}),
        ("2026-02", 202611, set()),  # its group is the quarter
        ("2026-Q1", 202611, {202601, 202602, 202603}),
        ("2026-Q1", 202603, {202601}),  # while the quarter runs, one more might come
        ("2026-H1", 202611, {202601, 202602, 202603}),  # two ballots of April and May are no group
        ("2026-11", 202611, set()),  # the running month
        ("2026-11", 202612, {202611}),
        ("2026", 202611, {202601, 202602, 202603, 202608}),
        ("2026", 202702, {202601, 202602, 202603, 202608, 202611}),
    ],
)
def test_words_are_read_in_groups_that_are_whole(period: str, this_month: int, months: set[int]) -> None:
    asked = read_period(period)
    assert asked is not None
    assert readable_months(WORDED, asked, this_month=this_month) == months


def test_what_is_left_of_a_year_is_a_group_too() -> None:
    worded = {202601: 2, 202608: 3}
    year = Period(Span.YEAR, 2026)
    assert readable_months(worded, year, this_month=202612) == frozenset()
    assert readable_months(worded, year, this_month=202701) == {202601, 202608}


def test_ticks_of_one_person_are_not_taken_for_people() -> None:
    """One of six ticked five reasons: the question is answered by one."""
    levels, ticks = {"5": 5, "1": 1}, dict.fromkeys(("a", "b", "c", "d", "e"), 1)
    rows = [Row((4, 202601), Counts(6, {"result": levels, "why": ticks}))]
    told = told_of({Group(Scope.OWN, 4, period_of(Span.MONTH, 202601)): rows})
    assert told.total.answers == {"result": levels}


def test_reasons_that_five_people_ticked_are_told() -> None:
    ticks = {"a": 5, "b": 1}
    told = told_of({
        Group(Scope.OWN, 4, period_of(Span.MONTH, 202601)): [Row((4, 202601), Counts(6, {"why": ticks}))]
    })
    assert told.total.answers == {"why": ticks}
