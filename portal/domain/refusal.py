"""Why a case is not accepted: a list, so that "not our competence" can never be a way to close (rules §2)."""

from enum import StrEnum

from portal.domain.states import State

# While a case stands here, not accepting it may be proposed and decided.
REFUSABLE = frozenset({State.RECEIVED, State.ROUTED, State.IN_PROGRESS})


class RefusalReason(StrEnum):
    """The grounds on which a case may be left unanswered."""

    UNCLEAR = "unclear"
    ANSWERED_BEFORE = "answered_before"
    PENDING_ELSEWHERE = "pending_elsewhere"
    NOT_FEEDBACK = "not_feedback"
    UNLAWFUL = "unlawful"
