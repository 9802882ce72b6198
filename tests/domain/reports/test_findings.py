"""Sentences of reports: changes, shares, targets, in both languages."""

from decimal import Decimal

import pytest

from portal.domain.charts.speech import Speech
from portal.domain.figures import Share
from portal.domain.reports.findings import (
    Change,
    change_words,
    listed,
    sentence,
    share_change_words,
    share_words,
    target_gap_words,
)

VI, EN = Speech("vi"), Speech("en")


@pytest.mark.parametrize(
    ("now", "before", "vietnamese", "english"),
    [
        (15, 12, "tăng 3 (25,00%) so với quý I", "3 more (25.00%) than in quý I"),
        (9, 12, "giảm 3 (25,00%) so với quý I", "3 fewer (25.00%) than in quý I"),
        (12, 12, "bằng quý I", "as many as in quý I"),
        # too few for a percentage
        (5, 3, "tăng 2 so với quý I", "2 more than in quý I"),
        (1, 4, "giảm 3 so với quý I", "3 fewer than in quý I"),
        # nothing to compare with
        (7, 0, "quý I không có", "none in quý I"),
        (2000, 1000, "tăng 1.000 (100,00%) so với quý I", "1,000 more (100.00%) than in quý I"),
    ],
)
def test_it_says_how_a_number_changed(now: int, before: int, vietnamese: str, english: str) -> None:
    change = Change(now, before, "quý I")
    assert (change_words(change, VI), change_words(change, EN)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("share", "words"),
    [(Share(9, 10), "90,00% (9/10)"), (Share(2, 4), "2/4"), (Share(0, 0), "0/0")],
)
def test_it_tells_few_by_number_alone(share: Share, words: str) -> None:
    assert share_words(share, VI) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Share(9, 10), Share(8, 10), "tăng 10,00 điểm so với quý I"),
        (Share(8, 10), Share(9, 10), "giảm 10,00 điểm so với quý I"),
        (Share(9, 10), Share(9, 10), "bằng quý I"),
        (Share(9, 10), Share(1, 2), ""),  # too few before
        (Share(0, 0), Share(9, 10), ""),
    ],
)
def test_it_says_how_a_share_moved(now: Share, before: Share, words: str) -> None:
    assert share_change_words(now, before, "quý I", speech=VI) == words


@pytest.mark.parametrize(
    ("share", "target", "words"),
    [
        (Share(9, 10), Decimal(95), "thấp hơn chỉ tiêu 95,00% là 5,00 điểm"),
        (Share(9, 10), Decimal(85), "vượt chỉ tiêu 85,00% là 5,00 điểm"),
        (Share(9, 10), Decimal(90), "bằng chỉ tiêu 90,00%"),
        (Share(9, 10), None, ""),
        (Share(0, 0), Decimal(90), ""),
    ],
)
def test_it_sets_a_share_against_its_target(share: Share, target: Decimal | None, words: str) -> None:
    assert target_gap_words(share, target, VI) == words


def test_it_puts_pieces_together() -> None:
    assert sentence("trong kỳ", "", "tăng 3") == "Trong kỳ, tăng 3."
    assert (sentence(""), listed([], VI), listed(["a"], VI)) == ("", "", "a")
    assert (listed(["a", "b", "c"], VI), listed(["a", "b"], EN)) == ("a, b và c", "a and b")
