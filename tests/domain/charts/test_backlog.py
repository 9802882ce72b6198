"""The open cases in buckets of working days, each case once."""

from datetime import date

import pytest

from portal.domain.calendar import WorkingCalendar
from portal.domain.charts.backlog import backlog_finding, backlog_of, bucket_words

FRIDAY = date(2026, 11, 20)
PLAIN = WorkingCalendar()


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 10, 1), "quá hạn trên 20 ngày"),
        (date(2026, 10, 22), "quá hạn trên 20 ngày"),  # 21 working days ago
        (date(2026, 10, 23), "quá hạn 11–20 ngày"),
        (date(2026, 11, 5), "quá hạn 11–20 ngày"),
        (date(2026, 11, 6), "quá hạn 6–10 ngày"),
        (date(2026, 11, 13), "quá hạn 1–5 ngày"),
        (date(2026, 11, 19), "quá hạn 1–5 ngày"),
        (date(2026, 11, 20), "hôm nay"),
        (date(2026, 11, 21), "còn 1–5 ngày"),  # a Saturday: not today any more
        (date(2026, 11, 27), "còn 1–5 ngày"),
        (date(2026, 11, 30), "còn trên 5 ngày"),
    ],
)
def test_it_puts_each_due_date_into_its_bucket(due_on: date, words: str) -> None:
    backlog = backlog_of({due_on: 3}, FRIDAY, PLAIN)
    assert [bucket_words(each, "vi") for each in backlog.buckets if each.count] == [words]
    assert backlog.all == 3


def test_what_ended_on_friday_is_overdue_on_saturday() -> None:
    backlog = backlog_of({FRIDAY: 2}, date(2026, 11, 21), PLAIN)
    assert (backlog.overdue, backlog.oldest) == (2, 1)


@pytest.mark.parametrize(
    ("open_due", "vietnamese", "english"),
    [
        ({}, "Không có việc nào đang mở", "No case is open"),
        (
            {date(2026, 11, 23): 4},
            "4 việc đang xử lý, không việc nào quá hạn",
            "4 cases open, none of them overdue",
        ),
        (
            {date(2026, 11, 19): 2, date(2026, 11, 23): 4},
            "2 trên 6 việc đang xử lý đã quá hạn; lâu nhất quá 1 ngày làm việc",
            "2 of 6 open cases are overdue, the oldest by 1 working day",
        ),
    ],
)
def test_it_says_how_much_is_overdue(open_due: dict[date, int], vietnamese: str, english: str) -> None:
    backlog = backlog_of(open_due, FRIDAY, PLAIN)
    assert backlog_finding(backlog, "vi") == vietnamese
    assert backlog_finding(backlog, "en") == english
