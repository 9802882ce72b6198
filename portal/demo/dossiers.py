"""A year of the one-stop office, lived week by week through the same services as a real one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import groupby
from random import Random
from secrets import token_urlsafe

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.demo.filings import WEEKS, Apology, Filer, Filing
from portal.demo.sample_keys import sample_authority
from portal.demo.sample_pictures import sample_seal, sample_signature
from portal.domain.apologies import DelayReason
from portal.domain.imports.dossier_rows import DossierRow
from portal.domain.people import SYSTEM, Actor
from portal.domain.permissions import Role
from portal.domain.time import at_time, local_day
from portal.models.dossier import Dossier
from portal.models.letter import DeliveryStatus, LetterDelivery
from portal.models.procedure import Procedure
from portal.ports import Ports
from portal.queries.actors import actor_for
from portal.queries.settings import Settings, load_settings
from portal.services.act import Act
from portal.services.approve_letter import approve_letter
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from portal.services.draft_letter import Edits, agency_of, draft_letter, save_letter, submit_letter
from portal.services.errors import RuleBroken
from portal.services.import_dossiers import tell_dossiers
from portal.services.issue_letter import issue_letter
from portal.services.mark_solved import mark_solved
from portal.services.promise_date import Promises
from portal.services.sign_letter import NewCertificate, keep_certificate
from portal.services.word_message import Office

# The agencies got their certificates so long ago; earlier letters were signed with ink.
SIGNED_SINCE = timedelta(days=14)


def _moved(filing: Filing, since: datetime, until: datetime) -> bool:
    """Whether the software tells something else of a dossier than last week."""
    return filing.as_of(until) != filing.as_of(since)


DOSSIERS = 2_000
COLUMNS = frozenset({
    "code",
    "procedure_code",
    "applicant_name",
    "applicant_kind",
    "phone",
    "email",
    "address",
    "received",
    "finished",
    "returned",
    "updated",
    "channel_in",
    "channel_out",
    "supplement_requests",
    "stopped_on",
    "stop_reason",
    "counter",
})


A_WEEK = timedelta(weeks=1)


@dataclass
class OneStopYear:
    """The year as it is lived: what the one-stop software told each Friday, and the letters in between."""

    session: Session
    now: datetime
    ports: Ports
    office: Office
    settings: Settings
    random: Random

    def live(self, filings: Sequence[Filing]) -> Iterator[int]:
        """Live all weeks up to now; yields how many dossiers have come in so far."""
        first = min(each.row.received.at for each in filings)
        friday = at_time(local_day(first), time(17)) + A_WEEK
        told_until, written = first - A_WEEK, 0
        while told_until < self.now:
            if told_until <= self.now - SIGNED_SINCE < friday:
                self.keep_certificates()
            until = min(friday, self.now)
            week = [each for each in filings if each.row.received.at <= until]
            self._tell_received([each.row for each in week if each.row.received.at > told_until])
            self._write_letters(week, told_until, until)
            self._tell([each.as_of(until) for each in week if _moved(each, told_until, until)], until)
            written = sum(each.row.received.at <= until for each in filings)
            self.session.commit()
            self.session.expunge_all()
            yield written
            told_until, friday = until, friday + A_WEEK

    def _tell_received(self, rows: list[DossierRow]) -> None:
        """The new ones of each day, told on its evening."""
        for day, of_day in groupby(rows, key=lambda row: row.received.day):
            self._tell(list(of_day), min(at_time(day, time(17, 30)), self.now))

    def _tell(self, rows: list[DossierRow], at: datetime) -> None:
        tell_dossiers(Act(self.session, SYSTEM, at, self.settings), rows, COLUMNS)

    def _write_letters(self, filings: Sequence[Filing], since: datetime, until: datetime) -> None:
        for filing in filings:
            if filing.apology is not None and since < filing.apology.issued_at <= until:
                self.write_letter(filing, filing.apology)

    def write_letter(self, filing: Filing, apology: Apology) -> None:
        """One letter from its draft to its way to the applicant; a dossier that needs none gets none."""
        dossier = self.dossier(filing)
        at = apology.issued_at
        officer = self.act(Role.OFFICER, dossier.unit_id, at - timedelta(hours=2))
        head = self.act(
            Role.LEADER, agency_of(self.settings, dossier.unit_id, local_day(at)), at - timedelta(hours=1)
        )
        try:
            letter = draft_letter(officer, dossier)
        except RuleBroken:
            return
        new_due_at = None if letter.apology_only else apology.new_due_at
        save_letter(officer, dossier, letter, edits=Edits(apology.reason, apology.words, new_due_at))
        submit_letter(officer, dossier, letter)
        approve_letter(head, dossier, letter, ports=self.ports, office=self.office)
        sender = replace(officer, now=at)
        issue_letter(sender, dossier, letter, way=apology.way)

    def act(self, role: Role, unit_id: int, at: datetime) -> Act:
        """What somebody of a unit does at a moment."""
        holder = self.settings.holders(role, {unit_id}, local_day(self.now))[0]
        actor: Actor = actor_for(self.settings, holder.id, local_day(self.now))
        return Act(self.session, actor, at, self.settings)

    def dossier(self, filing: Filing) -> Dossier:
        """The dossier of a filing in the register."""
        return self.session.scalars(select(Dossier).where(Dossier.code == filing.row.code)).one()

    def keep_certificates(self) -> None:
        """Sample certificates for the agencies that write letters."""
        authority = sample_authority(self.now - timedelta(weeks=WEEKS + 1))
        system = Act(self.session, SYSTEM, self.now, self.settings)
        units = self.session.scalars(select(Procedure.unit_id).distinct())
        for unit_id in {agency_of(self.settings, each, system.today) for each in units}:
            unit = self.settings.units[unit_id]
            password = token_urlsafe(16)
            head = self.settings.holders(Role.LEADER, {unit_id}, system.today)[0]
            key = authority.key_for(unit.name, unit.name, password=password)
            pictures = sample_signature(head.name), sample_seal(unit.name)
            new = NewCertificate(key.pkcs12, password, *pictures, is_sample=True)
            keep_certificate(system, unit_id, new, ports=self.ports)

    def leave_work(self) -> None:
        """Some of today's letters wait at each step, and a few results are known but not updated."""
        today = local_day(self.now)
        wanted = select(Dossier).where(Dossier.is_open, Dossier.reappointments == 0, Dossier.due_on <= today)
        overdue = self.session.scalars(wanted.order_by(Dossier.due_on, Dossier.id)).all()
        for place, dossier in enumerate(overdue):
            officer = self.act(Role.OFFICER, dossier.unit_id, self.now - timedelta(minutes=50))
            if place % 6 == 5:
                done_on = self.settings.reckoning(dossier.unit_id, today).calendar.last_working_before(today)
                evidence = "Kết quả đã ký ngày làm việc trước, có trong sổ trả kết quả của quầy"
                mark_solved(
                    officer,
                    dossier,
                    solved_on=max(done_on, local_day(dossier.received_at)),
                    evidence=evidence,
                )
            elif place % 6 in (1, 2):
                self._draft(officer, dossier, submitted=place % 6 == 2)

    def _draft(self, officer: Act, dossier: Dossier, *, submitted: bool) -> None:
        letter = draft_letter(officer, dossier)
        if submitted:
            words = "Cần kiểm tra thực tế tại cơ sở, đoàn kiểm tra chưa bố trí được lịch"
            edits = Edits(DelayReason.VERIFICATION, words, letter.new_due_at)
            save_letter(officer, dossier, letter, edits=edits)
            submit_letter(officer, dossier, letter)


def seed_dossiers(
    session: Session, now: datetime, *, ports: Ports, office: Office, count: int = DOSSIERS, seed: int = 1
) -> Iterator[int]:
    """Live a year of dossiers, deterministic by seed; yields how many there are so far, for a progress bar."""
    settings = load_settings(session)
    year = OneStopYear(session, now, ports, office, settings, Random(seed))  # invented lives, not secrets
    procedures = list(session.scalars(select(Procedure).order_by(Procedure.code)))
    unit_id = procedures[0].unit_id
    filer = Filer(year.random, now, settings.reckoning(unit_id, local_day(now)), Promises(settings))
    yield from year.live(list(filer.filings(procedures, count)))
    year.leave_work()
    settle_letters(session, now)


def settle_letters(session: Session, now: datetime) -> None:
    """Letters of the past have arrived, and the figures are counted."""
    session.execute(
        update(LetterDelivery)
        .where(LetterDelivery.at < now - timedelta(days=1))
        .values(status=DeliveryStatus.DONE, done_at=LetterDelivery.at, remark="Đã giao cho người nộp hồ sơ")
    )
    for bucket in marked_dossier_months(session):
        count_dossier_month(Act(session, SYSTEM, now, load_settings(session)), bucket)
    session.commit()
