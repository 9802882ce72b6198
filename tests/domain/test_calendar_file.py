"""A calendar read from a file: good rows, and each bad one with its line and column."""

from datetime import date

import pytest

from portal.adapters.shipped_calendar import SHIPPED, shipped_days
from portal.domain.calendar import CalendarDay, DayKind
from portal.domain.calendar_file import Problem, read_calendar_file

HEAD = "date,kind,name_vi,source\n"
GOOD = "2027-01-01,off,Tết Dương lịch,Thông báo 1\n"
NEW_YEAR = CalendarDay(date(2027, 1, 1), DayKind.OFF, "Tết Dương lịch", "Thông báo 1")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + GOOD,
        "\ufeff" + HEAD + GOOD,  # as Excel saves it
        HEAD + "01/01/2027,off,Tết Dương lịch,Thông báo 1\r\n",
        "kind,source,name_vi,remark,date\noff,Thông báo 1,Tết Dương lịch,-,2027-01-01\n",  # in any order
        HEAD + '2027-01-01, off ,"Tết Dương lịch", Thông báo 1\n',
        HEAD + "2027-01-01,off,Tê\u0301t Dương lịch,Thông báo 1\n",  # letters and marks apart
    ],
)
def test_it_reads_a_day(text: str) -> None:
    file = read_calendar_file(text)
    assert (file.days, file.problems) == ((NEW_YEAR,), ())


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2027-02-30,off,Tết,TB", "date", "date"),
        ("1/13/2027,off,Tết,TB", "date", "date"),
        (",off,Tết,TB", "date", "missing"),
        ("2027-01-04,holiday,Tết,TB", "kind", "kind"),
        ("2027-01-04,off,,TB", "name_vi", "missing"),
        ("2027-01-04,off,Tết", "source", "missing"),  # a row cut short
        (f"2027-01-04,off,{'t' * 201},TB", "name_vi", "long"),
        ("2027-01-01,worked,Làm bù,TB", "date", "twice"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_the_good_rows(row: str, column: str, code: str) -> None:
    file = read_calendar_file(HEAD + GOOD + row + "\n")
    assert file.problems == (Problem(3, column, code),)
    assert file.days == (NEW_YEAR,)


def test_it_says_which_columns_are_absent() -> None:
    assert read_calendar_file("date,kind\n").problems == (
        Problem(1, "name_vi", "missing"),
        Problem(1, "source", "missing"),
    )
    assert len(read_calendar_file("").problems) == 4


def test_it_reads_the_shipped_calendar() -> None:
    days = tuple(shipped_days())
    assert read_calendar_file(SHIPPED.read_text(encoding="utf-8")).days == days
