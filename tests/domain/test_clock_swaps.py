"""Working days swapped by the Prime Minister: a weekday off, paid for by a worked Saturday."""

import pytest

from tests.domain.clocks import due, received


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        # Monday 31/12/2018 off, Saturday 5/1/2019 worked: the two sides lie in different years.
        ("2018-12-27", "2019-01-03"),  # the swapped Monday between day 1 and day 2
        ("2018-12-31", "2019-01-04"),  # received on the swapped Monday
        ("2019-01-02", "2019-01-05"),  # due on the worked Saturday
        ("2019-01-04", "2019-01-08"),  # the worked Saturday as day 1
        ("2019-01-05", "2019-01-09"),  # received on the worked Saturday: it is day 0, not day 1
        # Monday 29/4/2019 off, Saturday 4/5/2019 worked.
        ("2019-04-25", "2019-05-03"),  # the day off joins two holidays
        ("2019-04-29", "2019-05-04"),  # received on the swapped day
        ("2019-05-03", "2019-05-07"),  # the worked Saturday as day 1
        ("2019-05-04", "2019-05-08"),  # received on the worked Saturday
        # Monday 29/4/2024 off, Saturday 4/5/2024 worked.
        ("2024-04-25", "2024-05-03"),  # announced on 12 April, after the notice of the year
        ("2024-04-29", "2024-05-04"),  # received on the swapped day
        ("2024-05-02", "2024-05-06"),  # the worked Saturday as day 2
        ("2024-05-04", "2024-05-08"),  # received on the worked Saturday
        # Saturday 26/4/2025 worked before Friday 2/5/2025 off: the Saturday comes first.
        ("2025-04-23", "2025-04-26"),  # due on the worked Saturday
        ("2025-04-25", "2025-04-29"),  # the worked Saturday as day 1
        ("2025-04-26", "2025-05-05"),  # received on it; the swapped Friday between day 2 and day 3
        ("2025-05-02", "2025-05-07"),  # received on the swapped Friday
        # Friday 2/1/2026 off, Saturday 10/1/2026 worked.
        ("2026-01-02", "2026-01-07"),  # received on the swapped Friday
        ("2026-01-08", "2026-01-12"),  # the worked Saturday as day 2
        ("2026-01-09", "2026-01-13"),  # the worked Saturday as day 1
        ("2026-01-10", "2026-01-14"),  # received on the worked Saturday
        # Saturday 22/8/2026 worked, Monday 31/8/2026 off.
        ("2026-08-20", "2026-08-24"),  # the worked Saturday as day 2
        ("2026-08-22", "2026-08-26"),  # received on the worked Saturday
        ("2026-08-27", "2026-09-04"),  # the swapped Monday between day 1 and day 2
        ("2026-08-31", "2026-09-07"),  # received on the swapped Monday
        # Noise: the neighbours of worked Saturdays stay days of rest.
        ("2026-08-13", "2026-08-18"),  # Saturday 15/8/2026, a week before
        ("2026-01-15", "2026-01-20"),  # Saturday 17/1/2026, a week after
        ("2025-05-08", "2025-05-13"),  # Saturday 10/5/2025: no swap lasts
    ],
)
def test_it_follows_both_sides_of_every_swap(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on
