"""Reports that are kept: for those whose figures reach all units of a report, and for the worker."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.reports.spec import Chapter, Days, ReportSpec, ReportStatus
from portal.domain.wording import Language
from portal.models.report import Report, ReportUnit
from portal.queries.settings import Settings

__all__ = ["Report", "ReportStatus"]

PAGE = 20
UNFINISHED = (ReportStatus.WAITING, ReportStatus.WORKING)


def reportable(settings: Settings, actor: Actor) -> frozenset[int]:
    """The units on which an actor may have a report: those whose figures, and all below them, are theirs to see."""
    reach = actor.units_for(Permission.SEE_FIGURES)
    return frozenset(each for each in reach if settings.units_below(each) <= reach)


def sees_whole(settings: Settings, actor: Actor) -> bool:
    """Whether an actor sees the figures of every unit there is."""
    return bool(settings.units) and actor.units_for(Permission.SEE_FIGURES) >= settings.units.keys()


def _visible(settings: Settings, actor: Actor) -> ColumnElement[bool]:
    """Reports on units that are the actor's, with nothing of any other: units move, and what they had stays."""
    reach = actor.units_for(Permission.SEE_FIGURES)
    beyond = exists().where(ReportUnit.report_id == Report.id, ReportUnit.unit_id.not_in(sorted(reach)))
    own = and_(Report.unit_id.in_(sorted(reportable(settings, actor))), ~Report.whole, ~beyond)
    return or_(own, Report.whole) if sees_whole(settings, actor) else own


def report_page(
    session: Session, settings: Settings, actor: Actor, *, before: int | None = None
) -> Sequence[Report]:
    """Reports an actor may see, newest first; one more than a page shows."""
    wanted = select(Report).where(_visible(settings, actor)).order_by(Report.id.desc()).limit(PAGE + 1)
    if before is not None:
        wanted = wanted.where(Report.id < before)
    return session.scalars(wanted).all()


def report_by_id(session: Session, settings: Settings, actor: Actor, *, report_id: int) -> Report | None:
    """One report, if the actor may see it."""
    return session.scalar(select(Report).where(Report.id == report_id, _visible(settings, actor)))


def reports_to_make(session: Session) -> Sequence[int]:
    """The reports that wait, or that a worker has left, oldest first."""
    wanted = select(Report.id).where(Report.status.in_(UNFINISHED)).order_by(Report.id)
    return session.scalars(wanted).all()


def spec_of(row: Report) -> ReportSpec:
    """What a report covers."""
    language: Language = "en" if row.language == "en" else "vi"
    chapters = frozenset(Chapter(each) for each in row.chapters)
    days = Days(row.first_on, row.last_on)
    named = {"addressees": tuple(row.addressees), "recipients": tuple(row.recipients)}
    return ReportSpec(row.unit_id, days, row.whole, row.as_now, language, chapters, **named)
