"""Groups what one sender sent more than once."""

from portal.jobs.running import each_alone, session, system_act
from portal.services.act import Act
from portal.services.group_repeats import group_repeat, new_cases, note_seen


def group_repeats() -> int:
    """Look at the cases that came in since the last look; returns how many were grouped."""
    ids = new_cases(session())
    done = each_alone(ids, group_repeat, on_error=_left_alone)
    note_seen(system_act(), ids)
    session().commit()
    return done


def _left_alone(_act: Act, _case_id: int, _error: Exception) -> None:
    """It stays a case of its own; people may still merge it."""
