"""The days a report covers, what they are compared with, and how they are spoken of."""

from datetime import date

import pytest

from portal.domain.reports.spec import (
    Days,
    before_words,
    days_before,
    days_words,
    months_words,
    read_days,
)


def days(code: str) -> Days:
    found = read_days(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "first", "last", "months", "edges"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), 1, 0),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), 3, 0),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), 12, 0),
        # the year so far: whole months and the days of the last one
        ("2026-01-01_2026-11-19", date(2026, 1, 1), date(2026, 11, 19), 10, 1),
        # days at both ends, over the turn of a year
        ("2025-12-15_2026-02-03", date(2025, 12, 15), date(2026, 2, 3), 1, 2),
        # some days of one month
        ("2026-11-02_2026-11-06", date(2026, 11, 2), date(2026, 11, 6), 0, 1),
        # whole months that are no named period
        ("2026-02-01_2026-04-30", date(2026, 2, 1), date(2026, 4, 30), 3, 0),
    ],
)
def test_it_knows_its_whole_months_and_its_edges(
    code: str, first: date, last: date, months: int, edges: int
) -> None:
    found = days(code)
    assert (found.first, found.last) == (first, last)
    assert (len(found.months), len(found.edges), found.whole) == (months, edges, edges == 0)
    assert found.code == code


@pytest.mark.parametrize("code", ["", "2026-13", "2026-Q5", "x_y", "2026-11-31_2026-12-01", "2026-11-01"])
def test_it_takes_nothing_else_for_days(code: str) -> None:
    assert read_days(code) is None


@pytest.mark.parametrize(
    ("code", "before", "words", "compared"),
    [
        ("2026-11", "2026-10", "tháng 11 năm 2026", "tháng 10 năm 2026"),
        ("2026-Q1", "2025-Q4", "quý I năm 2026", "quý IV năm 2025"),
        ("2026-H1", "2025-H2", "6 tháng đầu năm 2026", "6 tháng cuối năm 2025"),
        ("2026", "2025", "năm 2026", "năm 2025"),
        # the year so far: the same days of the year before, the last day of February among them
        (
            "2024-01-01_2024-02-29",
            "2023-01-01_2023-02-28",
            "từ ngày 01/01/2024 đến ngày 29/02/2024",
            "cùng kỳ năm 2023",
        ),
        # whole months: as many before
        (
            "2026-02-01_2026-04-30",
            "2025-11-01_2026-01-31",
            "từ ngày 01/02/2026 đến ngày 30/04/2026",
            "kỳ từ ngày 01/11/2025 đến ngày 31/01/2026",
        ),
        # any days: as many before
        (
            "2026-11-02_2026-11-06",
            "2026-10-28_2026-11-01",
            "từ ngày 02/11/2026 đến ngày 06/11/2026",
            "kỳ từ ngày 28/10/2026 đến ngày 01/11/2026",
        ),
    ],
)
def test_it_is_compared_with_what_came_before(code: str, before: str, words: str, compared: str) -> None:
    assert days_before(days(code)).code == before
    assert days_words(days(code), "vi") == words
    assert before_words(days(code), "vi") == compared


@pytest.mark.parametrize(
    ("code", "words", "compared"),
    [
        ("2026-11", "11/2026", "10/2026"),
        ("2026-Q3", "quarter 3 of 2026", "quarter 2 of 2026"),
        ("2026-H2", "the last six months of 2026", "the first six months of 2026"),
        ("2026", "the year 2026", "the year 2025"),
        ("2026-01-01_2026-11-19", "01/01/2026–19/11/2026", "the same days of 2025"),
    ],
)
def test_it_is_spoken_of_in_english(code: str, words: str, compared: str) -> None:
    assert (days_words(days(code), "en"), before_words(days(code), "en")) == (words, compared)


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        # the reports of the year: up to the day before they are prepared
        ("2026-01-01_2026-11-19", "tháng 1/2026 đến tháng 10/2026", "1/2026 to 10/2026"),
        # over the turn of a year, with days at both ends
        ("2025-12-15_2026-02-03", "tháng 1/2026", "1/2026"),
        # some days of one month
        ("2026-11-02_2026-11-06", "", ""),
    ],
)
def test_it_says_which_months_lie_in_it_wholly(code: str, vietnamese: str, english: str) -> None:
    assert (months_words(days(code), "vi"), months_words(days(code), "en")) == (vietnamese, english)
