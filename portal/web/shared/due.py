"""How a case stands against its deadline, in words and in tone."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from portal.domain.states import State
from portal.domain.time import local_day
from portal.domain.verdict import Verdict
from portal.web.shared.acting import now, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import weekday

ANSWERED = frozenset({State.ANSWERED, State.CLOSED})
SOON = 1  # working days left from which a case is due soon


class Timed(Protocol):
    """What the words about a deadline are made from: a case, or a row of a list."""

    @property
    def state(self) -> State: ...
    @property
    def due_on(self) -> date: ...
    @property
    def verdict(self) -> Verdict | None: ...
    @property
    def late_by(self) -> int: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def receiving_unit_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class DueView:
    """A deadline as a tag shows it; `tone` is fine, soon, late, paused or done."""

    tone: str
    words: str
    date_words: str


def due_view(case: Timed) -> DueView:
    """The deadline of a case as of now, said both ways: the day, and the working days left."""
    # A merged case is in no list of work, but its own clock runs until the answer reaches its sender.
    ended = not case.is_open and case.state is not State.MERGED
    if ended and case.verdict is not None:
        return DueView(
            "late" if case.verdict is Verdict.LATE else "done", verdict_words(case), weekday(case.due_on)
        )
    if ended and case.state in ANSWERED:
        # Where the public answer counts, the clock runs on until it is published.
        running = _running(case)
        return replace(running, words=_("chờ công khai, %(left)s", left=running.words))
    if ended:
        return DueView("done", _("đã dừng"), weekday(case.due_on))
    if case.state is State.WAITING_FOR_SENDER:
        return DueView("paused", _("chờ người gửi bổ sung"), _("muộn nhất %(day)s", day=weekday(case.due_on)))
    return _running(case)


def _running(case: Timed) -> DueView:
    today = local_day(now())
    calendar = settings().reckoning(case.receiving_unit_id, today).calendar
    words = _("hết %(day)s", day=weekday(case.due_on))
    if case.due_on < today:
        late = max(1, calendar.working_days_between(case.due_on, today))
        return DueView("late", _("quá hạn %(days)s ngày", days=late), words)
    left = calendar.working_days_between(today, case.due_on)
    if left == 0:
        return DueView("soon", _("hết hôm nay"), words)
    tone = "soon" if left <= SOON else "fine"
    return DueView(tone, _("còn %(days)s ngày làm việc", days=left), words)


def verdict_words(case: Timed) -> str:
    """The verdict in a few words."""
    if case.verdict is Verdict.LATE:
        return _("trễ %(days)s ngày làm việc", days=case.late_by)
    if case.verdict is Verdict.IN_TIME_AFTER_EXTENSION:
        return _("đúng hạn sau gia hạn")
    if case.verdict is Verdict.KEPT_BY_NOTICE:
        return _("đúng hạn theo thông báo")
    return _("đúng hạn")
