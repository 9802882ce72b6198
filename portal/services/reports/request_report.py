"""Asks for a report: the worker makes it, and it is kept for good."""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert

from portal.domain.official_paper import is_too_long
from portal.domain.permissions import Permission
from portal.domain.reports.schedule import Due
from portal.domain.reports.spec import LONGEST, ReportSpec, ReportStatus
from portal.models.report import Report, ReportUnit
from portal.queries.reports.facts import wanted_for
from portal.queries.reports.kept import UNFINISHED, reportable, sees_whole
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.numbering import next_number

SERIES = "report"
# The portal knows nothing of what was before.
EARLIEST = date(2000, 1, 1)


def request_report(act: Act, spec: ReportSpec) -> Report:
    """Put a report down for the worker.

    Raises NotPermitted for units whose figures, or those of units below them, are not the actor's to see; RuleBroken
    for days that are in the wrong order, too many or have not begun, or on which the unit had others below it that
    have moved out of the actor's reach; or for lists of names that are too long.
    """
    allowed = reportable(act.settings, act.actor)
    if spec.unit_id not in allowed or (spec.whole and not sees_whole(act.settings, act.actor)):
        raise NotPermitted(Permission.SEE_FIGURES)
    check_days(spec, act.today)
    for name in ("addressees", "recipients"):
        if is_too_long(getattr(spec, name)):
            raise RuleBroken(name, "list_too_long")
    if not covered(act, spec) <= act.actor.units_for(Permission.SEE_FIGURES):
        raise RuleBroken("unit", "had_others")
    return put_down(act, spec)


def covered(act: Act, spec: ReportSpec) -> frozenset[int]:
    """The units whose figures a report would tell today: those of then, which may stand elsewhere by now."""
    return wanted_for(act.settings, spec, act.today).unit_ids


def check_days(spec: ReportSpec, today: date) -> None:
    """Raises RuleBroken for days a report cannot cover."""
    days = spec.days
    if days.last < days.first:
        raise RuleBroken("last", "before_first")
    if days.last - days.first > LONGEST:
        raise RuleBroken("last", "too_long")
    if days.first > today or days.first < EARLIEST:
        raise RuleBroken("first", "not_begun" if days.first > today else "too_early")
    if not spec.chapters:
        raise RuleBroken("chapters", "missing")


def put_down(act: Act, spec: ReportSpec, due: Due | None = None) -> Report:
    """A report that waits for the worker, numbered in the series of its unit and year."""
    scheduled: dict[str, Any] = {"plan": due.plan, "due_on": due.due_on} if due else {}
    row = Report(
        unit_id=spec.unit_id,
        year=act.today.year,
        number=next_number(act.session, SERIES, spec.unit_id, year=act.today.year),
        first_on=spec.days.first,
        last_on=spec.days.last,
        whole=spec.whole,
        as_now=spec.as_now,
        language=spec.language,
        chapters=sorted(spec.chapters),
        addressees=list(spec.addressees),
        recipients=list(spec.recipients),
        asked_by_id=act.actor.account_id,
        asked_at=act.now,
        **scheduled,
    )
    act.session.add(row)
    act.session.flush()
    cover(act, row, covered(act, spec))
    return row


def cover(act: Act, row: Report, unit_ids: frozenset[int]) -> None:
    """Put on record whose figures a report tells, by which it is seen who may read it."""
    act.session.execute(delete(ReportUnit).where(ReportUnit.report_id == row.id))
    act.session.execute(
        insert(ReportUnit), [{"report_id": row.id, "unit_id": each} for each in sorted(unit_ids)]
    )


def try_again(act: Act, row: Report) -> None:
    """Have a report made that could not be made before. Raises RuleBroken for any other."""
    if row.status is not ReportStatus.FAILED:
        raise RuleBroken("status", "not_failed")
    row.status, row.problem, row.progress, row.tries = UNFINISHED[0], "", 0, 0
    act.session.flush()
