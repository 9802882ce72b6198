"""Handing over: a case goes to a named agency outside this portal, with a numbered slip (rules §2)."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.text import nfc
from portal.domain.workflow import IllegalStep, transition_for
from portal.models.case import Case
from portal.models.transfer import TransferSlip
from portal.services.act import Act
from portal.services.clocks import freeze, running, stop_all
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.merge_case import release_merged
from portal.services.messages import tell_sender
from portal.services.numbering import next_number
from portal.services.route_case import standing_for
from portal.services.transition import record, require

SERIES = "transfer"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom a case goes, where that is, and why it is theirs."""

    agency: str
    address: str
    reason: str


def hand_over(act: Act, case: Case, handing: Handing) -> TransferSlip:
    """Hand a case over; its clocks stop, the sender is told to whom and why.

    Raises RuleBroken, IllegalStep, NotPermitted.
    """
    _check(handing)
    # Asked before the number is taken: what is refused must use up none.
    require(act.actor, Permission.HAND_OVER, case)
    if transition_for(EventKind.HANDED_OVER, case.state) is None:
        raise IllegalStep(EventKind.HANDED_OVER, case.state)
    slip = _slip(act, case, handing)
    for clock in running(act.session, case.id, Leg.TRANSFER):
        freeze(act, clock)
    record(act, case, EventKind.HANDED_OVER, agency=slip.agency, slip_id=slip.id, reason=slip.reason)
    release_merged(act, case)
    stop_all(act, case)
    case.check_after = None
    mark_figures(act, case)
    # The address may be missing, and a template cannot leave out the space before it.
    receiver = ", ".join(filter(None, (slip.agency, slip.agency_address)))
    tell_sender(act, case, "handed_over", agency=slip.agency, receiver=receiver, reason=slip.reason)
    return slip


def slip_of(act: Act, case: Case) -> TransferSlip | None:
    """The slip of a case that was handed over."""
    return act.session.scalar(select(TransferSlip).where(TransferSlip.case_id == case.id))


def _check(handing: Handing) -> None:
    if not handing.agency.strip():
        raise RuleBroken("agency", "missing")
    if len(handing.agency) > LONGEST_NAME:
        raise RuleBroken("agency", "too_long")
    if not handing.reason.strip():
        raise RuleBroken("reason", "missing")


def _slip(act: Act, case: Case, handing: Handing) -> TransferSlip:
    # Before anybody was given the case it is the receiving unit's to hand over.
    unit_id = case.receiving_unit_id if case.state is State.RECEIVED else case.unit_id
    unit_id = standing_for(act, case, unit_id)
    year = act.today.year
    slip = TransferSlip(
        case_id=case.id,
        unit_id=unit_id,
        year=year,
        number=next_number(act.session, SERIES, unit_id, year=year),
        agency=" ".join(nfc(handing.agency).split()),
        agency_address=" ".join(nfc(handing.address).split()),
        reason=nfc(handing.reason).strip(),
        made_by_id=act.actor.account_id,
        made_at=act.now,
    )
    act.session.add(slip)
    act.session.flush()
    return slip
