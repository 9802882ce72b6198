"""Routing a case to the unit responsible: by rule, by hand, again, or back to the coordinator."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import update

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.policies import Leg
from portal.domain.routing import Matter, Route, RoutingRule, route, route_sentence
from portal.domain.states import State
from portal.domain.terms import term
from portal.domain.wording import Language
from portal.models.answer import Answer
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.clocks import freeze, running, start_leg
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.messages import tell_staff
from portal.services.transition import record


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a case goes and why; the rule is named when one decided, or when a person decided otherwise."""

    unit_id: int
    reason: str
    rule_id: int | None = None
    passed_over_id: int | None = None


def matter_of(settings: Settings, case: Case) -> Matter:
    """The case as routing rules see it."""
    return Matter(
        kind=case.kind,
        channel=case.channel,
        category_ids=settings.category_chain(case.category_id),
        area_ids=settings.area_chain(case.area_id),
        text=f"{case.subject}\n{case.body}",
    )


def find_route(settings: Settings, matter: Matter, *, on: date) -> Route | None:
    """The first rule that matches; one whose unit is no more leads to whoever goes on with such matters."""
    found = route(matter, (rule for rule in settings.rules if _standing(settings, rule, matter, on=on)))
    if found is None:
        return None
    to = _standing(settings, found.rule, matter, on=on) or found.unit_id
    return found if to == found.unit_id else Route(replace(found.rule, unit_id=to), found.word)


def _standing(settings: Settings, rule: RoutingRule, matter: Matter, *, on: date) -> int | None:
    """The unit to which a rule leads a matter on a day; None when nobody goes on for it."""
    unit = settings.units[rule.unit_id]
    if unit.has_ended(on) and unit.id not in settings.tree.parts:
        return None  # closed without a successor: the coordinator decides, not whoever is above
    to = settings.tree.standing(unit.id, on, category_ids=matter.category_ids, area_ids=matter.area_ids)
    return to if settings.units[to].stands(on) else None


def explain_route(settings: Settings, found: Route, language: Language = "vi") -> str:
    """The sentence that says which rule matched, why, and where it leads."""
    rule, names = found.rule, {}
    if rule.category_id is not None:
        names["category"] = settings.categories[rule.category_id].named(language)
    if rule.area_id is not None:
        names["area"] = settings.areas[rule.area_id].name
    if rule.kind is not None:
        names["kind"] = term(rule.kind, language)
    if rule.channel is not None:
        names["channel"] = term(rule.channel, language)
    unit = settings.units[rule.unit_id].named(language)
    return route_sentence(found, unit, conditions=names, language=language)


def route_by_rule(act: Act, case: Case, *, legs: list[CaseClock] | None = None) -> bool:
    """Route a received case by the first rule that matches; without one it stays with the coordinator.

    `legs` are the running legs when the caller has them already, as for a case just opened.
    """
    found = find_route(act.settings, matter_of(act.settings, case), on=act.today)
    if found is None:
        case.route_reason = ""
        return False
    case.route_rule_id = found.rule.id
    reason = explain_route(act.settings, found)
    legs = _send(act.as_system(), case, Destination(found.unit_id, reason, found.rule.id), legs=legs)
    officer_id = found.rule.officer_id
    if officer_id is not None and _works_in(act, officer_id, found.unit_id):
        case.officer_id = officer_id
        record(act.as_system(), case, EventKind.ASSIGNED, officer_id=officer_id)
        satisfy_acceptance(act, legs)
    return True


def _works_in(act: Act, account_id: int, unit_id: int) -> bool:
    """Whether somebody takes cases in a unit today; a rule may name an officer who has left it."""
    roles = (Role.OFFICER, Role.LEADER)
    people = (each for role in roles for each in act.settings.holders(role, {unit_id}, act.today))
    return any(each.id == account_id for each in people)


def check_destination(act: Act, destination: Destination) -> None:
    """Refuse a unit that is not there and has no successor, or no reason. Raises RuleBroken."""
    unit = act.settings.units.get(destination.unit_id)
    if unit is None or not (unit.stands(act.today) or unit.id in act.settings.tree.parts):
        raise RuleBroken("unit_id", "unknown")
    if not destination.reason.strip():
        raise RuleBroken("reason", "missing")


def route_by_hand(
    act: Act, case: Case, destination: Destination, *, legs: list[CaseClock] | None = None
) -> None:
    """Route or re-route a case to a unit, with the reason. Raises RuleBroken, NotPermitted, IllegalStep."""
    check_destination(act, destination)
    to = standing_for(act, case, destination.unit_id)
    case.route_rule_id = None
    chosen = replace(destination, unit_id=to, passed_over_id=_passed_over(act, case, to))
    _send(_as_router(act, case), case, chosen, legs=legs)


def _passed_over(act: Act, case: Case, unit_id: int) -> int | None:
    """The rule that would have sent a case elsewhere while it is being entered: its figure counts that (rules §4)."""
    if case.entered_at != act.now or case.event_count > 1 or case.parent_id is not None:
        return None
    found = find_route(act.settings, matter_of(act.settings, case), on=act.today)
    return found.rule.id if found is not None and found.unit_id != unit_id else None


def standing_for(act: Act, case: Case, unit_id: int) -> int:
    """The unit, or whoever goes on for it with such a case."""
    settings, about = act.settings, {"category_id": case.category_id, "area_id": case.area_id}
    return settings.standing_unit(unit_id, act.today, **about)


def _as_router(act: Act, case: Case) -> Act:
    """Whoever splits a case says whose each part is, as it is opened; the workflow knows everybody else."""
    if act.actor.may(Permission.ROUTE, case.unit_id, case.receiving_unit_id):
        return act
    if case.parent_id is not None and case.entered_at == act.now:
        return act.as_system()
    if act.actor.by is not None:  # by hand: neither the system nor the sender
        raise NotPermitted(Permission.ROUTE)
    return act


def _send(act: Act, case: Case, to: Destination, *, legs: list[CaseClock] | None) -> list[CaseClock]:
    event = EventKind.ROUTED if case.state is State.RECEIVED else EventKind.REROUTED
    reason = to.reason.strip()
    facts = {"unit_id": to.unit_id, "reason": reason, "from_unit_id": case.unit_id, "rule_id": to.rule_id}
    if to.passed_over_id is not None:
        facts["passed_over_rule_id"] = to.passed_over_id
    record(act, case, event, **facts)
    _take_back_answer(act, case)
    case.unit_id, case.officer_id, case.route_reason = to.unit_id, None, reason
    mark_figures(act, case)
    legs = running(act.session, case.id) if legs is None else legs
    for clock in (leg for leg in legs if leg.leg is Leg.TRANSFER):
        freeze(act, clock)
    leaders = act.settings.holders(Role.LEADER, {to.unit_id}, act.today)
    tell_staff(act, case, "staff_routed", to=leaders)
    return [*legs, *_start_acceptance(act, case, legs)]


def _take_back_answer(act: Act, case: Case) -> None:
    """What a unit has prepared becomes a draft again: its approval does not go with the case to another."""
    if case.answer_status is None:
        return
    prepared = update(Answer).where(Answer.case_id == case.id, Answer.status != AnswerStatus.ISSUED)
    act.session.execute(prepared.values(status=AnswerStatus.DRAFT, approver_id=None, approved_at=None))
    case.answer_status = None


def _start_acceptance(act: Act, case: Case, legs: list[CaseClock]) -> list[CaseClock]:
    """The acceptance leg starts at the first routing; neither return nor re-routing starts it again."""
    if case.routed_at is not None or any(leg.leg is Leg.ACCEPTANCE for leg in legs):
        return []
    case.routed_at = act.now
    clock = start_leg(act, case, Leg.ACCEPTANCE, started_at=act.now)
    return [clock] if clock else []


def satisfy_acceptance(act: Act, legs: list[CaseClock]) -> None:
    """Freeze the verdict of the acceptance leg, if it runs."""
    for clock in (leg for leg in legs if leg.leg is Leg.ACCEPTANCE):
        freeze(act, clock)


def return_case(act: Act, case: Case, *, reason: str) -> None:
    """Send a case back to the coordinator of the receiving unit, with the reason; no clock restarts."""
    record(act, case, EventKind.RETURNED, reason=reason.strip(), from_unit_id=case.unit_id)
    case.unit_id, case.officer_id = standing_for(act, case, case.receiving_unit_id), None
    case.returned_count += 1
    _take_back_answer(act, case)
    mark_figures(act, case)
    coordinators = act.settings.holders(
        Role.COORDINATOR, act.settings.standing_chain(case.receiving_unit_id, act.today), act.today
    )
    tell_staff(act, case, "staff_returned", to=coordinators)
