"""Who may manage which surveys."""

from portal.domain.permissions import Permission
from portal.queries.surveys.managing import manages_all_surveys, survey_reach
from portal.services.act import Act
from portal.services.errors import NotPermitted


def require_surveys(act: Act, unit_id: int | None = None) -> None:
    """Refuse who may not manage the surveys of a unit or, without one, of the whole office. Raises NotPermitted."""
    if unit_id is None:
        allowed = manages_all_surveys(act.settings, act.actor)
    else:
        allowed = unit_id in survey_reach(act.settings, act.actor)
    if not allowed:
        raise NotPermitted(Permission.MANAGE_SURVEYS)
