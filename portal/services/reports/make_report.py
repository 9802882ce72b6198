"""Makes a report: counts, composes, writes its files, keeps them, and says that it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from portal.domain.permissions import Role
from portal.domain.reports.compose import compose
from portal.domain.reports.content import Content, FiledReport
from portal.domain.reports.kept import digest, kept
from portal.domain.reports.spec import ReportSpec, ReportStatus, days_words
from portal.domain.time import VIETNAM
from portal.domain.wording import Language
from portal.models.report import Report
from portal.ports import Ports
from portal.queries.reports.facts import report_facts
from portal.queries.reports.kept import UNFINISHED, spec_of
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.messages import tell_staff
from portal.services.reports.request_report import cover, covered

# A report that stops whoever makes it is given up after so many tries.
MOST_TRIES = 3
LEASE = timedelta(minutes=5)

# In percent, after each of the things that are done.
COUNTED, SET, WORDED = 40, 70, 85

# Told how far it has come; what is told is committed apart from the work.
Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Claim:
    """A report that a worker has for itself, until another takes its turn."""

    report_id: int
    turn: int

    @property
    def holds(self) -> tuple[ColumnElement[bool], ...]:
        """Whether the report is still this worker's, and to be made."""
        return Report.id == self.report_id, Report.turn == self.turn, Report.status.in_(UNFINISHED)


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """A report with its files as bytes, by their ending."""

    report: FiledReport
    files: dict[str, bytes]


def claim_report(act: Act, report_id: int) -> Claim | None:
    """Take a report for this worker alone; None while another has it. The caller commits before the work begins."""
    free = or_(Report.claimed_until.is_(None), Report.claimed_until < act.now)
    mine = update(Report).where(Report.id == report_id, Report.status.in_(UNFINISHED), free)
    taken = mine.values(
        claimed_until=act.now + LEASE,
        status=ReportStatus.WORKING,
        tries=Report.tries + 1,
        turn=Report.turn + 1,
        progress=0,
    )
    found = act.session.execute(taken.returning(Report.tries, Report.turn)).one_or_none()
    if found is None:
        return None
    claim = Claim(report_id, found.turn)
    if found.tries > MOST_TRIES:
        give_up_report(act, claim, TimeoutError())
        return None
    return claim


def tell_progress(session: Session, claim: Claim, *, percent: int, now: datetime) -> None:
    """Put on record how far the worker has come, while the report is its own. The caller commits."""
    told = update(Report).where(*claim.holds)
    session.execute(told.values(progress=percent, claimed_until=now + LEASE))


def make_report(act: Act, claim: Claim, content: Content, *, ports: Ports, watch: Watch) -> bool:
    """Write the files of a composed report and keep them; whether that was still this worker's to do.

    The caller commits.

    What fails is undone by the caller, who then calls `give_up_report`; files of a broken try are nobody's and are
    small. A worker that was stopped half-way leaves the report as it was, and another begins it anew.
    """
    row = act.session.scalar(select(Report).where(*claim.holds))
    if row is None:
        return False
    watch(COUNTED)
    made = write_files(content, record_of(act.settings, row), ports=ports, watch=watch)
    done = (
        update(Report)
        .where(*claim.holds)
        .values(status=ReportStatus.MADE, progress=100, made_at=act.now, claimed_until=None, problem="")
    )
    if act.session.scalar(done.returning(Report.id)) is None:
        return False
    row.content, row.digest = kept(content), made.report.digest
    row.as_of = datetime.fromisoformat(content.as_of)
    row.files = {ending: ports.files.put(file) for ending, file in made.files.items()}
    cover(act, row, covered(act, spec_of(row)))
    _tell(act, row)
    act.session.flush()
    return True


def composed_report(act: Act, report_id: int) -> Content:
    """What a report says, composed now."""
    row = act.session.get_one(Report, report_id)
    return composed(act.session, act.settings, spec_of(row), now=act.now)


def composed(session: Session, settings: Settings, spec: ReportSpec, *, now: datetime) -> Content:
    """What a report says now."""
    return compose(report_facts(session, settings, spec, now=now))


def write_files(content: Content, record: str, *, ports: Ports, watch: Watch) -> MadeFiles:
    """The three files of a report. Raises Refused."""
    report = FiledReport(content, record, digest(content))
    pdf = ports.reports.pdf(report)
    watch(SET)
    docx = ports.reports.docx(report)
    watch(WORDED)
    with ports.reports.xlsx(report) as book:
        xlsx = book.read()
    return MadeFiles(report, {"pdf": pdf, "docx": docx, "xlsx": xlsx})


def record_of(settings: Settings, row: Report) -> str:
    """What a report is kept under: "3/2026/SCT"."""
    return f"{row.number}/{row.year}/{settings.units[row.unit_id].code}"


def give_up_report(act: Act, claim: Claim, error: Exception) -> bool:
    """Put on record that a report could not be made; not where another worker has it, or has made it."""
    given_up = (
        update(Report)
        .where(*claim.holds)
        .values(status=ReportStatus.FAILED, claimed_until=None, problem=type(error).__name__[:80])
    )
    return act.session.scalar(given_up.returning(Report.id)) is not None


def _tell(act: Act, row: Report) -> None:
    """Those who asked for it know; of what fell due the leader and the coordinator of the agency hear."""
    if row.plan is None or row.due_on is None:
        return
    settings = act.settings
    told = {
        person.id: person
        for role in (Role.LEADER, Role.COORDINATOR)
        for person in settings.holders(role, [row.unit_id], act.today)
    }
    for person in told.values():
        language: Language = "en" if person.language == "en" else "vi"
        facts = {
            "report_id": row.id,
            "period": days_words(spec_of(row).days, language),
            "report_due": f"{row.due_on:%d/%m/%Y}",
            "made": f"{act.now.astimezone(VIETNAM):%d/%m/%Y}",
        }
        tell_staff(act, None, "staff_report_ready", to=[person], always=True, **facts)
