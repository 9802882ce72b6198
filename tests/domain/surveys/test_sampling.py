"""Samples: as large as the formula says, shared out fairly, drawn again the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.domain.surveys.sampling import allocated, drawn, sample_size, to_invite

strata = some.dictionaries(some.sampled_from("abcdefgh"), some.integers(0, 400), max_size=8)


@pytest.mark.parametrize(
    ("population", "margin", "size"),
    [
        # The two examples of law §5.3.
        (1_000, "0.05", 286),
        (10_000, "0.05", 385),
        # Nobody, one, and so few that nearly all are asked.
        (0, "0.05", 0),
        (1, "0.05", 1),
        (20, "0.05", 20),
        # Exact, where floating point would round up: 400 / (1 + 400 · 0.0025) = 200.
        (400, "0.05", 200),
        (1_000_000, "0.05", 400),
        (1_000, "0.03", 527),
    ],
)
def test_the_sample_is_as_large_as_the_formula_says(population: int, margin: str, size: int) -> None:
    assert sample_size(population, Decimal(margin)) == size


@pytest.mark.parametrize("margin", ["0", "1", "-0.05", "5"])
def test_a_margin_is_a_share(margin: str) -> None:
    with pytest.raises(ValueError, match=margin):
        sample_size(100, Decimal(margin))


@pytest.mark.parametrize(
    ("size", "percent", "invited"), [(286, 100, 286), (286, 30, 954), (1, 30, 4), (0, 30, 0)]
)
def test_more_are_invited_than_answer(size: int, percent: int, invited: int) -> None:
    assert to_invite(size, percent) == invited


@pytest.mark.parametrize("percent", [0, 101, -1])
def test_nobody_answers_more_than_is_asked(percent: int) -> None:
    with pytest.raises(ValueError, match=str(percent)):
        to_invite(1, percent)


@pytest.mark.parametrize(
    ("units", "size", "given"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        # A small unit is heard too.
        ({"a": 990, "b": 5, "c": 5}, 10, {"a": 8, "b": 1, "c": 1}),
        # Fewer places than units: by size alone.
        ({"a": 90, "b": 5, "c": 5}, 2, {"a": 2, "b": 0, "c": 0}),
        # Never more than there are.
        ({"a": 2, "b": 1}, 10, {"a": 2, "b": 1}),
        ({"a": 0, "b": 3}, 2, {"a": 0, "b": 2}),
        ({}, 5, {}),
    ],
)
def test_the_sample_is_shared_out_in_proportion(
    units: dict[str, int], size: int, given: dict[str, int]
) -> None:
    assert allocated(units, size) == given


@given(strata, some.integers(0, 1_000))
def test_the_shares_add_up_and_never_exceed_a_unit(units: dict[str, int], size: int) -> None:
    shares = allocated(units, size)
    assert sum(shares.values()) == min(size, sum(units.values()))
    assert all(0 <= shares[name] <= number for name, number in units.items())
    assert shares.keys() == units.keys()


@given(some.lists(some.text(min_size=1), unique=True), some.integers(0, 20), some.randoms())
def test_whoever_draws_again_draws_the_same(keys: list[str], number: int, chance: object) -> None:
    before = drawn(keys, number, seed="2026-11")
    chance.shuffle(keys)  # type: ignore[attr-defined]
    assert drawn(keys, number, seed="2026-11") == before
    assert len(before) == min(number, len(keys))


def test_another_seed_draws_others() -> None:
    keys = [str(number) for number in range(1_000)]
    assert drawn(keys, 10, seed="a") != drawn(keys, 10, seed="b")
    # Written down once: the draw must be the same in every version to come.
    assert drawn(keys, 3, seed="a") == ["464", "732", "371"]
