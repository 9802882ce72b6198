"""Scores of whole rows at once: the same as of each answer alone, the newest first among equals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.search import scoring
from portal.adapters.search.scoring import Feature, best_of, parted
from portal.adapters.search.snapshot import ages_in, newest_in

ROWS = st.integers(min_value=0, max_value=(1 << 40) - 1)
WEIGHTS = st.sampled_from((0.5, 1.0, 2.0, 4.0, 0.1, 0.7))
FEATURES = st.lists(st.builds(Feature, ROWS, WEIGHTS), max_size=8)


def looked_at_alone(row: int, features: list[Feature]) -> list[tuple[int, float]]:
    """Every answer of the row with its score, looked at alone."""
    found = []
    for age in range(row.bit_length()):
        if row >> age & 1:
            score = 0.0
            for feature in features:
                score += feature.weight if feature.row >> age & 1 else 0.0
            found.append((age, score))
    return sorted(found, key=lambda each: (-each[1], each[0]))


@pytest.mark.parametrize("most", [64, 3, 0])
@given(ROWS, FEATURES, st.integers(min_value=0, max_value=50))
def test_it_scores_as_one_by_one(most: int, row: int, features: list[Feature], wanted: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "MOST_SCORES", most)
        assert best_of(row, features, wanted) == looked_at_alone(row, features)[:wanted]


@given(ROWS, FEATURES)
def test_every_answer_has_one_score(row: int, features: list[Feature]) -> None:
    scores = {0.0: row}
    for feature in features:
        scores = parted(scores, feature)
    together, twice = 0, 0
    for equals in scores.values():
        twice |= together & equals
        together |= equals
    assert (together, twice) == (row, 0)


@given(ROWS, st.integers(min_value=0, max_value=45))
def test_the_newest_are_the_first(row: int, most: int) -> None:
    assert ages_in(newest_in(row, most), 100) == ages_in(row, most)
