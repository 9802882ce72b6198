"""The open cases by how long they may still wait, or have waited too long; and what that says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portal.domain.calendar import WorkingCalendar
from portal.domain.charts.speech import Speech
from portal.domain.wording import Language

# Working days past the due date, up to which a bucket reaches; the last has no end.
OVERDUE_ENDS = (5, 10, 20)
# Working days left, from today's on.
LEFT_ENDS = (5,)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Open cases with so many working days left (negative: past the due date); None is without an end."""

    first: int | None
    last: int | None
    count: int

    @property
    def is_overdue(self) -> bool:
        """Whether its due dates have passed."""
        return self.last is not None and self.last < 0


@dataclass(frozen=True, slots=True)
class Backlog:
    """All open cases in buckets, the longest overdue first."""

    buckets: tuple[Bucket, ...] = ()
    # Working days by which the oldest is past its due date; 0 where none is.
    oldest: int = 0

    @property
    def all(self) -> int:
        """All open cases."""
        return sum(each.count for each in self.buckets)

    @property
    def overdue(self) -> int:
        """Those past their due date."""
        return sum(each.count for each in self.buckets if each.is_overdue)


def backlog_of(open_due: Mapping[date, int], today: date, calendar: WorkingCalendar) -> Backlog:
    """Buckets of the open cases by due date, in working days of a calendar."""
    bounds = _bounds()
    counts = dict.fromkeys(bounds, 0)
    oldest = 0
    for due_on, count in open_due.items():
        left = _left(due_on, today, calendar)
        oldest = max(oldest, -left) if count else oldest
        counts[next(each for each in bounds if _holds(each, left))] += count
    return Backlog(tuple(Bucket(first, last, count) for (first, last), count in counts.items()), oldest)


Bounds = tuple[int | None, int | None]


def _bounds() -> list[Bounds]:
    """The ends of all buckets, the longest overdue first."""
    ends = [0, *OVERDUE_ENDS]
    late: list[Bounds] = [(None, -ends[-1] - 1)]
    late += [(-far, -near - 1) for near, far in reversed(list(pairwise(ends)))]
    soon: list[Bounds] = [(0, 0), (1, LEFT_ENDS[0]), (LEFT_ENDS[0] + 1, None)]
    return [*late, *soon]


def _holds(bounds: Bounds, left: int) -> bool:
    first, last = bounds
    return (first is None or left >= first) and (last is None or left <= last)


def _left(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days until the due date; past it at least one, though it ended on a day of rest."""
    if due_on >= today:
        days = calendar.working_days_between(today, due_on)
        return days if due_on == today else max(days, 1)
    return -max(calendar.working_days_between(due_on, today), 1)


def bucket_words(bucket: Bucket, language: Language) -> str:
    """What a bucket is called under its column."""
    speech = Speech(language)
    if bucket.first == bucket.last == 0:
        return speech.say("hôm nay", "due today")
    if bucket.first is None:
        return speech.say("quá hạn trên {n} ngày", "over {n} days overdue", n=f"{-(bucket.last or 0) - 1}")
    if bucket.last is None:
        return speech.say("còn trên {n} ngày", "over {n} days left", n=f"{bucket.first - 1}")
    low, high = sorted((abs(bucket.first), abs(bucket.last)))
    values = {"low": f"{low}", "high": f"{high}"}
    if bucket.is_overdue:
        return speech.say("quá hạn {low}–{high} ngày", "{low}–{high} days overdue", **values)
    return speech.say("còn {low}–{high} ngày", "{low}–{high} days left", **values)


def backlog_finding(backlog: Backlog, language: Language) -> str:
    """How many of the open cases are overdue, and by how much the oldest."""
    speech = Speech(language)
    if not backlog.all:
        return speech.say("Không có việc nào đang mở", "No case is open")
    values = {"all": speech.number(backlog.all), "n": speech.number(backlog.overdue)}
    if not backlog.overdue:
        return speech.say(
            "{all} việc đang xử lý, không việc nào quá hạn",
            "{all} cases open, none of them overdue",
            **values,
        )
    days = speech.cases(backlog.oldest, "ngày làm việc", ("working day", "working days"))
    return speech.say(
        "{n} trên {all} việc đang xử lý đã quá hạn; lâu nhất quá {days}",
        "{n} of {all} open cases are overdue, the oldest by {days}",
        days=days,
        **values,
    )
