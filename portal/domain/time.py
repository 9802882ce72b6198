"""Việt Nam time: the one time zone of every office and every deadline."""

from datetime import date, datetime, time, timedelta, timezone

# Fixed since 13/6/1975 and without daylight saving, so no time-zone database has to be installed.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

ONE_DAY = timedelta(days=1)


def local_day(moment: datetime) -> date:
    """The calendar day in Việt Nam on which an aware moment falls."""
    return moment.astimezone(VIETNAM).date()


def at_time(day: date, clock_time: time) -> datetime:
    """The aware moment of a wall-clock time on a day in Việt Nam."""
    return datetime.combine(day, clock_time, tzinfo=VIETNAM)


def start_of(day: date) -> datetime:
    """The midnight with which a day begins in Việt Nam."""
    return at_time(day, time.min)


def end_of(day: date) -> datetime:
    """The midnight that ends a day in Việt Nam (24:00, Bộ luật Dân sự 2015 Đ148.6)."""
    return start_of(day + ONE_DAY)
