"""Diversion: a complaint or denunciation leaves this flow and is sealed at once (rules §7, law §3.5–3.6)."""

from enum import StrEnum

from sqlalchemy import select

from portal.domain.answers import PublicationStatus
from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.desk import SealedOpening
from portal.ports import Ports
from portal.services.act import Act
from portal.services.clocks import stop_all
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.merge_case import release_merged
from portal.services.messages import tell_sender
from portal.services.publish_answer import current_draft, take_off_page
from portal.services.seal_case import seal_case
from portal.services.split_case import children_of
from portal.services.transition import record


class Procedure(StrEnum):
    """The procedure a case is diverted to."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


def divert_case(act: Act, case: Case, *, procedure: str, ports: Ports, to: str = "") -> None:
    """Seal a case: off every list, its words encrypted, the sender told neutrally, nobody else told.

    Raises RuleBroken, NotPermitted, IllegalStep; SealBroken when there is no key to seal with.
    """
    if procedure not in list(Procedure):
        raise RuleBroken("procedure", "unknown")
    if not act.actor.may(Permission.DIVERT, case.unit_id, case.receiving_unit_id):
        raise NotPermitted(Permission.DIVERT)
    if case.parent_id is not None:
        raise RuleBroken("procedure", "part_of_another")
    release_merged(act, case)
    take_off_page(act.as_system(), case, reason="diverted")
    stop_all(act, case)
    record(act, case, EventKind.DIVERTED, procedure=procedure, to=to.strip())
    case.officer_id, case.check_after, case.answer_status = None, None, None
    mark_figures(act, case)
    _withdraw_draft(act, case)
    tell_sender(act, case, "diverted")
    seal_case(act, case, ports)
    # What was cut out of it says the same: the parts are sealed with the whole.
    for child in children_of(act, case):
        if not child.sealed:
            stop_all(act, child)
            record(act.as_system(), child, EventKind.DIVERTED, procedure=procedure, to=to.strip())
            child.officer_id, child.check_after, child.answer_status = None, None, None
            mark_figures(act, child)
            seal_case(act, child, ports)


def _withdraw_draft(act: Act, case: Case) -> None:
    """No public version of it waits for release."""
    draft = current_draft(act, case)
    if draft is not None:
        draft.status, draft.ended_at = PublicationStatus.WITHDRAWN, act.now


def sealed_stubs(act: Act) -> list[Case]:
    """The sealed cases, newest first, for the designated person alone. Raises NotPermitted."""
    units = act.actor.units_for(Permission.OPEN_SEALED)
    if not units:
        raise NotPermitted(Permission.OPEN_SEALED)
    wanted = select(Case).where(Case.sealed, Case.receiving_unit_id.in_(units)).order_by(Case.id.desc())
    return list(act.session.scalars(wanted.limit(200)))


def open_sealed(act: Act, reference: str) -> Case | None:
    """Open one sealed case; every opening is logged. None for everybody who may not."""
    units = act.actor.units_for(Permission.OPEN_SEALED)
    wanted = select(Case).where(Case.reference == reference, Case.sealed, Case.receiving_unit_id.in_(units))
    case = act.session.scalars(wanted).one_or_none() if units else None
    if case is not None and act.actor.account_id is not None:
        act.session.add(SealedOpening(case_id=case.id, account_id=act.actor.account_id, opened_at=act.now))
    return case
