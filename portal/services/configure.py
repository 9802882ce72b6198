"""Who may configure what, and the trace that every change of the configuration leaves."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.permissions import Permission
from portal.domain.text import fold
from portal.models.audit import AuditEntry
from portal.queries.configuration import has_whole_reach, reach_of
from portal.services.act import Act
from portal.services.errors import NotPermitted


class Change(StrEnum):
    """What was changed."""

    UNIT_CREATED = "unit_created"
    UNIT_CHANGED = "unit_changed"
    UNIT_CLOSED = "unit_closed"
    SUCCESSION_PLANNED = "succession_planned"
    SUCCESSION_APPLIED = "succession_applied"
    SUCCESSION_WITHDRAWN = "succession_withdrawn"
    PERSON_CREATED = "person_created"
    PERSON_CHANGED = "person_changed"
    PERSON_INVITED = "person_invited"
    APPOINTED = "appointed"
    APPOINTMENT_ENDED = "appointment_ended"
    DEPUTY_NAMED = "deputy_named"
    DEPUTY_ENDED = "deputy_ended"
    SECOND_STEP_RESET = "second_step_reset"
    CATEGORY_CREATED = "category_created"
    CATEGORY_CHANGED = "category_changed"
    AREA_CREATED = "area_created"
    AREA_CHANGED = "area_changed"
    RULE_CREATED = "rule_created"
    RULE_CHANGED = "rule_changed"
    RULE_MOVED = "rule_moved"
    TEXT_CREATED = "text_created"
    TEXT_CHANGED = "text_changed"
    MESSAGE_CHANGED = "message_changed"
    MESSAGE_RESET = "message_reset"
    CALENDAR_CHANGED = "calendar_changed"
    CLOCK_POLICY_ADDED = "clock_policy_added"
    CLOCK_POLICY_ENDED = "clock_policy_ended"
    CLOCK_POLICY_CONFIRMED = "clock_policy_confirmed"
    CLOCK_POLICY_WITHDRAWN = "clock_policy_withdrawn"
    PROCEDURE_CREATED = "procedure_created"
    PROCEDURE_CHANGED = "procedure_changed"
    CERTIFICATE_KEPT = "certificate_kept"
    CERTIFICATE_REMOVED = "certificate_removed"
    LETTER_WORDING_CHANGED = "letter_wording_changed"
    TARGET_CHANGED = "target_changed"
    API_TOKEN_MADE = "api_token_made"
    API_TOKEN_REVOKED = "api_token_revoked"
    SWITCH_CHANGED = "switch_changed"
    SWITCH_ENDED = "switch_ended"
    SWITCH_WITHDRAWN = "switch_withdrawn"
    REMEDY_PLANNED = "remedy_planned"
    REMEDY_DONE = "remedy_done"
    REMEDY_REOPENED = "remedy_reopened"
    REMEDY_PUBLISHED = "remedy_published"
    REMEDY_TAKEN_BACK = "remedy_taken_back"
    QUESTIONNAIRE_BROUGHT = "questionnaire_brought"
    QUESTIONNAIRE_CHANGED = "questionnaire_changed"
    QUESTIONNAIRE_PUBLISHED = "questionnaire_published"
    QUESTIONNAIRE_RETIRED = "questionnaire_retired"
    QUESTIONNAIRE_RESTORED = "questionnaire_restored"
    QUESTIONNAIRE_DROPPED = "questionnaire_dropped"
    POINT_OPENED = "point_opened"
    POINT_CHANGED = "point_changed"
    POINT_CLOSED = "point_closed"
    FRAMING_SITE_ADDED = "framing_site_added"
    FRAMING_SITE_REMOVED = "framing_site_removed"
    CAMPAIGN_PLANNED = "campaign_planned"
    CAMPAIGN_DROPPED = "campaign_dropped"
    SAMPLE_DRAWN = "sample_drawn"
    CAMPAIGN_STARTED = "campaign_started"
    CAMPAIGN_CLOSED = "campaign_closed"


def require_reach(act: Act, unit_id: int | None) -> None:
    """Refuse who may not configure a unit or, without one, the whole office. Raises NotPermitted."""
    if unit_id is None:
        allowed = has_whole_reach(act.settings, act.actor)
    else:
        allowed = unit_id in reach_of(act.settings, act.actor)
    if not allowed:
        raise NotPermitted(Permission.CONFIGURE)


def note_change(
    act: Act,
    change: Change,
    subject: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    unit_id: int | None = None,
) -> None:
    """Append what was changed; of before and after only the parts that differ are kept."""
    old, new = _difference(before, after)
    act.session.add(
        AuditEntry(
            at=act.now,
            account_id=act.actor.account_id,
            unit_id=unit_id,
            action=change.value,
            subject=subject[:200],
            folded=fold(subject)[:200],
            before=old,
            after=new,
        )
    )
    act.session.flush()


def facts_of_row(row: Any, *names: str) -> dict[str, Any]:
    """Named columns of a row in a form that JSON can keep."""
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _difference(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if before is None or after is None:
        return (dict(before) if before else None), (dict(after) if after else None)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}
