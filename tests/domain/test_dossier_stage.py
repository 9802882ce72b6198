"""How far a dossier has come, for anybody with its code: nothing of lateness."""

from datetime import date, datetime

import pytest

from portal.domain.dossiers import DossierFacts, Stage, stage
from portal.domain.time import VIETNAM, start_of

DUE = date(2026, 11, 20)
RESULT = datetime(2026, 11, 25, 9, 0, tzinfo=VIETNAM)


def facts(**given: object) -> DossierFacts:
    return DossierFacts(first_due_on=DUE, first_due_at=start_of(DUE), due_on=DUE, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "is_returned", "expected"),
    [
        # Overdue or in time: the same to whoever has but the code.
        (facts(), False, Stage.HANDLED),
        (facts(finished_at=RESULT), False, Stage.READY),
        # Solved by evidence, while the software still shows it as open.
        (facts(solved_on=DUE), False, Stage.READY),
        (facts(finished_at=RESULT), True, Stage.RETURNED),
        (facts(stopped_on=DUE), False, Stage.STOPPED),
        # A notice that it stops is handed over too.
        (facts(stopped_on=DUE, finished_at=RESULT), True, Stage.STOPPED),
    ],
)
def test_it_says_how_far_it_has_come(told: DossierFacts, is_returned: bool, expected: Stage) -> None:
    assert stage(told, is_returned=is_returned) is expected
