"""Routing rules that lead nowhere: reported before they can lose a case (rules §4)."""

from datetime import date
from enum import StrEnum

from portal.domain.permissions import PERMITTED, Permission
from portal.models.routing import RoutingRuleRow
from portal.queries.absent_holders import absence_of, is_stood_in_for
from portal.queries.settings import Settings


class Trouble(StrEnum):
    """Why a rule in use does not do what it says."""

    UNIT_CLOSED = "unit_closed"
    OFFICER_INACTIVE = "officer_inactive"
    OFFICER_ELSEWHERE = "officer_elsewhere"
    OFFICER_AWAY = "officer_away"


def trouble_of(settings: Settings, rule: RoutingRuleRow, today: date) -> Trouble | None:
    """What is wrong with a rule today; None when nothing is, or when it is switched off."""
    if not rule.active:
        return None
    unit = settings.units.get(rule.unit_id)
    if unit is None or not unit.stands(today):
        return Trouble.UNIT_CLOSED
    return _officer_trouble(settings, rule, today) if rule.officer_id else None


def _officer_trouble(settings: Settings, rule: RoutingRuleRow, today: date) -> Trouble | None:
    officer_id = rule.officer_id or 0
    person = settings.people.get(officer_id)
    if person is None or not person.active:
        return Trouble.OFFICER_INACTIVE
    if not any(
        post.account_id == officer_id and post.unit_id == rule.unit_id and post.in_force(today)
        for post in settings.posts
        if post.role in PERMITTED[Permission.ACCEPT]
    ):
        return Trouble.OFFICER_ELSEWHERE
    if absence_of(settings, officer_id, today) and not is_stood_in_for(settings, officer_id, today):
        return Trouble.OFFICER_AWAY
    return None
