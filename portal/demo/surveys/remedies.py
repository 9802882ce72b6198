"""What the demo office did about every low item: opened as ballots open them, planned, done, some published."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from portal.demo.surveys.ballots import Given
from portal.demo.surveys.moods import FOLDER
from portal.domain.calendar import WorkingCalendar
from portal.domain.permissions import Role
from portal.domain.surveys.answers import low_items
from portal.domain.surveys.remedies import RemedySource, RemedyStatus
from portal.domain.time import at_time
from portal.models.remedy import Remedy
from portal.queries.settings import Settings

# Where the office took things in hand one after the other; all else it watches through the year.
TAKEN_IN_HAND = frozenset({
    ("HCC", "seats"), ("HCC", "on_time"), ("HCC", "equipment"), ("HCC", "guide_once"), ("HCC", "service"),
    ("TP", "on_time"), ("TP", "polite"), ("TP", "service"), ("TP", "seats"), ("TB", "signs"), ("TB", "seats"),
    ("LH", "guide_once"), ("LH", "equipment"), ("QLNL", "time"), ("QLTM", "result"), ("QLTM", "time"),
    ("QLCN", "result"),
})  # fmt: skip
MOST_ROUNDS = 2
STILL_OPEN_FOR = 16  # days for which a new one may still be without a measure
LATE, PUBLISHED = 0.18, 0.6


@cache
def said() -> dict[str, dict[str, str]]:
    """Causes, measures and results by item."""
    return tomllib.loads((FOLDER / "remedies.toml").read_text(encoding="utf-8"))


@dataclass
class Doing:
    """The remedies of a year while it goes by."""

    random: Random
    settings: Settings
    now: datetime
    today: date
    calendar: WorkingCalendar
    unfinished: dict[tuple[int, int, str], Remedy] = field(default_factory=dict)
    finished: list[Remedy] = field(default_factory=list)
    ends: dict[tuple[int, int, str], date] = field(default_factory=dict)
    rounds: dict[tuple[int, int, str], int] = field(default_factory=dict)

    def live(self, ballots: Iterable[Given]) -> list[Remedy]:
        """Every remedy that sound ballots, the oldest first, have opened."""
        for given in ballots:
            if given.doubts:
                continue
            for item in low_items(given.asked.questionnaire, given.answers):
                key = (given.unit_id, given.asked.questionnaire_id, item.code)
                self._finish_until(key, given.given_on)
                row = self.unfinished.get(key)
                if row is None:
                    row = self._open(key, given, vi=item.text.vi, en=item.text.en)
                row.low, row.last_low_on = row.low + 1, given.given_on
        for key in list(self.unfinished):
            self._finish_until(key, self.today)
        rows = [*self.finished, *self.unfinished.values()]
        for row in self.unfinished.values():
            self._plan_what_goes_on(row)
        return rows

    def _open(self, key: tuple[int, int, str], given: Given, *, vi: str, en: str) -> Remedy:
        unit_id, questionnaire_id, item = key
        row = Remedy(
            unit_id=unit_id,
            source=RemedySource.SURVEY,
            questionnaire_id=questionnaire_id,
            item=item,
            item_vi=vi,
            item_en=en,
            low=0,
            opened_on=given.given_on,
            last_low_on=given.given_on,
            status=RemedyStatus.OPEN,
        )
        self.unfinished[key] = row
        rounds = self.rounds.get(key, 0)
        code = self.settings.units[unit_id].code
        if (code, item) in TAKEN_IN_HAND and rounds < MOST_ROUNDS:
            self.rounds[key] = rounds + 1
            self.ends[key] = self._end_of(given.given_on, last=rounds + 1 == MOST_ROUNDS)
        return row

    def _end_of(self, opened_on: date, *, last: bool) -> date:
        """When it will be done: the last of some only days ago, so that what was low since waits for a measure."""
        if last and self.random.random() < 0.6:
            return max(
                opened_on + timedelta(days=20), self.today - timedelta(days=self.random.randint(4, 13))
            )
        return opened_on + timedelta(days=self.random.randint(55, 150))

    def _finish_until(self, key: tuple[int, int, str], day: date) -> None:
        """Mark done what was done by a day; a later low ballot then opens another."""
        ends = self.ends.get(key)
        if ends is None or ends >= day or key not in self.unfinished:
            return
        row = self.unfinished.pop(key)
        del self.ends[key]
        late = self.random.random() < LATE
        due_on = self.calendar.next_working(ends + timedelta(days=-4 if late else self.random.randint(0, 9)))
        self.plan(row, due_on)
        self.finish(row, self.calendar.next_working(ends))
        self.finished.append(row)

    def plan(self, row: Remedy, due_on: date) -> None:
        """Say what is done about it."""
        words = said()[row.item]
        row.cause, row.measure, row.due_on = words["cause"], words["measure"], due_on
        row.owner_id, row.status = self._owner(row), RemedyStatus.PLANNED
        row.check_after = at_time(max(due_on, self.today + timedelta(days=3)), time(7, 30))

    def finish(self, row: Remedy, done_on: date) -> None:
        """Say what was reached, and of some tell the public."""
        words = said()[row.item]
        row.evidence, row.status, row.check_after = words["evidence"], RemedyStatus.DONE, None
        row.done_on, row.done_at, row.done_by_id = done_on, at_time(done_on, time(15, 20)), row.owner_id
        if row.source is RemedySource.SURVEY and self.random.random() < PUBLISHED:
            row.said_vi, row.did_vi = words["said_vi"], words["did_vi"]
            row.said_en, row.did_en = words["said_en"], words["did_en"]
            published = self.calendar.add_working_days(done_on, self.random.randint(1, 4))
            row.published_at = at_time(
                min(published, self.calendar.last_working_before(self.today)), time(10, 5)
            )
            row.published_by_id = self._holder(row, [Role.LEADER])

    def _plan_what_goes_on(self, row: Remedy) -> None:
        """New ones wait for a measure; the others are under way, and some of those taken in hand are late."""
        if (self.today - row.opened_on).days <= STILL_OPEN_FOR:
            row.check_after = at_time(self.calendar.add_working_days(self.today, 4), time(7, 30))
            return
        hand = (self.settings.units[row.unit_id].code, row.item) in TAKEN_IN_HAND
        days = self.random.choice((-9, -4, 6, 20)) if hand else self.random.randint(-5, 60)
        self.plan(row, self.calendar.next_working(self.today + timedelta(days=days)))

    def _owner(self, row: Remedy) -> int | None:
        of_ratings = row.source is RemedySource.RATING
        return self._holder(row, [Role.LEADER] if of_ratings else [Role.OFFICER, Role.LEADER])

    def _holder(self, row: Remedy, roles: Iterable[Role]) -> int | None:
        for unit_id in self.settings.standing_chain(row.unit_id, self.today):
            for role in roles:
                if people := self.settings.holders(role, {unit_id}, self.today):
                    return self.random.choice(people).id
        return None

    def settle_ratings(self, rows: Iterable[Remedy]) -> None:
        """What ratings of answers have opened long ago was planned, and some of it is done."""
        for row in rows:
            if (self.today - row.opened_on).days <= STILL_OPEN_FOR:
                row.check_after = at_time(self.calendar.add_working_days(self.today, 4), time(7, 30))
                continue
            self.plan(
                row, self.calendar.next_working(self.today + timedelta(days=self.random.randint(-5, 40)))
            )


def steps_of(rows: Iterable[Remedy]) -> Iterator[Mapping[str, object]]:
    """What the history of changes holds of them."""
    for row in rows:
        planned_at = at_time(row.opened_on + timedelta(days=3), time(9, 40))
        plan = {"status": "planned", "due_on": row.due_on.isoformat() if row.due_on else None}
        if row.status is not RemedyStatus.OPEN:
            yield _entry(row, "remedy_planned", planned_at, after={**plan, "owner_id": row.owner_id})
        if row.done_at is not None:
            yield _entry(row, "remedy_done", row.done_at, after={"status": "done"})
        if row.published_at is not None:
            yield _entry(row, "remedy_published", row.published_at, after={"published": True})


def _entry(row: Remedy, action: str, at: datetime, *, after: Mapping[str, object]) -> dict[str, object]:
    return {
        "at": at,
        "account_id": row.published_by_id if action == "remedy_published" else row.owner_id,
        "unit_id": row.unit_id,
        "action": action,
        "subject": f"#{row.id}",
        "folded": f"#{row.id}",
        "before": None,
        "after": dict(after),
    }
