"""When a letter of apology about the answer to a case may be written."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from portal.domain.late_answers import Apologised, LateFacts, NoLetter, standing_promise, why_no_letter
from portal.domain.time import VIETNAM

TODAY = date(2026, 11, 20)
OVERDUE = LateFacts(is_late=True)
ANSWERED = LateFacts(is_late=True, answered_at=datetime(2026, 11, 19, 10, tzinfo=VIETNAM))


def promised(day: int) -> tuple[Apologised, ...]:
    return (Apologised(date(2026, 11, day)),)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (OVERDUE, None),
        (ANSWERED, None),
        (LateFacts(is_late=False), NoLetter.NOT_LATE),
        # answered in time
        (replace(ANSWERED, is_late=False), NoLetter.NOT_LATE),
        # withdrawn after it was overdue
        (replace(OVERDUE, stopped=True), NoLetter.STOPPED),
        # only the whole talks to the sender
        (replace(OVERDUE, is_part=True), NoLetter.PART),
        # what was promised still stands, the last day included
        (replace(OVERDUE, letters=promised(21)), NoLetter.PROMISED),
        (replace(OVERDUE, letters=promised(20)), NoLetter.PROMISED),
        # and is broken the day after
        (replace(OVERDUE, letters=promised(19)), None),
        # the last letter counts
        (replace(OVERDUE, letters=(*promised(17), *promised(24))), NoLetter.PROMISED),
        # answered on the promised day: the letter was kept
        (replace(ANSWERED, letters=promised(19)), NoLetter.APOLOGISED),
        # answered after it
        (replace(ANSWERED, letters=promised(18)), None),
        # beside the answer there is one letter
        (replace(ANSWERED, letters=(Apologised(None),)), NoLetter.APOLOGISED),
    ],
)
def test_why_no_letter(facts: LateFacts, expected: NoLetter | None) -> None:
    assert why_no_letter(facts, TODAY) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (OVERDUE, None),
        (replace(OVERDUE, letters=promised(24)), date(2026, 11, 24)),
        # broken, but that is what was promised
        (replace(OVERDUE, letters=promised(17)), date(2026, 11, 17)),
        # kept by an answer, or past keeping
        (replace(ANSWERED, letters=promised(24)), None),
        (replace(OVERDUE, stopped=True, letters=promised(24)), None),
    ],
)
def test_standing_promise(facts: LateFacts, expected: date | None) -> None:
    assert standing_promise(facts) == expected
