"""Three working days across New Year, month ends and leap days."""

import pytest

from tests.domain.clocks import due, received


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        ("2017-12-29", "2018-01-04"),  # out of a year without rows into the first shipped one
        ("2019-12-30", "2020-01-03"),  # day 1 in the old year
        ("2019-12-31", "2020-01-06"),  # received on the last day: New Year's Day is not day 1
        ("2020-12-30", "2021-01-05"),  # New Year on Friday
        ("2020-12-31", "2021-01-06"),  # the same, all three days in the new year
        ("2021-12-31", "2022-01-06"),  # New Year on Saturday: Monday off
        ("2022-12-29", "2023-01-04"),  # New Year on Sunday: Monday off, day 1 before it
        ("2022-12-30", "2023-01-05"),  # the same, day 1 after it
        ("2023-12-29", "2024-01-04"),  # New Year on Monday
        ("2024-12-31", "2025-01-06"),  # New Year on Wednesday
        ("2026-12-28", "2026-12-31"),  # due on the last day of the year, none of the next counted
        ("2026-12-29", "2027-01-04"),  # into a year known by a guess alone
        ("2020-02-26", "2020-03-02"),  # leap day on a Saturday
        ("2024-02-27", "2024-03-01"),  # leap day as day 2
    ],
)
def test_it_crosses_years_and_months(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on
