"""Three working days in the examples worked out beforehand from the official calendar."""

import pytest

from tests.domain.clocks import due, received


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        # Rows of the law page (§2.1), in its order.
        ("2018-12-28", "2019-01-04"),  # a swapped Monday and New Year's Day in a row, over a year end
        ("2019-04-26", "2019-05-04"),  # due on a Saturday, because it is worked
        ("2024-04-26", "2024-05-04"),  # the same swap in another year: not a constant of 2019
        ("2025-04-24", "2025-04-28"),  # a worked Saturday in the middle of the count
        ("2025-04-29", "2025-05-07"),  # two holidays, a swapped Friday and a weekend in a row
        ("2025-12-31", "2026-01-07"),  # a swap announced eight days before, which holidays 0.109 lacks
        ("2026-01-07", "2026-01-10"),  # the Saturday worked for it, which holidays 0.109 lacks too
        ("2026-02-12", "2026-02-24"),  # a whole week of Tết between day 1 and day 2
        ("2026-04-24", "2026-05-04"),  # a Monday off for a holiday on Sunday, then two days off
        ("2026-08-19", "2026-08-22"),  # worked Saturday before the day off that it pays for
        ("2026-08-28", "2026-09-07"),  # swapped Monday joined to two days of Quốc khánh
        ("2026-11-20", "2026-11-26"),  # the new holiday of 24 November, first observed in 2026
    ],
)
def test_it_agrees_with_the_worked_examples_of_the_law(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        # Rows on which the systems of other countries fail, in the order of the field study (§2.2).
        ("2025-04-25", "2025-04-29"),  # day 1 is the worked Saturday; skipping it falls on a holiday
        ("2025-12-31", "2026-01-07"),  # Monday to Friday alone says 5 January
        ("2026-01-09", "2026-01-13"),  # day 1 is the worked Saturday 10 January
        ("2026-02-13", "2026-02-25"),  # Monday to Friday alone says the second day of Tết
        ("2026-04-24", "2026-05-04"),  # make-up day of Giỗ Tổ
        ("2026-08-21", "2026-08-25"),  # day 1 is the worked Saturday 22 August
        ("2026-08-28", "2026-09-07"),  # Monday to Friday alone falls on Quốc khánh itself
        ("2026-11-23", "2026-11-27"),  # received on the eve of 24 November
        ("2027-02-03", "2027-02-15"),  # a year known by a guess alone
    ],
)
def test_it_agrees_with_the_cases_of_the_field(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on
