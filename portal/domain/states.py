"""The states of a case, its outcome, and who or what acts on it."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands (rules §2)."""

    RECEIVED = "received"
    ROUTED = "routed"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_SENDER = "waiting_for_sender"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPEN_REQUESTED = "reopen_requested"
    NOT_ACCEPTED = "not_accepted"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DIVERTED = "diverted"


OPEN_STATES = frozenset({
    State.RECEIVED,
    State.ROUTED,
    State.IN_PROGRESS,
    State.WAITING_FOR_SENDER,
    State.REOPEN_REQUESTED,
})
# Ended without an answer of this office (rules §10: "stopped without an answer").
STOPPED_STATES = frozenset({
    State.NOT_ACCEPTED,
    State.HANDED_OVER,
    State.WITHDRAWN,
    State.MERGED,
    State.DIVERTED,
})


class Outcome(StrEnum):
    """What an answer says was done; handled and proposed both count as done (rules §2)."""

    HANDLED = "handled"
    PROPOSED = "proposed"
    EXPLAINED = "explained"


class Level(StrEnum):
    """The level of a unit in the tree."""

    PROVINCE = "province"
    DEPARTMENT = "department"
    DIVISION = "division"
    CENTRE = "centre"
    COMMUNE = "commune"
