"""Answers: read with the branches followed, refused with a reason, counted."""

from collections.abc import Mapping, Sequence

import pytest

from portal.domain.surveys.answers import Answers, Wrong, low_items, rated, read_answers, told_apart
from portal.domain.surveys.results import Counts, factor_result, item_result, overall_result
from tests.domain.surveys.examples import POLITE, SHORT

Raw = Mapping[str, Sequence[str]]


@pytest.mark.parametrize(
    ("raw", "answers", "wrong"),
    [
        # The shortest way through.
        ({"polite": ["5"], "late": ["no"]}, {"polite": 5, "late": "no"}, {}),
        # A branch taken asks on.
        ({"polite": ["5"], "late": ["yes"]}, {"polite": 5, "late": "yes"}, {"apology": Wrong.MISSING}),
        ({"polite": ["5"], "late": ["yes"], "apology": ["2"]}, {"polite": 5, "late": "yes", "apology": 2}, {}),
        # What stands behind a branch not taken is left aside.
        ({"polite": ["5"], "late": ["no"], "apology": ["1"]}, {"polite": 5, "late": "no"}, {}),
        # Several choices, in the order of the questionnaire, whatever order they were sent in.
        (
            {"polite": ["3"], "why": ["slow", "rude"], "late": ["no"]},
            {"polite": 3, "why": ("rude", "slow"), "late": "no"},
            {},
        ),
        ({"polite": ["4"], "why": ["slow"], "late": ["no"]}, {"polite": 4, "late": "no"}, {}),
        # Values that are on no scale and in no list; two where one is asked.
        ({"polite": ["6"], "late": ["no"]}, {"late": "no"}, {"polite": Wrong.UNKNOWN}),
        ({"polite": ["5", "1"], "late": ["no"]}, {"late": "no"}, {"polite": Wrong.UNKNOWN}),
        ({"polite": ["５"], "late": ["no"]}, {"late": "no"}, {"polite": Wrong.UNKNOWN}),
        ({"polite": ["5"], "late": ["maybe"]}, {"polite": 5}, {"late": Wrong.UNKNOWN}),
        ({"polite": ["5"], "late": ["yes", "no"]}, {"polite": 5}, {"late": Wrong.UNKNOWN}),
        # Nothing, and blanks, which are nothing.
        ({}, {}, {"polite": Wrong.MISSING, "late": Wrong.MISSING}),
        ({"polite": [" "], "late": [""]}, {}, {"polite": Wrong.MISSING, "late": Wrong.MISSING}),
        # Words.
        ({"polite": ["5"], "late": ["no"], "words": [" ok "]}, {"polite": 5, "late": "no", "words": "ok"}, {}),
        (
            {"polite": ["5"], "late": ["no"], "words": ["x" * 2001]},
            {"polite": 5, "late": "no"},
            {"words": Wrong.TOO_LONG},
        ),
        # What nobody asked.
        ({"polite": ["5"], "late": ["no"], "name": ["An"]}, {"polite": 5, "late": "no"}, {}),
    ],
)  # fmt: skip
def test_it_reads_what_was_answered(raw: Raw, answers: Answers, wrong: Mapping[str, Wrong]) -> None:
    given = read_answers(SHORT, raw)
    assert (given.answers, given.wrong) == (answers, wrong)


@pytest.mark.parametrize(
    ("answers", "low"),
    [
        ({"polite": 3, "late": "no"}, ["polite"]),
        ({"polite": 4, "late": "no"}, []),
        ({"polite": 1, "late": "yes", "apology": 2}, ["polite", "apology"]),
        # Not answered is not low.
        ({}, []),
    ],
)
def test_average_or_below_asks_for_a_remedy(answers: Answers, low: list[str]) -> None:
    assert [item.code for item in low_items(SHORT, answers)] == low


def test_words_are_told_apart_from_what_is_counted() -> None:
    answers: Answers = {"polite": 3, "why": ("rude",), "late": "no", "words": "Bà Lan rất vội."}
    assert told_apart(SHORT, answers) == (
        {"polite": 3, "why": ("rude",), "late": "no"},
        {"words": "Bà Lan rất vội."},
    )
    assert rated(SHORT, answers) == {"polite": 3}


def test_results_are_pooled_over_items_and_factors() -> None:
    counts = Counts(
        6, {"polite": {"5": 3, "4": 1, "3": 1, "1": 1}, "apology": {"2": 2}, "late": {"yes": 2, "no": 4}}
    )
    staff, date, _other = SHORT.sections
    polite = item_result(SHORT, counts, POLITE)
    assert (polite.satisfied, polite.low, polite.answers) == (4, 2, 6)
    assert polite.share is not None
    assert str(polite.share.percent) == "66.67"
    assert factor_result(SHORT, counts, staff) == polite
    # Two answered: no percentage of so few.
    assert factor_result(SHORT, counts, date).share is None
    overall = overall_result(SHORT, counts)
    assert (overall.satisfied, overall.answers, overall.ballots) == (4, 8, 6)


def test_counts_add_up_whatever_the_order() -> None:
    one, two = Counts(2, {"polite": {"5": 2}}), Counts(1, {"polite": {"5": 1, "1": 0}, "late": {"no": 1}})
    both = Counts(3, {"polite": {"5": 3, "1": 0}, "late": {"no": 1}})
    assert one + two == both
    assert two + one == both
    assert sum([one, two], Counts()) == both
