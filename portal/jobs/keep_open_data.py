"""Keeps an edition of the open data for each month, made in its first days."""

from datetime import timedelta

from portal.domain.periods import month_of
from portal.jobs.running import session, system_act
from portal.ports import OpenDataShelf
from portal.queries.open_data.edition import has_figures, is_counted, one_view, open_files
from portal.queries.open_data.wanted import month_words
from portal.services.heartbeat import take_turn

# A name of its own: the sign of life of this job must not look like a turn taken.
TURN = "open data edition"
# After a failure it is tried again, by whichever worker comes first.
PATIENCE = timedelta(hours=1)


def keep_open_data(shelf: OpenDataShelf, office: str) -> int:
    """Make the edition of this month if there is none; returns how many were made.

    It waits until nothing is left to count, so that rows and figures say the same.
    """
    act = system_act()
    name = month_words(month_of(act.today))
    if name in shelf.kept() or not has_figures(session()):
        return 0
    mine = take_turn(session(), TURN, since=act.now - PATIENCE, now=act.now)
    session().commit()
    if not mine:
        return 0
    one_view(session())
    if not is_counted(session()):
        session().rollback()
        return 0
    settings = system_act().settings  # of the very moment of the rows
    shelf.keep(name, open_files(session(), settings, today=act.today, office=office))
    session().rollback()
    return 1
