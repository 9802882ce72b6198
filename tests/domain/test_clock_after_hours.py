"""Receipt in the evening, at night, at noon and on days of rest, with the switch off and on (rules §3)."""

import pytest

from tests.domain.clocks import deadline, due, on, received

RECEIPTS = [
    # received, due with the switch off, due with the switch on
    ("2026-06-01 10:00", "2026-06-04", "2026-06-04"),  # in office hours the switch changes nothing
    ("2026-06-01 00:00", "2026-06-04", "2026-06-04"),  # the first moment of a working day belongs to it
    ("2026-06-01 06:00", "2026-06-04", "2026-06-04"),  # before opening the working day is still to come
    ("2026-06-01 12:15", "2026-06-04", "2026-06-04"),  # the lunch break is no evening
    ("2026-06-01 17:00:00", "2026-06-04", "2026-06-04"),  # the moment of closing still belongs to the day
    ("2026-06-01 17:00:01", "2026-06-04", "2026-06-05"),  # one second later does not
    ("2026-06-01 23:59:59", "2026-06-04", "2026-06-05"),  # late evening: one day more, not two
    ("2026-06-05 18:00", "2026-06-10", "2026-06-11"),  # Friday evening is deemed Monday
    ("2026-06-06 09:00", "2026-06-10", "2026-06-11"),  # Saturday, in what would be office hours
    ("2026-06-07 20:00", "2026-06-10", "2026-06-11"),  # Sunday evening is deemed Monday, not Tuesday
    ("2026-01-10 09:00", "2026-01-14", "2026-01-14"),  # a worked Saturday is a working day
    ("2026-01-10 18:00", "2026-01-14", "2026-01-15"),  # and has an evening
    ("2026-01-09 18:00", "2026-01-13", "2026-01-14"),  # Friday evening is deemed the worked Saturday
    ("2026-02-13 18:00", "2026-02-25", "2026-02-26"),  # the evening before Tết is deemed the day after it
    ("2026-02-17 10:00", "2026-02-25", "2026-02-26"),  # within Tết
    ("2026-11-23 18:00", "2026-11-27", "2026-11-30"),  # the evening before a single holiday
    ("2026-11-24 09:00", "2026-11-27", "2026-11-30"),  # the holiday itself
    ("2025-12-31 19:00", "2026-01-07", "2026-01-08"),  # New Year's Eve, over a swapped Friday
    ("2026-06-01 10:30+00:00", "2026-06-04", "2026-06-05"),  # 17:30 in Việt Nam, written in UTC
    ("2026-06-01 17:30+00:00", "2026-06-05", "2026-06-05"),  # already Tuesday in Việt Nam
]


@pytest.mark.parametrize(("moment", "off", "_on"), RECEIPTS)
def test_it_counts_from_the_calendar_day_of_receipt_by_default(moment: str, off: str, _on: str) -> None:
    assert due(received(moment)) == off


@pytest.mark.parametrize(("moment", "_off", "deemed"), RECEIPTS)
def test_it_counts_from_the_next_working_day_with_the_switch_on(moment: str, _off: str, deemed: str) -> None:
    assert due(received(moment, deem_after_hours=True)) == deemed


def test_it_names_the_deemed_day_as_day_zero() -> None:
    assert deadline(received("2026-06-06 09:00", deem_after_hours=True)).day_zero == on("2026-06-08")
