"""What came back or went on to another unit, and how well each rule routes (rules §4)."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.routing import Route, RoutingRule
from portal.queries.coordination import LATEST_CASES, Movement, RuleQuality, movements, rule_quality
from portal.services.route_case import explain_route
from portal.web.desk.blueprint import blueprint
from portal.web.desk.queue import queue_tabs
from portal.web.shared.acting import actor, language, require, session, settings
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words, with what became of the cases it routed."""

    words: str
    quality: RuleQuality


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A case that went from one unit to another, or back."""

    movement: Movement
    from_unit_id: int | None
    to_unit_id: int | None
    reason: str


@blueprint.get("/queue/quality")
def queue_quality() -> ResponseReturnValue:
    """The latest movements, and a line for each rule."""
    require(Permission.ROUTE)
    return render_template(
        "desk/queue_quality.html",
        moves=[_move(each) for each in movements(session(), actor())],
        rules=rule_lines(rule_quality(session(), actor())),
        latest=LATEST_CASES,
        tabs=queue_tabs(),
    )


def rule_lines(found: dict[int, RuleQuality]) -> list[RuleLine]:
    """The rules in their order, those that routed nothing and those no longer in force included."""
    rules = sorted(settings().rules, key=lambda rule: rule.position)
    lines = [RuleLine(rule_words(rule), found.get(rule.id, RuleQuality(rule.id, 0, 0, 0))) for rule in rules]
    gone = found.keys() - {rule.id for rule in rules}
    return [*lines, *(RuleLine(_("Quy tắc đã bỏ"), found[each]) for each in sorted(gone))]


def rule_words(rule: RoutingRule) -> str:
    """What a rule says."""
    return explain_route(settings(), Route(rule, ", ".join(rule.words) or None), language())


def _move(movement: Movement) -> MoveLine:
    facts = movement.event.facts
    back = movement.event.kind is EventKind.RETURNED
    to = movement.case.receiving_unit_id if back else facts.get("unit_id")
    return MoveLine(movement, facts.get("from_unit_id"), to, facts.get("reason", ""))
