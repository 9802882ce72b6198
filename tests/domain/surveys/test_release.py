"""What of counted ballots is shown: never fewer than five, nor anything from which fewer follow."""

import pytest

from portal.domain.periods import Period, Span, read_period
from portal.domain.surveys.release import Branch, periods_shown, readable_months, released, withheld


@pytest.mark.parametrize(
    ("parts", "held"),
    [
        ({}, ""),
        ({"a": 5, "b": 9}, ""),
        ({"a": 5, "b": 0}, ""),  # nobody is nobody's secret
        ({"a": 4, "b": 9}, "ab"),  # one alone is the whole without the other
        ({"a": 4, "b": 9, "c": 7}, "ac"),  # the next smallest goes with it
        ({"a": 4, "b": 4, "c": 7}, "ab"),  # two together are eight and cannot be told apart
        ({"a": 1, "b": 2, "c": 7, "d": 8}, "abc"),  # two together are three: still too few
        ({"a": 1, "b": 1, "c": 1}, "abc"),
        ({"a": 3}, "a"),
    ],
)
def test_it_holds_back_what_would_tell_of_few(parts: dict[str, int], held: str) -> None:
    assert "".join(sorted(withheld(parts))) == held


def test_what_is_held_back_beside_a_whole_is_never_few() -> None:
    for first in range(12):
        for second in range(12):
            for third in range(12):
                parts = {"a": first, "b": second, "c": third}
                held = withheld(parts)
                together = sum(parts[key] for key in held)
                assert not held or together >= 5 or len(held) == len([n for n in parts.values() if n])
                assert all(parts[key] >= 5 or not parts[key] for key in parts.keys() - held)


def test_it_holds_back_through_a_tree() -> None:
    tree = Branch(
        1, 20, (Branch(2, 6, (Branch(3, 2), Branch(4, 9), Branch(5, 8))), Branch(6, 3), Branch(7, 30))
    )
    shown = released([tree])
    # Unit 6 has three ballots; own of 1 is the next smallest part beside it.
    assert shown.totals == {1, 2, 4, 5, 7}
    assert 6 not in shown.totals
    assert 3 not in shown.totals | shown.owns
    assert not {1} & shown.owns
    # Within unit 2: the two ballots of unit 3 hide the own ones of 2 beside them.
    assert shown.owns == {4, 5, 7}


def test_nothing_below_what_is_held_back_is_shown() -> None:
    tree = Branch(1, 0, (Branch(2, 1, (Branch(3, 10),)), Branch(4, 3), Branch(5, 40)))
    shown = released([tree])
    assert shown.totals == {1, 5}
    assert shown.owns == {5}


def test_a_tree_of_few_shows_nothing() -> None:
    assert released([Branch(1, 2, (Branch(2, 2),))]).totals == frozenset()


def codes(periods: frozenset[Period]) -> set[str]:
    return {each.code for each in periods}


def test_months_that_would_tell_of_few_are_held_back() -> None:
    shown = codes(periods_shown(2026, {202601: 10, 202602: 3, 202603: 20, 202604: 9, 202611: 2}))
    # November's two are all of the second half, and so the first half is not told beside the year.
    assert shown == {"2026"}
    shown = codes(periods_shown(2026, {202601: 10, 202602: 3, 202603: 20, 202604: 9, 202611: 12}))
    assert shown == {
        "2026",
        "2026-H1",
        "2026-Q1",
        "2026-03",
        "2026-Q2",
        "2026-04",
        "2026-H2",
        "2026-Q4",
        "2026-11",
    }


def test_a_year_of_few_shows_nothing() -> None:
    assert periods_shown(2026, {202601: 4}) == frozenset()


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
