"""The lives of demo dossiers: what was promised, what came of it, and which letter was written when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from portal.demo.stories import names
from portal.domain.apologies import DelayReason, Way
from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import Reckoning, Term
from portal.domain.dossier_channels import DossierChannel, OnlineLevel
from portal.domain.imports.dossier_rows import DossierRow
from portal.domain.imports.moments import Moment
from portal.domain.kinds import SenderKind
from portal.domain.time import at_time, local_day
from portal.models.procedure import Procedure
from portal.services.promise_date import Promise, Promises

COUNTER = "Trung tâm Phục vụ hành chính công tỉnh Bình An"
WEEKS = 52
STUCK_SINCE = timedelta(days=12)
REASONS = (
    (DelayReason.VERIFICATION, "Cần kiểm tra thực tế tại cơ sở, đoàn kiểm tra chưa bố trí được lịch"),
    (DelayReason.OTHER_AGENCY, "Chờ ý kiến của cơ quan Cảnh sát phòng cháy, chữa cháy"),
    (DelayReason.MANY_DOSSIERS, "Số hồ sơ nộp trong tháng tăng cao hơn khả năng giải quyết"),
    (DelayReason.COMPLEX, "Nội dung hồ sơ phức tạp, phải thẩm định nhiều lần"),
    (DelayReason.SOFTWARE, "Phần mềm một cửa gặp sự cố, chậm chuyển hồ sơ giữa các bước"),
    (DelayReason.STAFF, "Công chức thụ lý nghỉ ốm, đơn vị chưa kịp bố trí người thay"),
)


@dataclass(frozen=True, slots=True)
class Apology:
    """When a letter was issued, why, by which way, and the date it promised."""

    issued_at: datetime
    reason: DelayReason
    words: str
    way: Way
    new_due_at: datetime


@dataclass(frozen=True, slots=True)
class Filing:
    """One dossier from its receipt to what has become of it by now."""

    row: DossierRow
    due_on: date
    done_at: datetime | None
    apology: Apology | None = None
    stopped_on: date | None = None
    by_post: bool = False

    def as_of(self, moment: datetime) -> DossierRow:
        """What the one-stop software told of it at a moment."""
        if self.stopped_on is not None and self.stopped_on <= local_day(moment):
            reason = "Người nộp không bổ sung hồ sơ trong thời hạn yêu cầu"
            return replace(self.row, stopped_on=self.stopped_on, stop_reason=reason)
        if self.done_at is None or self.done_at > moment:
            return self.row
        done = Moment(self.done_at, has_time=True)
        out = DossierChannel.POSTAL if self.by_post else DossierChannel.COUNTER
        return replace(self.row, finished=done, returned=done, updated=done, channel_out=out)


@dataclass
class Filer:
    """Invents dossiers; deterministic by its random numbers."""

    random: Random
    now: datetime
    reckoning: Reckoning
    promises: Promises

    @property
    def calendar(self) -> WorkingCalendar:
        """The days on which anything happens."""
        return self.reckoning.calendar

    def filings(self, procedures: list[Procedure], count: int) -> Iterator[Filing]:
        """So many dossiers of the last year, the oldest first."""
        first = self.calendar.next_working(local_day(self.now) - timedelta(weeks=WEEKS))
        span = (local_day(self.now) - first).days
        days = sorted(self.random.randint(0, span) for _ in range(count))
        for number, day in enumerate(days, start=1):
            on = self.calendar.next_working(first + timedelta(days=day))
            received_at = self._moment(on if on <= local_day(self.now) else first)
            yield self._filing(self.random.choice(procedures), received_at, number)

    def _moment(self, on: date) -> datetime:
        """Some moment of office time on a day."""
        hour = self.random.choice((7, 8, 9, 10, 14, 15, 16))
        return at_time(on, time(hour, self.random.choice((35, 40, 45, 50, 55))))

    def _filing(self, procedure: Procedure, received_at: datetime, number: int) -> Filing:
        term = Term(procedure.amount, procedure.time_unit)
        promise = self.promises.reckoned(procedure.unit_id, term, received_at)
        due_on, row, fate = promise.on, self._row(procedure, received_at, number), self.random.random()
        if local_day(self.now) - STUCK_SINCE <= due_on <= local_day(self.now) and fate < 0.4:
            return self._stuck(row, due_on, again=fate < 0.1)
        if fate < 0.02:
            stopped_on = self.calendar.add_working_days(local_day(received_at), max(1, procedure.amount // 2))
            return Filing(row, due_on, None, stopped_on=stopped_on)
        if fate < 0.92:
            by_post = procedure.postal and number % 5 == 0
            return Filing(row, due_on, self._kept(received_at, promise), by_post=by_post)
        return self._late(row, due_on)

    def _stuck(self, row: DossierRow, due_on: date, *, again: bool) -> Filing:
        """Late these days and not done yet; some have broken their new date too."""
        if not again:
            return Filing(row, due_on, None)
        reason, words = self.random.choice(REASONS)
        issued_at = at_time(self._back(due_on, 1), time(15, 10))
        new_on = self.calendar.add_working_days(due_on, 1)
        return Filing(
            row, due_on, None, Apology(issued_at, reason, words, Way.PRINT, at_time(new_on, time(17)))
        )

    def _kept(self, received_at: datetime, promise: Promise) -> datetime:
        """Done on some day between receipt and promise: mostly before, often on it."""
        due_on = promise.on
        days = self.calendar.working_days_between(local_day(received_at), due_on)
        ahead = 0 if self.random.random() < 0.4 else self.random.randint(0, max(0, days - 1))
        on = max(local_day(received_at), self._back(due_on, ahead))
        done_at = max(self._moment(on), received_at + timedelta(minutes=20))
        return min(done_at, promise.at - timedelta(minutes=5))

    def _back(self, on: date, days: int) -> date:
        for _ in range(days):
            on = self.calendar.last_working_before(on)
        return on

    def _late(self, row: DossierRow, due_on: date) -> Filing:
        delay = self.random.choice((1, 1, 2, 2, 3, 4, 6, 9))
        done_at = self._moment(self.calendar.add_working_days(due_on, delay))
        fate = self.random.random()
        if fate < 0.12:
            return Filing(row, due_on, done_at)
        ahead = self.random.choice((1, 1, 2)) if fate < 0.75 else 0
        issued_on = self._back(due_on, ahead) if fate < 0.88 else self.calendar.add_working_days(due_on, 1)
        issued_at = at_time(issued_on, time(15, 10))
        # Most new dates are kept; some are promised too near.
        slack = 1 if self.random.random() < 0.85 else -2
        again = max(1, delay + slack)
        new_on = self.calendar.add_working_days(max(due_on, issued_on), again)
        reason, words = self.random.choice(REASONS)
        apology = Apology(issued_at, reason, words, self._way(row), at_time(new_on, time(17)))
        return Filing(row, due_on, done_at, apology)

    def _way(self, row: DossierRow) -> Way:
        ways = [Way.PRINT, *([Way.POST] if row.address else []), *([Way.SMS] if row.phone else [])]
        return self.random.choice(ways)

    def _row(self, procedure: Procedure, received_at: datetime, number: int) -> DossierRow:
        name = self.random.choice(names())
        is_shop = self.random.random() < 0.3
        return DossierRow(
            line=number,
            code=f"H99.15-{received_at:%y%m%d}-{number:04}",
            procedure_code=procedure.code,
            received=Moment(received_at, has_time=True),
            counter=COUNTER,
            applicant_name=f"Hộ kinh doanh {name}" if is_shop else name,
            applicant_kind=SenderKind.ORGANISATION if is_shop else SenderKind.PERSON,
            phone=f"+8491200{self.random.randint(0, 9999):04}" if self.random.random() < 0.8 else "",
            email=f"nguoinop{number}@example.com" if self.random.random() < 0.5 else "",
            address=self.random.choice(("Ấp Thanh Tân, xã Thanh Bình", "Khu phố 1, phường Tân Phú", "")),
            channel_in=self._channel(procedure),
            supplement_requests=self.random.choices((0, 1, 2), (80, 17, 3))[0],
        )

    def _channel(self, procedure: Procedure) -> DossierChannel:
        fate = self.random.random()
        if procedure.postal and fate < 0.12:
            return DossierChannel.POSTAL
        if procedure.online_level is OnlineLevel.FULL and fate < 0.6:
            return DossierChannel.ONLINE_FULL
        if procedure.online_level is OnlineLevel.PARTIAL and fate < 0.55:
            return DossierChannel.ONLINE_PARTIAL
        return DossierChannel.COUNTER
