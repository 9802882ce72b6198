"""Not accepting a case: proposed by one person with a reason from the list, decided by another (rules §2)."""

from sqlalchemy import select

from portal.domain.answers import SamePerson
from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.refusal import RefusalReason
from portal.domain.text import nfc
from portal.models.case import Case, CaseEvent
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.clocks import stop_all
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.merge_case import release_merged
from portal.services.messages import tell_sender, tell_staff
from portal.services.transition import record, require


def propose_refusal(act: Act, case: Case, *, reason: str, text: str) -> None:
    """Propose not to accept a case, with what the sender is to be told. Raises RuleBroken."""
    if reason not in list(RefusalReason):
        raise RuleBroken("reason_code", "missing")
    if not text.strip():
        raise RuleBroken("text", "missing")
    if case.refusal_proposer_id is not None:
        raise RuleBroken("reason_code", "proposed_before")
    record(act, case, EventKind.REFUSAL_PROPOSED, reason_code=reason, text=nfc(text).strip())
    case.refusal_proposer_id = act.actor.account_id
    tell_staff(act, case, "staff_refusal_proposed", to=_deciders(act, case))


def refuse_case(act: Act, case: Case, *, text: str) -> None:
    """Do not accept a case, as somebody else proposed; its clocks stop and the sender is told why.

    Raises RuleBroken without a proposal or words for the sender, SamePerson for whoever proposed it.
    """
    proposed = _proposed(act, case)
    if act.actor.account_id == case.refusal_proposer_id:
        raise SamePerson(case.refusal_proposer_id)
    if not text.strip():
        raise RuleBroken("text", "missing")
    reason, told = RefusalReason(proposed.facts["reason_code"]), nfc(text).strip()
    record(act, case, EventKind.REFUSED, reason_code=reason.value, text=told)
    release_merged(act, case)
    case.check_after = None
    stop_all(act, case)
    mark_figures(act, case)
    tell_sender(act, case, "refused", refusal=reason.value, text=told)


def decline_refusal(act: Act, case: Case, *, text: str) -> None:
    """Say no to a proposal, or take one's own back; the case goes on. Raises RuleBroken."""
    _proposed(act, case)
    if act.actor.account_id != case.refusal_proposer_id:
        require(act.actor, Permission.REFUSE, case)
    if not text.strip():
        raise RuleBroken("text", "missing")
    proposer = act.settings.people.get(case.refusal_proposer_id or 0)
    record(act, case, EventKind.REFUSAL_DECLINED, text=nfc(text).strip())
    case.refusal_proposer_id = None
    tell_staff(act, case, "staff_refusal_declined", to=[proposer] if proposer else [])


def proposal_of(act: Act, case: Case) -> CaseEvent | None:
    """The proposal that waits for a decision."""
    if case.refusal_proposer_id is None:
        return None
    proposed = select(CaseEvent).where(
        CaseEvent.case_id == case.id, CaseEvent.kind == EventKind.REFUSAL_PROPOSED
    )
    return act.session.scalars(proposed.order_by(CaseEvent.number.desc()).limit(1)).first()


def _proposed(act: Act, case: Case) -> CaseEvent:
    proposal = proposal_of(act, case)
    if proposal is None:
        raise RuleBroken("text", "not_proposed")
    return proposal


def _deciders(act: Act, case: Case) -> list[Person]:
    """The leaders of the unit, and the coordinators of the receiving unit, who stays responsible."""
    leaders = act.settings.holders(Role.LEADER, {case.unit_id}, act.today)
    above = act.settings.standing_chain(case.receiving_unit_id, act.today)
    return [*leaders, *act.settings.holders(Role.COORDINATOR, above, act.today)]
