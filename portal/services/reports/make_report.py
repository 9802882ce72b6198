"""Makes a report: counts, composes, writes its files, keeps them, and says that it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update
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
class MadeFiles:
    """A report with its files as bytes, by their ending."""

    report: FiledReport
    files: dict[str, bytes]


def claim_report(act: Act, report_id: int) -> bool:
    """Take a report for this worker alone; whether no other has it. The caller commits before the work begins."""
    free = or_(Report.claimed_until.is_(None), Report.claimed_until < act.now)
    mine = update(Report).where(Report.id == report_id, Report.status.in_(UNFINISHED), free)
    taken = mine.values(
        claimed_until=act.now + LEASE, status=ReportStatus.WORKING, tries=Report.tries + 1, progress=0
    )
    tries = act.session.scalar(taken.returning(Report.tries))
    if tries is None:
        return False
    if tries > MOST_TRIES:
        give_up_report(act, report_id, TimeoutError())
        return False
    return True


def tell_progress(session: Session, report_id: int, *, percent: int, now: datetime) -> None:
    """Put on record how far the worker has come. The caller commits."""
    told = update(Report).where(Report.id == report_id)
    session.execute(told.values(progress=percent, claimed_until=now + LEASE))


def make_report(act: Act, report_id: int, content: Content, *, ports: Ports, watch: Watch) -> bool:
    """Write the files of a composed report and keep them; whether that was still to be done. The caller commits.

    What fails is undone by the caller, who then calls `give_up_report`; files of a broken try are nobody's and are
    small. A worker that was stopped half-way leaves the report as it was, and another begins it anew.
    """
    row = act.session.get_one(Report, report_id)
    if row.status not in UNFINISHED:
        return False
    watch(COUNTED)
    made = write_files(content, record_of(act.settings, row), ports=ports, watch=watch)
    row.content, row.digest = kept(content), made.report.digest
    row.as_of = datetime.fromisoformat(content.as_of)
    row.files = {ending: ports.files.put(file) for ending, file in made.files.items()}
    row.status, row.progress, row.made_at = ReportStatus.MADE, 100, act.now
    row.claimed_until, row.problem = None, ""
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


def give_up_report(act: Act, report_id: int, error: Exception) -> None:
    """Put on record that a report could not be made."""
    row = act.session.get_one(Report, report_id, populate_existing=True)
    row.status, row.claimed_until, row.problem = ReportStatus.FAILED, None, type(error).__name__[:80]
    act.session.flush()


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
