"""Three working days around Tết, the longest run of days off, in every year of the official calendar."""

import pytest

from tests.domain.clocks import due, received

# The days off are another week every year, so each row fails if its own year is missing or shifted.
ON_THE_LAST_DAY_BEFORE = [
    ("2018-02-13", "2018-02-23"),  # off Wed 14 – Tue 20: a weekend inside the days off
    ("2019-02-01", "2019-02-13"),  # off Mon 4 – Fri 8: weekends on both sides
    ("2020-01-22", "2020-02-03"),  # off Thu 23 – Wed 29 January: due in the next month
    ("2021-02-09", "2021-02-19"),  # off Wed 10 – Tue 16
    ("2022-01-28", "2022-02-09"),  # off Mon 31 January – Fri 4 February: over a month's end
    ("2023-01-19", "2023-01-31"),  # off Fri 20 – Thu 26 January: one Friday, four days after the weekend
    ("2024-02-07", "2024-02-19"),  # off Thu 8 – Wed 14
    ("2025-01-24", "2025-02-05"),  # off Mon 27 – Fri 31 January: the package calls Sat 1 February Tết too
    ("2026-02-13", "2026-02-25"),  # off Mon 16 – Fri 20
]
ON_THE_DAY_BEFORE_THAT = [
    ("2018-02-12", "2018-02-22"),  # day 1 before, days 2 and 3 after Tết, in each year
    ("2019-01-31", "2019-02-12"),  # day 1 falls in the month of Tết, receipt in the one before
    ("2020-01-21", "2020-01-31"),  # the last day of January counts
    ("2021-02-08", "2021-02-18"),  # off days end on a Tuesday
    ("2022-01-27", "2022-02-08"),  # the days off start on the last day of a month
    ("2023-01-18", "2023-01-30"),  # a Friday counts between the days off and the weekend
    ("2024-02-06", "2024-02-16"),  # due on the Friday after
    ("2025-01-23", "2025-02-04"),  # Saturday 1 February must not count or shift anything
    ("2026-02-12", "2026-02-24"),  # the week is named in a notice of the year before
]
ON_THE_FIRST_DAY_OF_THE_YEAR = [
    ("2018-02-16", "2018-02-23"),  # received while everybody is off: day 0 is a day off, in each year
    ("2019-02-05", "2019-02-13"),  # a Tuesday
    ("2020-01-25", "2020-02-03"),  # a Saturday
    ("2021-02-12", "2021-02-19"),  # a Friday
    ("2022-02-01", "2022-02-09"),  # the first of a month
    ("2023-01-22", "2023-01-31"),  # a Sunday
    ("2024-02-10", "2024-02-19"),  # a Saturday
    ("2025-01-29", "2025-02-05"),  # a Wednesday, in the middle of the days off
    ("2026-02-17", "2026-02-25"),  # a Tuesday
]
ON_THE_LAST_DAY_OFF = [
    ("2018-02-20", "2018-02-23"),  # a Tuesday off must not become day 1
    ("2019-02-10", "2019-02-13"),  # the Sunday that ends the nine days
    ("2020-01-29", "2020-02-03"),  # a Wednesday off
    ("2021-02-16", "2021-02-19"),  # a Tuesday off
    ("2022-02-06", "2022-02-09"),  # a Sunday
    ("2023-01-26", "2023-01-31"),  # a Thursday off
    ("2024-02-14", "2024-02-19"),  # a Wednesday off
    ("2025-02-02", "2025-02-05"),  # a Sunday
    ("2026-02-22", "2026-02-25"),  # a Sunday
]


@pytest.mark.parametrize(("received_on", "due_on"), ON_THE_LAST_DAY_BEFORE)
def test_it_counts_nothing_between_the_eve_and_the_end_of_tet(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on


@pytest.mark.parametrize(("received_on", "due_on"), ON_THE_DAY_BEFORE_THAT)
def test_it_counts_the_last_day_before_tet(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on


@pytest.mark.parametrize(("received_on", "due_on"), ON_THE_FIRST_DAY_OF_THE_YEAR)
def test_it_starts_after_tet_when_received_on_the_first_day_of_the_year(
    received_on: str, due_on: str
) -> None:
    assert due(received(received_on)) == due_on


@pytest.mark.parametrize(("received_on", "due_on"), ON_THE_LAST_DAY_OFF)
def test_it_counts_the_first_day_back_as_day_one(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on
