"""How long each unit had a case, as the case page tells it."""

from typing import Any

from portal.domain.holding import Presence, Stretch, stretches
from portal.domain.time import local_day
from portal.queries.case_file import CaseFile
from portal.web.shared.acting import now, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, number, unit_name


def held_views(file: CaseFile) -> list[dict[str, Any]]:
    """Each stay with a unit: from when to when, and its working hours by the receiving unit's calendar."""
    case = file.case
    reckoning = settings().reckoning(case.receiving_unit_id, local_day(case.received_at))
    here = Presence(case.received_at, case.unit_id, now())
    return [held_view(each) for each in stretches(file.events, here, reckoning)]


def held_view(stretch: Stretch) -> dict[str, Any]:
    """One stay."""
    return {
        "unit": unit_name(stretch.unit_id),
        "begins": moment(stretch.begins_at),
        "ends": moment(stretch.ends_at) if stretch.ends_at else _("đang giữ"),
        "hours": hours_words(stretch.minutes),
    }


def hours_words(minutes: int) -> str:
    """Working time in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s phút", minutes=rest)
    if not rest:
        return _("%(hours)s giờ", hours=number(hours))
    return _("%(hours)s giờ %(minutes)s phút", hours=number(hours), minutes=rest)
