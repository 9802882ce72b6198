"""Counts what the database plans by, once a night."""

from datetime import time

from portal.domain.time import ONE_DAY, at_time
from portal.jobs.running import session, system_act
from portal.services.heartbeat import take_turn
from portal.services.keep_statistics import keep_statistics

TURN = "statistics_of_the_night"
# When nobody works; a machine that is off at night does it when it is switched on.
AT = time(2, 30)


def renew_statistics() -> int:
    """Count anew if nobody has since last night; returns 1 when it was done."""
    act = system_act()
    tonight = at_time(act.today, AT)
    last_night = tonight if act.now >= tonight else tonight - ONE_DAY
    counted = take_turn(act.session, TURN, since=last_night, now=act.now) and keep_statistics(act.session)
    session().commit()
    return int(counted)
