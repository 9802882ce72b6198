"""`flask clock due`, as scripts call it: the date first, then a line a day; bad input in one line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from config import Config
from portal.app import create_app
from portal.cli.clock import clock
from portal.domain.calendar import DayKind
from portal.extensions import db
from portal.models.calendar import CalendarRow
from tests.factories import build_demo_office

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Call `flask clock due`, in an application that has nothing else: no database, no settings."""
    app = Flask("clock")
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////nowhere/portal.db"
    app.cli.add_command(clock)
    runner = app.test_cli_runner()
    return lambda *options: runner.invoke(args=["clock", "due", *options])


def asked(received: str, amount: object, unit: str) -> list[str]:
    """The three options that every question has."""
    return ["--received", received, "--amount", str(amount), "--unit", unit]


def test_it_prints_the_due_date_and_then_a_line_a_day(run: Run) -> None:
    result = run(*asked("2026-11-20T16:30", 3, "working_days"))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2026-11-26",
        "thứ Sáu 20/11/2026: ngày tiếp nhận (ngày 0), chưa tính",
        "thứ Bảy 21/11/2026: nghỉ hằng tuần, không tính",
        "Chủ nhật 22/11/2026: nghỉ hằng tuần, không tính",
        "thứ Hai 23/11/2026: ngày làm việc thứ 1",
        "thứ Ba 24/11/2026: ngày nghỉ: Ngày Văn hóa Việt Nam, không tính "
        "(Nghị quyết 28/2026/QH16 ngày 24/04/2026, Điều 2)",
        "thứ Tư 25/11/2026: ngày làm việc thứ 2",
        "thứ Năm 26/11/2026: ngày làm việc thứ 3",
        "Hạn: hết thứ Năm 26/11/2026 (24 giờ 00)",
    ]
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("options", "first_line"),
    [
        (asked("2026-01-07", 3, "working_days"), "2026-01-10"),  # a date alone; due on a worked Saturday
        (asked("2026-06-01T10:00", 5, "days"), "2026-06-08"),  # days roll off a Saturday
        (asked("2026-11-20T16:30", 10, "working_hours"), "2026-11-25T09:30:00+07:00"),  # a moment, its offset
        (asked("2026-06-01T10:00", 24, "hours"), "2026-06-02T10:00:00+07:00"),
        (asked("2026-06-01T10:00:30.5", 1, "hours"), "2026-06-01T11:00:30+07:00"),  # seconds, no fractions
        (asked("2026-06-01T03:00Z", 24, "hours"), "2026-06-02T10:00:00+07:00"),  # an offset is believed
        (asked("2026-06-01T23:00-05:00", 3, "working_days"), "2026-06-05"),  # already 2 June in Việt Nam
        (asked("2026-06-01 10:00", 3, "working_days"), "2026-06-04"),  # a space instead of the T
        (asked("2026-06-06T09:00", 3, "working_days"), "2026-06-10"),  # Saturday, the switch off
        ([*asked("2026-06-06T09:00", 3, "working_days"), "--deem-after-hours"], "2026-06-11"),  # and on
        (asked("2026-06-06", 1, "working_hours"), "2026-06-08T08:30:00+07:00"),  # from the opening on Monday
        (asked("2027-02-03", 3, "working_days"), "2027-02-15"),  # a year known by a proposal
    ],
)
def test_it_prints_dates_for_days_and_moments_for_hours(
    run: Run, options: list[str], first_line: str
) -> None:
    result = run(*options)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == first_line


def test_it_explains_in_english(run: Run) -> None:
    result = run(*asked("2026-06-01", 1, "working_days"), "--language", "en")

    assert result.stdout.splitlines()[1:] == [
        "Monday 01/06/2026: day of receipt (day 0), not counted",
        "Tuesday 02/06/2026: working day 1",
        "Due: end of Tuesday 02/06/2026 (24:00)",
    ]


def test_it_says_that_a_year_is_provisional(run: Run) -> None:
    assert "lịch tạm tính" in run(*asked("2027-06-01", 1, "working_days")).stdout
    assert "lịch tạm tính" not in run(*asked("2026-06-01", 1, "working_days")).stdout


@pytest.mark.parametrize(
    ("options", "about"),
    [
        (asked("yesterday", 3, "days"), "--received"),  # no date at all
        (asked("2026-02-30", 3, "days"), "--received"),  # no such day
        (asked("20/11/2026", 3, "days"), "--received"),  # not ISO: day and month could be mistaken
        (asked("2026-11-20T25:00", 3, "days"), "--received"),  # no such hour
        (asked("", 3, "days"), "--received"),  # an empty variable in a script
        (asked("2026-11-20\n2026-11-21", 3, "days"), "--received"),  # two lines stay one line
        (asked("0001-01-01T00:00+14:00", 3, "days"), "--received"),  # before the first day there is
        (asked("2026-11-20", 0, "days"), "--amount"),  # nothing to count
        (asked("2026-11-20", -3, "days"), "--amount"),  # backwards
        (asked("2026-11-20", 10_001, "days"), "--amount"),  # beyond any term of any law
        (asked("2026-11-20", 10**40, "hours"), "--amount"),  # beyond what a date can hold
        (asked("2026-11-20", "3.5", "days"), "--amount"),  # no halves
        (asked("2026-11-20", "ba", "days"), "--amount"),  # a word
        (asked("2026-11-20", 3, "weeks"), "--unit"),  # no such unit
        (asked("2026-11-20", 3, ""), "--unit"),
        (asked("2026-11-20", 3, "days")[:-2], "--unit"),  # each option left out in turn
        (asked("2026-11-20", 3, "days")[2:], "--received"),
        (["--received", "2026-11-20", "--unit", "days"], "--amount"),
        ([*asked("2026-11-20", 3, "days"), "--language", "fr"], "--language"),
        ([*asked("2026-11-20", 3, "days"), "--verbose"], "--verbose"),  # an option that does not exist
        ([*asked("2026-11-20", 3, "days"), "more"], "more"),  # a word too many
        (["--received"], "--received"),  # an option without its value
        (asked("9999-12-31", 3, "working_days"), "9999"),  # past the end of all calendars
        (asked("9999-12-31T20:00", 100, "hours"), "9999"),
        (asked("9999-12-31T20:00", 10, "working_hours"), "9999"),
    ],
)
def test_it_refuses_bad_input_in_one_line(run: Run, options: list[str], about: str) -> None:
    result = run(*options)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    assert about in result.stderr
    assert "Usage" not in result.stderr


def test_it_helps(run: Run) -> None:
    result = run("--help")

    assert result.exit_code == 0
    assert "--deem-after-hours" in result.stdout


def test_it_reckons_with_the_calendar_of_the_office_once_there_is_one(
    database_url: str, tmp_path: Path
) -> None:
    app = create_app(Config(PORTAL_ENV="testing", DATABASE_URL=database_url, PORTAL_DATA=tmp_path))
    with app.app_context():
        build_demo_office(db.session())
        day = CalendarRow(on=date(2026, 11, 25), kind=DayKind.OFF, name="Nghỉ bão", source="Công điện 1")
        db.session.add(day)
        db.session.commit()
        result = app.test_cli_runner().invoke(
            args=["clock", "due", *asked("2026-11-20T16:30", 3, "working_days")]
        )
        db.session.remove()
        db.engine.dispose()
    assert result.stdout.splitlines()[0] == "2026-11-27"
    assert "Nghỉ bão" in result.stdout
