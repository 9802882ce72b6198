"""The nine indicators of TT 01/2018: what is computed, what is entered, what is left out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.domain.one_stop_evaluation import (
    ENTERED,
    Evaluation,
    Indicator,
    QuarterFacts,
    computed,
    evaluation,
)

FACTS = QuarterFacts(
    early=5,
    on_time=4,
    late=1,
    without_supplement=7,
    with_one_supplement=2,
    with_more_supplements=1,
    procedures=4,
    procedures_posted=3,
    feedback_due=10,
    feedback_in_time=10,
    procedures_online=1,
    dossiers=10,
    dossiers_online=3,
)


def test_without_data_nothing_is_computed_but_feedback() -> None:
    # No feedback at all is full marks (indicator 8); everything else is left out.
    assert computed(QuarterFacts()) == {Indicator.FEEDBACK: Decimal(2)}


@pytest.mark.parametrize(
    ("indicator", "score"),
    [
        (Indicator.TOTAL_TIME, "1.4"),  # (5 x 2 + 4 x 1) / 10
        (Indicator.CONTACTS, "1.6"),
        (Indicator.PUBLICATION, "1.8"),  # 1.75, half up
        (Indicator.FEEDBACK, "2"),
        (Indicator.ONLINE, "2"),
    ],
)
def test_computed_scores(indicator: Indicator, score: str) -> None:
    assert computed(FACTS)[indicator] == Decimal(score)


@pytest.mark.parametrize(
    ("due", "in_time", "prolonged", "score"),
    [(10, 10, 0, 2), (10, 9, 0, 1), (10, 8, 0, 0), (10, 10, 1, 0), (0, 0, 0, 2)],
)
def test_feedback(due: int, in_time: int, prolonged: int, score: int) -> None:
    facts = replace(FACTS, feedback_due=due, feedback_in_time=in_time, feedback_prolonged=prolonged)
    assert computed(facts)[Indicator.FEEDBACK] == score


@pytest.mark.parametrize(
    ("online", "offered", "late", "score"),
    [
        (30, 20, 0, 2),
        (29, 20, 0, 1),
        (30, 19, 0, 1),
        (15, 0, 0, 1),
        (14, 100, 0, 0),
        (50, 50, 1, 0),
    ],
)
def test_online(online: int, offered: int, late: int, score: int) -> None:
    facts = replace(
        FACTS,
        dossiers=100,
        dossiers_online=online,
        procedures=100,
        procedures_online=offered,
        online_late=late,
    )
    assert computed(facts)[Indicator.ONLINE] == score


def test_missing_indicators_are_left_out_of_the_mean_and_keep_the_grade_open() -> None:
    found = evaluation(FACTS, {})
    assert found.missing == tuple(sorted(ENTERED))
    assert found.mean == Decimal("1.76")  # (1.4 + 1.6 + 1.8 + 2 + 2) / 5
    assert (found.total, found.grade) == (None, "")


def test_what_is_computed_is_never_overruled_by_an_entry() -> None:
    found = evaluation(FACTS, {Indicator.TOTAL_TIME: Decimal(2), Indicator.ATTITUDE: Decimal(1)})
    assert found.scores[Indicator.TOTAL_TIME] == Decimal("1.4")
    assert found.scores[Indicator.ATTITUDE] == 1


@pytest.mark.parametrize(
    ("points", "grade"),
    [("15", "excellent"), ("14.9", "good"), ("12", "good"), ("9", "fair"), ("6", "average"), ("5.9", "weak")],
)
def test_grades(points: str, grade: str) -> None:
    each = Decimal(points) / 9
    scores = dict.fromkeys(Indicator, each)
    scores[Indicator.ONLINE] = Decimal(points) - each * 8
    assert Evaluation(scores).grade == grade


def test_nothing_known_has_no_mean() -> None:
    assert Evaluation({}).mean is None
