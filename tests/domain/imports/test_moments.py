"""Dates and moments as cells hold them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.imports.moments import DateOrder, Moment, read_moment
from portal.domain.imports.reasons import Reason, WrongCell
from portal.domain.imports.tables import Cell
from portal.domain.time import VIETNAM

DAY = Moment(datetime(2026, 11, 3, tzinfo=VIETNAM), has_time=False)
HALF_PAST_EIGHT = Moment(datetime(2026, 11, 3, 8, 30, tzinfo=VIETNAM), has_time=True)
AFTERNOON = Moment(datetime(2026, 11, 3, 14, 5, 9, tzinfo=VIETNAM), has_time=True)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("03/11/2026", DAY),
        ("3/11/2026", DAY),
        ("3/11/26", DAY),  # two digits are of this century
        ("03-11-2026", DAY),
        ("03.11.2026", DAY),
        ("03 / 11 / 2026", DAY),
        ("2026-11-03", DAY),
        ("2026/11/3", DAY),
        ("ngày 03/11/2026", DAY),
        ("Ngày 3 tháng 11 năm 2026", DAY),
        ("46329", DAY),  # a serial number that became text
        (46329, DAY),
        (46329.0, DAY),
        (datetime(2026, 11, 3), DAY),  # noqa: DTZ001 (what a workbook holds)
        ("03/11/2026 00:00:00", DAY),  # how programs write a day of which they know no time
        ("03/11/2026 08:30", HALF_PAST_EIGHT),
        ("03/11/2026 8:30:00", HALF_PAST_EIGHT),
        ("08:30 03/11/2026", HALF_PAST_EIGHT),
        ("08:30, ngày 03/11/2026", HALF_PAST_EIGHT),
        ("8h30 ngày 03/11/2026", HALF_PAST_EIGHT),
        ("8 giờ 30 phút, ngày 3/11/2026", HALF_PAST_EIGHT),
        ("lúc 8g30 ngày 3 tháng 11 năm 2026", HALF_PAST_EIGHT),
        ("03/11/2026 8:30 SA", HALF_PAST_EIGHT),
        ("03/11/2026 8:30:00 AM", HALF_PAST_EIGHT),
        ("2026-11-03T08:30", HALF_PAST_EIGHT),
        ("2026-11-03T08:30:00+07:00", HALF_PAST_EIGHT),
        ("2026-11-03T01:30:00Z", HALF_PAST_EIGHT),  # programs of other zones
        ("2026-11-03 08:30:00.000", HALF_PAST_EIGHT),
        (46329 + 8.5 / 24, HALF_PAST_EIGHT),
        ("46329,354166666664", HALF_PAST_EIGHT),
        (datetime(2026, 11, 3, 8, 30), HALF_PAST_EIGHT),  # noqa: DTZ001
        ("03/11/2026 2:05:09 CH", AFTERNOON),
        ("03/11/2026 14:05:09 CH", AFTERNOON),
        ("03/11/2026 2:05:09 PM", AFTERNOON),
        ("03/11/2026 14:05:09", AFTERNOON),
    ],
)
def test_it_reads_every_common_writing(cell: Cell, moment: Moment) -> None:
    assert read_moment(cell) == moment


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/2026", Reason.NO_SUCH_DAY),
        ("29/02/2026", Reason.NO_SUCH_DAY),
        ("00/11/2026", Reason.NO_SUCH_DAY),
        ("2026-13-01", Reason.NO_SUCH_DAY),
        ("2026-02-30T08:00", Reason.NO_SUCH_DAY),
        ("45/45/2026", Reason.NO_SUCH_DAY),
        ("11/21/2026", Reason.MONTH_AND_DAY),  # the month first, so 03/04 of the same file may be misread
        ("03/11/1926", Reason.FAR_OFF),
        ("03/11/2206", Reason.FAR_OFF),
        ("03/11/2026 25:00", Reason.NOT_A_DATE),
        ("03/11/2026 24:00", Reason.NOT_A_DATE),
        ("03/11/2026 14:00 SA", Reason.NOT_A_DATE),
        ("03/11/2026 sáng", Reason.NOT_A_DATE),
        ("03/11/2026 - 05/11/2026", Reason.NOT_A_DATE),
        ("03/11", Reason.NOT_A_DATE),
        ("11/2026", Reason.NOT_A_DATE),
        ("chưa trả", Reason.NOT_A_DATE),
        ("20261103", Reason.NOT_A_DATE),
        (3, Reason.NOT_A_DATE),
        (1e300, Reason.NOT_A_DATE),
        (float("nan"), Reason.NOT_A_DATE),
        (True, Reason.NOT_A_DATE),
        (datetime(1926, 1, 1), Reason.FAR_OFF),  # noqa: DTZ001
    ],
)
def test_it_refuses_what_is_no_date(cell: Cell, reason: Reason) -> None:
    with pytest.raises(WrongCell) as refused:
        read_moment(cell)
    assert refused.value.reason is reason


def test_it_reads_the_month_first_when_a_source_is_known_to_write_so() -> None:
    assert read_moment("11/03/2026", DateOrder.MONTH_FIRST) == DAY
    assert read_moment("2026-11-03", DateOrder.MONTH_FIRST) == DAY
    with pytest.raises(WrongCell) as refused:
        read_moment("21/11/2026", DateOrder.MONTH_FIRST)
    assert refused.value.reason is Reason.MONTH_AND_DAY


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
FORMS = (
    "%d/%m/%Y %H:%M:%S",
    "%H:%M:%S %d/%m/%Y",
    "%Y-%m-%dT%H:%M:%S",
    "%d-%m-%Y %I:%M:%S %p",
    "%Y/%m/%d %H:%M:%S",
)


@given(MOMENTS, st.sampled_from(FORMS))
def test_it_reads_back_what_was_written(wall: datetime, form: str) -> None:
    moment = read_moment(wall.strftime(form))

    assert moment.at == wall.replace(tzinfo=VIETNAM)
    assert moment.has_time == (wall.hour + wall.minute + wall.second > 0)


@given(MOMENTS)
def test_it_reads_back_serial_numbers_to_the_second(wall: datetime) -> None:
    serial = (wall - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001

    assert read_moment(serial).at == wall.replace(tzinfo=VIETNAM)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_it_knows_a_day_from_a_moment(day: date, form: str) -> None:
    moment = read_moment(day.strftime(form))

    assert moment.day == day
    assert not moment.has_time


@given(st.text(st.sampled_from("0123456789/-.: hgTZ+SACHngày"), max_size=24))
def test_it_reads_or_refuses_but_never_fails(text: str) -> None:
    try:
        moment = read_moment(text)
    except WrongCell:
        return
    assert 1990 <= moment.day.year <= 2100


def test_it_compares_by_the_day_where_one_time_is_not_known() -> None:
    assert not DAY.is_before(HALF_PAST_EIGHT)
    assert not HALF_PAST_EIGHT.is_before(DAY)
    assert HALF_PAST_EIGHT.is_before(AFTERNOON)
    assert not DAY.is_after(datetime(2026, 11, 3, 1, tzinfo=UTC))
