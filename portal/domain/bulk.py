"""One thing done to many cases: looked at first, done in portions, and undone where that harms nobody."""

from datetime import datetime, timedelta
from enum import StrEnum


class BulkKind(StrEnum):
    """What is done to each of the cases."""

    ACCEPT = "accept"
    ASSIGN = "assign"
    ROUTE = "route"
    REASSIGN = "reassign"
    CHASE = "chase"
    # Approve the answer that waits and send it.
    ISSUE = "issue"


class Stage(StrEnum):
    """How far it has come."""

    CHECKING = "checking"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Fate(StrEnum):
    """What becomes of one of the cases."""

    CHOSEN = "chosen"
    POSSIBLE = "possible"
    LEFT_OUT = "left_out"
    DONE = "done"
    REFUSED = "refused"
    UNDONE = "undone"
    # Somebody has gone on with it, or it was too late: what was done stands.
    STANDS = "stands"


# Whoever was mailed or answered cannot be told that it never was.
UNDOABLE = frozenset({BulkKind.ACCEPT, BulkKind.ASSIGN, BulkKind.ROUTE, BulkKind.REASSIGN})
UNDO_WITHIN = timedelta(minutes=15)
# No request, and no transaction of the worker, looks at more cases than this.
PORTION = 50
# As many as one may choose; beyond, people narrow their list.
MOST_CHOSEN = 1_000
# The worker goes on with these.
MOVING = frozenset({Stage.CHECKING, Stage.RUNNING, Stage.UNDOING})
# Of each stage that moves: which of its cases are still to be seen to, and where it leads.
TO_DO = {Stage.CHECKING: Fate.CHOSEN, Stage.RUNNING: Fate.POSSIBLE, Stage.UNDOING: Fate.DONE}
LEADS_TO = {Stage.CHECKING: Stage.READY, Stage.RUNNING: Stage.DONE, Stage.UNDOING: Stage.UNDONE}


def may_undo(kind: BulkKind, stage: Stage, *, finished_at: datetime | None, now: datetime) -> bool:
    """Whether it can still be undone: a quarter of an hour after it was done, and only where that harms nobody."""
    if kind not in UNDOABLE or stage is not Stage.DONE or finished_at is None:
        return False
    return now < finished_at + UNDO_WITHIN
