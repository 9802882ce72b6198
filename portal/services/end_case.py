"""Ending a case: closed after the answer, or withdrawn by its sender."""

from portal.domain.events import EventKind
from portal.models.case import Case
from portal.services.act import Act
from portal.services.clocks import stop_all
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.merge_case import release_merged
from portal.services.messages import tell_sender, tell_staff
from portal.services.transition import record


def close_case(act: Act, case: Case) -> None:
    """Close an answered case, by hand or when its window is over."""
    record(act, case, EventKind.CLOSED)
    case.check_after = None


def withdraw_case(act: Act, case: Case, *, reason: str) -> None:
    """End a case because its sender wants so, on record. Raises RuleBroken without a reason."""
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    record(act, case, EventKind.WITHDRAWN, reason=reason.strip())
    release_merged(act, case)
    stop_all(act, case)
    case.check_after = None
    mark_figures(act, case)
    officer = act.settings.people.get(case.officer_id) if case.officer_id else None
    tell_staff(act, case, "staff_withdrawn", to=[officer] if officer else [])
    tell_sender(act, case, "withdrawn")
