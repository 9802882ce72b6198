"""The digest of the morning: once on each working day, whichever worker comes first."""

from portal.jobs.running import session, system_act
from portal.services.heartbeat import morning_has_come, take_turn
from portal.services.morning_digest import send_digests

# A name of its own: the sign of life of this job, left after every round, must not look like a turn taken.
TURN = "morning"


def send_morning_digests() -> int:
    """Queue this morning's digests if nobody has; returns how many."""
    act = system_act()
    roots = [unit.id for unit in act.settings.units.values() if unit.parent_id is None]
    opened_at = morning_has_come(act, roots[0]) if roots else None
    if opened_at is None or not take_turn(act.session, TURN, since=opened_at, now=act.now):
        session().commit()
        return 0
    sent = send_digests(act)
    session().commit()
    return sent
