"""How many are asked, and when they are reminded."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import Reckoning
from portal.domain.surveys.campaigns import MOST_REMINDERS, next_reminder, plan_of
from portal.domain.surveys.sampling import allocated
from portal.domain.time import VIETNAM

RECKONING = Reckoning(WorkingCalendar.of([], [2026]))
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("population", "response", "wanted", "invited"),
    [
        (1_000, 100, 286, 286),
        (10_000, 50, 385, 770),
        # Too few to be asked twice over: everybody is.
        (300, 40, 172, 300),
        (1, 30, 1, 1),
        (0, 30, 0, 0),
    ],
)
def test_it_invites_as_many_as_it_takes(population: int, response: int, wanted: int, invited: int) -> None:
    plan = plan_of({"1": population}, margin=Decimal("0.05"), response_percent=response)
    assert (plan.wanted, plan.invited, plan.is_everybody) == (wanted, invited, invited == population)


def test_its_strata_add_up_and_none_goes_unheard() -> None:
    plan = plan_of({"1": 9_000, "2": 999, "3": 1}, margin=Decimal("0.05"), response_percent=100)
    assert sum(drawn for _all, drawn in plan.strata.values()) == plan.invited == 385
    assert plan.strata["3"] == (1, 1)
    assert all(drawn <= all_ for all_, drawn in plan.strata.values())


def test_a_large_sample_over_many_units_is_shared_out() -> None:
    strata = {str(number): 1_000 + number for number in range(300)}
    given = allocated(strata, 60_000)
    assert sum(given.values()) == 60_000
    assert max(given.values()) - min(given.values()) <= 60_000 * 299 // sum(strata.values()) + 2


@pytest.mark.parametrize(
    ("sent", "reminders", "ends_on", "expected"),
    [
        # Five working days after a Friday is the next Friday, at the opening of the office.
        (FRIDAY, 0, date(2026, 12, 31), datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM)),
        (FRIDAY, 1, date(2026, 12, 31), datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM)),
        (FRIDAY, MOST_REMINDERS, date(2026, 12, 31), None),
        (FRIDAY, 0, date(2026, 11, 27), datetime(2026, 11, 27, 7, 30, tzinfo=VIETNAM)),
        (FRIDAY, 0, date(2026, 11, 26), None),
    ],
)
def test_it_reminds_twice_at_most_and_never_after_the_end(
    sent: datetime, reminders: int, ends_on: date, expected: datetime | None
) -> None:
    assert next_reminder(RECKONING, sent, reminders=reminders, ends_on=ends_on) == expected
