"""How a dossier stands, day by day: each row says what it alone would catch."""

from datetime import date, datetime, time

import pytest

from portal.domain.dossiers import DossierFacts, Standing, outcome, result_day, standing
from portal.domain.time import at_time, end_of
from tests.domain.official_calendar import OFFICIAL

DUE = date(2026, 11, 20)  # a Friday; Tuesday 24/11 is a public holiday


def moment(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return at_time(date(2026, 11, day), time(hour, minute))


def facts(**given: object) -> DossierFacts:
    usual: dict[str, object] = {"first_due_on": DUE, "first_due_at": end_of(DUE), "due_on": DUE}
    return DossierFacts(**{**usual, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"finished_at": moment(19, 16)}, Standing.EARLY),
        # The whole of the promised day is on time, its last minute too.
        ({"finished_at": moment(20, 0)}, Standing.ON_TIME),
        ({"finished_at": moment(20, 23, 59)}, Standing.ON_TIME),
        ({"finished_at": end_of(DUE)}, Standing.LATE),
        # An hour was promised: the same day is early in no case, and late after the hour.
        ({"finished_at": moment(20, 9, 59), "first_due_at": moment(20, 10)}, Standing.ON_TIME),
        ({"finished_at": moment(20, 10), "first_due_at": moment(20, 10)}, Standing.LATE),
        # A new appointment changes nothing: lateness is measured by the first promise.
        ({"finished_at": moment(25), "due_on": date(2026, 11, 27)}, Standing.LATE),
        # Known to be done before the software was told.
        ({"finished_at": moment(26), "solved_on": date(2026, 11, 20)}, Standing.ON_TIME),
        ({"finished_at": moment(26), "solved_on": date(2026, 11, 19)}, Standing.EARLY),
        ({"finished_at": moment(26), "solved_on": date(2026, 11, 23)}, Standing.LATE),
        # The evidence never makes it later than the software says.
        ({"finished_at": moment(19), "solved_on": date(2026, 11, 23)}, Standing.EARLY),
        # No result, no outcome: neither by evidence alone nor when it was stopped.
        ({"solved_on": date(2026, 11, 19)}, None),
        ({"finished_at": moment(19), "stopped_on": date(2026, 11, 18)}, None),
        ({}, None),
    ],
)
def test_outcome(given: dict[str, object], expected: Standing | None) -> None:
    assert outcome(facts(**given)) is expected


@pytest.mark.parametrize(
    ("today", "given", "expected"),
    [
        (date(2026, 11, 17), {}, Standing.IN_TIME),
        # Two working days ahead.
        (date(2026, 11, 18), {}, Standing.DUE_SOON),
        (DUE, {}, Standing.DUE_SOON),
        (date(2026, 11, 21), {}, Standing.OVERDUE),
        # Over the weekend and the holiday: two working days after Friday is Wednesday.
        (DUE, {"due_on": date(2026, 11, 25)}, Standing.DUE_SOON),
        (DUE, {"due_on": date(2026, 11, 26)}, Standing.IN_TIME),
        # By the appointment in force while it is open.
        (date(2026, 11, 23), {"due_on": date(2026, 11, 30)}, Standing.IN_TIME),
        (date(2026, 11, 23), {"solved_on": DUE}, Standing.NOT_UPDATED),
        (date(2026, 11, 23), {"stopped_on": DUE}, Standing.STOPPED),
        (date(2026, 11, 23), {"finished_at": moment(19)}, Standing.EARLY),
    ],
)
def test_standing(today: date, given: dict[str, object], expected: Standing) -> None:
    assert standing(facts(**given), today, OFFICIAL) is expected


def test_the_result_is_the_earlier_of_software_and_evidence() -> None:
    assert result_day(facts()) is None
    assert result_day(facts(finished_at=moment(23), solved_on=DUE)) == DUE
    assert result_day(facts(finished_at=moment(19), solved_on=DUE)) == date(2026, 11, 19)
