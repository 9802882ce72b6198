"""Replaying the routing of past cases against other rules: read only, and nothing of a sender comes out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.routing import Matter, RoutingRule
from portal.domain.routing_file import RuleFileError, WrittenRule
from portal.domain.routing_replay import Past, Replay, replay_cases
from portal.queries.routed_cases import RoutedCase, routed_cases
from portal.queries.settings import Settings
from portal.services.route_case import find_route


def replay_routing(
    session: Session, settings: Settings, rules: Sequence[RoutingRule], *, since: datetime, on: date
) -> Replay:
    """What the rules would do today with the cases received since a moment, beside what was done.

    Units that ended since count as whoever goes on for them, so that a succession is no difference.
    """
    changed = replace(settings, rules=tuple(rules))
    return replay_cases(
        _past(settings, routed_cases(session, since), on=on),
        lambda matter: find_route(changed, matter, on=on),
    )


def _past(settings: Settings, cases: Iterator[RoutedCase], *, on: date) -> Iterator[Past]:
    for case in cases:
        matter = Matter(
            kind=case.kind,
            channel=case.channel,
            category_ids=settings.category_chain(case.category_id),
            area_ids=settings.area_chain(case.area_id),
            text=f"{case.subject}\n{case.body}",
        )
        answered_by = case.unit_id if case.answered_at else None
        yield Past(
            case.reference,
            matter,
            unit_id=_standing(settings, case, case.first_unit_id, on=on),
            answered_by=_standing(settings, case, answered_by, on=on),
        )


def _standing(settings: Settings, case: RoutedCase, unit_id: int | None, *, on: date) -> int | None:
    if unit_id is None:
        return None
    return settings.standing_unit(unit_id, on, category_id=case.category_id, area_id=case.area_id)


def written_rules(settings: Settings) -> list[WrittenRule]:
    """The rules in force as a file has them, in their order."""
    return [_written(settings, rule) for rule in sorted(settings.rules, key=lambda rule: rule.position)]


def _written(settings: Settings, rule: RoutingRule) -> WrittenRule:
    category = settings.categories[rule.category_id].code if rule.category_id is not None else None
    area = (settings.areas[each].name for each in reversed(settings.area_chain(rule.area_id)))
    unit = settings.units[rule.unit_id].code
    return WrittenRule(unit, category, tuple(area), rule.kind, rule.channel, rule.words)


def understood_rules(settings: Settings, written: Sequence[WrittenRule]) -> tuple[RoutingRule, ...]:
    """The rules of a file in the terms of this office, numbered from 1. Raises RuleFileError for what it has not."""
    return tuple(_understood(settings, number, rule) for number, rule in enumerate(written, 1))


def _understood(settings: Settings, number: int, rule: WrittenRule) -> RoutingRule:
    unit = settings.unit_by_code(rule.unit)
    if unit is None:
        raise RuleFileError(number, "unit")
    return RoutingRule(
        id=number,
        position=number,
        unit_id=unit.id,
        category_id=_category(settings, number, rule),
        area_id=_area(settings, number, rule),
        kind=rule.kind,
        channel=rule.channel,
        words=rule.words,
    )


def _category(settings: Settings, number: int, rule: WrittenRule) -> int | None:
    if rule.category is None:
        return None
    for each in settings.categories.values():
        if each.code == rule.category:
            return each.id
    raise RuleFileError(number, "category")


def _area(settings: Settings, number: int, rule: WrittenRule) -> int | None:
    """The area whose names from the top downwards are those of the rule."""
    if not rule.area:
        return None
    for each in settings.areas:
        names = tuple(settings.areas[above].name for above in reversed(settings.area_chain(each)))
        if names == rule.area:
            return each
    raise RuleFileError(number, "area")
