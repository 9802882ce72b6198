"""What is still to be asked: what a branch leads to, and what comes next where one thing is asked at a time."""

import pytest

from portal.domain.surveys.answers import Answers
from portal.domain.surveys.steps import followed_up, next_item
from tests.domain.surveys.examples import SHORT


@pytest.mark.parametrize(
    ("answers", "seen", "codes"),
    [
        ({}, (), []),  # nothing said yet
        ({"polite": 5, "late": "no"}, (), []),  # no branch taken
        ({"polite": 2, "late": "yes"}, (), ["why", "apology"]),  # both taken
        ({"polite": 2, "late": "yes"}, ("why",), ["apology"]),  # one of them was shown and left empty
        ({"polite": 2, "late": "yes", "apology": 1}, ("why",), []),  # the other was answered
    ],
)
def test_it_follows_branches_up(answers: Answers, seen: tuple[str, ...], codes: list[str]) -> None:
    assert [item.code for item in followed_up(SHORT, answers, seen=seen)] == codes


@pytest.mark.parametrize(
    ("answers", "passed", "code"),
    [
        ({}, (), "polite"),
        ({"polite": 5}, (), "late"),  # nobody is asked what was wrong when nothing was
        ({"polite": 3}, (), "why"),
        ({"polite": 3}, ("why",), "late"),
        ({"polite": 5, "late": "yes"}, (), "apology"),
        ({"polite": 5, "late": "no"}, ("words",), None),
    ],
)
def test_it_goes_from_one_to_the_next(answers: Answers, passed: tuple[str, ...], code: str | None) -> None:
    item = next_item(SHORT, answers, passed=passed)
    assert (item.code if item else None) == code
