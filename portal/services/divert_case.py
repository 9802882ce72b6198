"""Diversion: a complaint or denunciation leaves this flow and is sealed at once (rules §7, law §3.5–3.6)."""

from enum import StrEnum

from sqlalchemy import delete, select, update

from portal.domain.answers import PublicationStatus
from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.desk import SealedOpening
from portal.models.message import CallBack, Message, MessageStatus
from portal.models.public_version import PublicationDismissal, PublicPicture
from portal.services.act import Act
from portal.services.clocks import stop_all
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.merge_case import release_merged
from portal.services.messages import tell_sender
from portal.services.publish_answer import current_draft, take_off_page
from portal.services.split_case import children_of
from portal.services.transition import record


class Procedure(StrEnum):
    """The procedure a case is diverted to."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


def divert_case(act: Act, case: Case, *, procedure: str, to: str = "") -> None:
    """Seal a case: off every list, its public text withdrawn, the sender told neutrally, nobody else told."""
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
    _untell_staff(act, case)
    _clear_desks(act, case)
    tell_sender(act, case, "diverted")
    # What was cut out of it says the same: the parts are sealed with the whole.
    for child in children_of(act, case):
        if not child.sealed:
            _seal_part(act, child, procedure=procedure, to=to)


def _seal_part(act: Act, child: Case, *, procedure: str, to: str) -> None:
    stop_all(act, child)
    record(act.as_system(), child, EventKind.DIVERTED, procedure=procedure, to=to.strip())
    child.officer_id, child.check_after, child.answer_status = None, None, None
    mark_figures(act, child)
    _untell_staff(act, child)


def _clear_desks(act: Act, case: Case) -> None:
    """Nobody is to phone about it, and no public version of it waits for release or leaves words or pictures."""
    act.session.execute(delete(CallBack).where(CallBack.case_id == case.id))
    act.session.execute(delete(PublicationDismissal).where(PublicationDismissal.case_id == case.id))
    # Swept with their files.
    loosened = update(PublicPicture).where(PublicPicture.case_id == case.id).values(publication_id=None)
    act.session.execute(loosened)
    draft = current_draft(act, case)
    if draft is not None:
        draft.status, draft.ended_at, draft.reason = PublicationStatus.WITHDRAWN, act.now, "diverted"


def _untell_staff(act: Act, case: Case) -> None:
    """Mails that wait for the morning would still tell the accused unit (rules §7: never told)."""
    waiting = delete(Message).where(Message.case_id == case.id, Message.account_id.is_not(None))
    act.session.execute(waiting.where(Message.status == MessageStatus.QUEUED))


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
