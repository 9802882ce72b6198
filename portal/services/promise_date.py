"""When the result of a dossier is promised: by its procedure's time, or as the slip says (rules §8)."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.clock import ClockFacts, Term, TimeUnit
from portal.domain.imports.moments import Moment
from portal.domain.office_hours import OfficeHours
from portal.domain.time import at_time, end_of, local_day
from portal.queries.settings import Settings


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised date; `at` is its bound, the midnight that ends the day or the exact moment."""

    on: date
    at: datetime
    provisional: bool = False


class Promises:
    """Reckons promised dates under one state of the settings; what was reckoned once is remembered."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[tuple[int, int, TimeUnit, object], Promise] = {}

    def reckoned(self, unit_id: int, term: Term, received_at: datetime) -> Promise:
        """The date by the committed time, counted by the working calendar of the unit."""
        key = (unit_id, term.amount, term.unit, self._start(unit_id, term, received_at))
        if key not in self._known:
            self._known[key] = self._reckon(unit_id, term, received_at)
        return self._known[key]

    def given(self, unit_id: int, told: Moment) -> Promise:
        """The date that the slip of receipt says."""
        at = told.at if told.has_time else end_of(told.day)
        calendar = self._settings.reckoning(unit_id, told.day).calendar
        return Promise(told.day, at, provisional=calendar.is_provisional(told.day, told.day))

    def moment(self, unit_id: int, told: Moment) -> datetime:
        """When something happened; of a day alone, the opening of the office, so that its whole day counts for it."""
        if told.has_time:
            return told.at
        return at_time(told.day, self._hours(unit_id, told.day).opening())

    def _hours(self, unit_id: int, on: date) -> OfficeHours:
        return self._settings.reckoning(unit_id, on).hours

    def _start(self, unit_id: int, term: Term, received_at: datetime) -> object:
        """What of the receipt decides the date: for a term in days the day, and whether it was after the close."""
        if not term.in_days:
            return received_at
        day = local_day(received_at)
        return day, received_at > at_time(day, self._hours(unit_id, day).close())

    def _reckon(self, unit_id: int, term: Term, received_at: datetime) -> Promise:
        day = local_day(received_at)
        policy = self._settings.unit_policy(unit_id, day)
        facts = ClockFacts(received_at, term, deem_after_hours=policy.deem_after_hours)
        deadline = self._settings.reckoning(unit_id, day).deadline(facts)
        return Promise(deadline.due_on, deadline.due_at, deadline.provisional)
