"""Makes the reports that were asked for, one after another, and puts down those that fall due."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.jobs.running import each_alone, now, session, system_act
from portal.ports import Ports
from portal.queries.figures import freshness
from portal.queries.open_data.edition import one_view
from portal.queries.reports.kept import Report, reports_to_make
from portal.services.act import Act
from portal.services.reports.make_report import (
    Claim,
    claim_report,
    composed_report,
    give_up_report,
    make_report,
    tell_progress,
)
from portal.services.reports.schedule_reports import schedule_reports

# For so long a report waits until everything is counted; after that it says that some changes are not.
PATIENCE = timedelta(minutes=2)


def work_on_reports(ports: Ports) -> int:
    """Put down what falls due, then make everything that waits; returns how many were made."""
    _schedule()
    claims: dict[int, Claim] = {}

    def make(act: Act, report_id: int) -> bool:
        claim = None if _is_early(act, report_id) else claim_report(act, report_id)
        if claim is None:
            return False
        claims[report_id] = claim
        act.session.commit()
        # Everything that is told is of one moment; what is kept is written in a transaction of its own.
        one_view(act.session)
        content = composed_report(act, report_id)
        act.session.rollback()
        return make_report(act, claim, content, ports=ports, watch=_telling(claim))

    def give_up(act: Act, report_id: int, error: Exception) -> None:
        if report_id in claims:
            give_up_report(act, claims[report_id], error)

    return each_alone(reports_to_make(session()), make, on_error=give_up)


def _schedule() -> None:
    try:
        schedule_reports(system_act())
        session().commit()
    except IntegrityError:  # another worker was there first
        session().rollback()


def _is_early(act: Act, report_id: int) -> bool:
    """Whether it is worth waiting for the figures to be counted."""
    asked_at = act.session.get_one(Report, report_id).asked_at
    return act.now - asked_at < PATIENCE and freshness(act.session, act.now).recounting


def _telling(claim: Claim) -> Callable[[int], None]:
    """Put the progress on record, apart from the work itself, which is not committed before its end."""

    def tell(percent: int) -> None:
        with Session(session().get_bind()) as beside:
            tell_progress(beside, claim, percent=percent, now=now())
            beside.commit()

    return tell
