"""Reclassifying: another kind or category, its clocks reckoned anew from receipt (rules §2)."""

from dataclasses import dataclass, replace
from datetime import date

from portal.domain.events import EventKind
from portal.domain.kinds import MAIN_KINDS, Kind
from portal.domain.permissions import Permission
from portal.domain.policies import Leg, policy_for
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.clocks import facts_of, reckoning_for
from portal.services.act import Act
from portal.services.clocks import apply_deadline, running, show_on_case, subject_of
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.transition import record, require

# Kept with the event as the cause of a moved due date; the reason given by staff stays internal.
CAUSE = "Phân loại lại"


def reclassify_case(act: Act, case: Case, *, kind: Kind, category_id: int | None, reason: str) -> None:
    """Give an open case another kind or category; its unit stays, its due date follows the policy now fitting.

    Raises RuleBroken, IllegalStep, NotPermitted.
    """
    _check(act, case, kind=kind, category_id=category_id)
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    record(
        act,
        case,
        EventKind.RECLASSIFIED,
        kind=kind.value,
        category_id=category_id,
        from_kind=case.kind.value,
        from_category_id=case.category_id,
        reason=nfc(reason).strip(),
    )
    case.kind, case.category_id = kind, category_id
    _reckon_anew(act, case)
    mark_figures(act, case)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The due date as it is, and as it would be."""

    before: date
    after: date

    @property
    def moves(self) -> bool:
        """Whether it would be another day."""
        return self.before != self.after


def foresee_reclassification(act: Act, case: Case, *, kind: Kind, category_id: int | None) -> Outlook:
    """What reclassifying would make of the due date; nothing is changed. Raises RuleBroken, NotPermitted."""
    require(act.actor, Permission.RECLASSIFY, case)
    _check(act, case, kind=kind, category_id=category_id)
    chain = act.settings.category_chain(category_id)
    subject = replace(subject_of(act.settings, case), kind=kind, category_ids=chain)
    policy = policy_for(Leg.ANSWER, subject, act.settings.clock_policies)
    if policy is None:
        raise RuleBroken("kind", "no_response_clock")
    after = case.due_on
    for clock in running(act.session, case.id, Leg.ANSWER):
        facts = replace(facts_of(clock), term=policy.term)
        after = reckoning_for(act.settings, clock).deadline(facts).due_on
    return Outlook(case.due_on, after)


def _check(act: Act, case: Case, *, kind: Kind, category_id: int | None) -> None:
    if kind not in MAIN_KINDS:
        raise RuleBroken("kind", "other_procedure")
    if category_id is not None and category_id not in act.settings.categories:
        raise RuleBroken("category_id", "unknown")
    if kind is case.kind and category_id == case.category_id:
        raise RuleBroken("category_id", "unchanged")


def _reckon_anew(act: Act, case: Case) -> None:
    before = case.due_on
    for clock in running(act.session, case.id):
        _follow_policy(act, case, clock)
    if case.due_on != before:
        dates = {"from": before.isoformat(), "to": case.due_on.isoformat()}
        record(act, case, EventKind.DUE_MOVED, notice=CAUSE, **dates)


def _follow_policy(act: Act, case: Case, clock: CaseClock) -> None:
    """Put a running leg under the policy that fits the case now; its start and its pauses stay."""
    policy = policy_for(clock.leg, subject_of(act.settings, case), act.settings.clock_policies)
    if policy is None:
        if clock.leg is Leg.ANSWER:
            raise RuleBroken("kind", "no_response_clock")
        return
    clock.policy_id = policy.id
    clock.amount, clock.time_unit = policy.term.amount, policy.term.unit
    apply_deadline(act.settings, clock)
    if clock.leg is Leg.ANSWER:
        show_on_case(case, clock)
