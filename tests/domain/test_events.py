"""Events: what the sender is shown of a case's history."""

from portal.domain.events import SHOWN_TO_SENDER, EventKind

E = EventKind


def test_it_shows_the_sender_nothing_of_the_offices_own_business() -> None:
    own = {
        *(E.NOTED, E.ASSIGNED, E.RETURNED, E.RECLASSIFIED, E.REFUSAL_PROPOSED),
        *(E.ANSWER_DRAFTED, E.ANSWER_SUBMITTED, E.ANSWER_APPROVED, E.ANSWER_SENT_BACK),
        *(E.WARNED, E.OVERDUE_NOTICED, E.ESCALATED, E.DIVERTED, E.CHASED),
        *(E.STEP_UNDONE, E.GIVEN_BACK),
    }

    assert not own & SHOWN_TO_SENDER


def test_it_shows_the_sender_what_they_are_owed() -> None:
    owed = {
        E.RECEIVED,
        E.ASKED,
        E.EXTENDED,
        E.INTERIM_NOTICE_SENT,
        E.ANSWERED,
        E.REFUSED,
        E.HANDED_OVER,
        E.DUE_MOVED,
        E.RESOLVED,
        E.RESOLUTION_WITHDRAWN,
    }

    assert owed <= SHOWN_TO_SENDER
