"""What can happen to a case, in the past tense; the state is what the events add up to."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar


class EventKind(StrEnum):
    """Every event of a case's history (rules §2)."""

    RECEIVED = "received"
    ROUTED = "routed"
    REROUTED = "rerouted"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    RETURNED = "returned"
    RECLASSIFIED = "reclassified"
    ASKED = "asked"
    REPLIED = "replied"
    WAIT_EXPIRED = "wait_expired"
    EXTENDED = "extended"
    OPINION_ASKED = "opinion_asked"
    OPINION_GIVEN = "opinion_given"
    OPINION_CANCELLED = "opinion_cancelled"
    INTERIM_NOTICE_SENT = "interim_notice_sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENING_REQUESTED = "reopening_requested"
    REOPENED = "reopened"
    REOPENING_REFUSED = "reopening_refused"
    REFUSAL_PROPOSED = "refusal_proposed"
    REFUSAL_DECLINED = "refusal_declined"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    UNMERGED = "unmerged"
    DIVERTED = "diverted"
    # A step taken by mistake is taken back; the one that took it, a moment ago (portal/services/undo_step.py).
    STEP_UNDONE = "step_undone"
    GIVEN_BACK = "given_back"
    # Without a change of state.
    SPLIT = "split"
    CHILD_ANSWERED = "child_answered"
    CASE_JOINED = "case_joined"
    CASE_LEFT = "case_left"
    CALL_ATTACHED = "call_attached"
    ADDED = "added"
    RECORD_CORRECTED = "record_corrected"
    ANSWER_DRAFTED = "answer_drafted"
    ANSWER_SUBMITTED = "answer_submitted"
    ANSWER_APPROVED = "answer_approved"
    ANSWER_SENT_BACK = "answer_sent_back"
    PUBLISHED = "published"
    PUBLICATION_DECLINED = "publication_declined"
    PUBLICATION_WITHDRAWN = "publication_withdrawn"
    RATED = "rated"
    # That the matter itself is settled: another fact than the answer (rules §2).
    RESOLVED = "resolved"
    RESOLUTION_WITHDRAWN = "resolution_withdrawn"
    # Urged by oversight or a leader above.
    CHASED = "chased"
    NOTED = "noted"
    DUE_MOVED = "due_moved"
    WARNED = "warned"
    OVERDUE_NOTICED = "overdue_noticed"
    ESCALATED = "escalated"
    UNIT_SUCCEEDED = "unit_succeeded"
    CALLED_BACK = "called_back"
    DELIVERY_FAILED = "delivery_failed"
    # A letter of apology beside a late answer, or before it; APOLOGISED when it was issued.
    APOLOGY_DRAFTED = "apology_drafted"
    APOLOGY_SENT_BACK = "apology_sent_back"
    APOLOGY_APPROVED = "apology_approved"
    APOLOGY_DISCARDED = "apology_discarded"
    APOLOGISED = "apologised"
    APOLOGY_DELIVERED = "apology_delivered"
    VERDICT_RESTATED = "verdict_restated"


# What the sender sees on the follow page; everything else is the office's own business.
SHOWN_TO_SENDER = frozenset({
    EventKind.RECEIVED,
    EventKind.ROUTED,
    EventKind.REROUTED,
    EventKind.ACCEPTED,
    EventKind.ASKED,
    EventKind.REPLIED,
    EventKind.WAIT_EXPIRED,
    EventKind.EXTENDED,
    EventKind.INTERIM_NOTICE_SENT,
    EventKind.ANSWERED,
    EventKind.CLOSED,
    EventKind.REOPENING_REQUESTED,
    EventKind.REOPENED,
    EventKind.REOPENING_REFUSED,
    EventKind.REFUSED,
    EventKind.HANDED_OVER,
    EventKind.WITHDRAWN,
    EventKind.MERGED,
    EventKind.PUBLISHED,
    EventKind.RESOLVED,
    EventKind.RESOLUTION_WITHDRAWN,
    EventKind.CALL_ATTACHED,
    EventKind.ADDED,
    EventKind.RECORD_CORRECTED,
    EventKind.DUE_MOVED,
    EventKind.UNIT_SUCCEEDED,
    EventKind.APOLOGISED,
})


class Kinded(Protocol):
    """Anything that happened and says what."""

    @property
    def kind(self) -> EventKind: ...


Happening = TypeVar("Happening", bound=Kinded)


def latest(events: Iterable[Happening], kind: EventKind) -> Happening | None:
    """The last event of a kind in a history, oldest first."""
    found = None
    for event in events:
        if event.kind is kind:
            found = event
    return found
