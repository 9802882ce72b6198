"""What each figure counts, as conditions on cases: counting and drill-down use the very same ones."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, or_, select, true

from portal.domain.events import EventKind
from portal.domain.kinds import COUNTED_APART, MAIN_KINDS
from portal.domain.policies import Leg
from portal.domain.ratings import Level
from portal.domain.states import STOPPED_STATES
from portal.domain.verdict import Verdict
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.figure import Basis
from portal.models.rating import RatingRow

Condition = ColumnElement[bool]


class Part(StrEnum):
    """The cases that one number counts."""

    RECEIVED = "received"
    # One case stands in exactly one of these (rules §10).
    IN_TIME = "in_time"
    IN_TIME_AFTER_EXTENSION = "in_time_after_extension"
    KEPT_BY_NOTICE = "kept_by_notice"
    LATE = "late"
    OPEN = "open"
    STOPPED = "stopped"
    # Made of the parts above.
    ANSWERED = "answered"
    KEPT = "kept"
    OVERDUE = "overdue"
    NOT_YET_DUE = "not_yet_due"
    DUE = "due"
    # Facts beside them.
    PUBLISHED = "published"
    PUBLISHED_IN_TIME = "published_in_time"
    NOT_PUBLISHED_WITH_REASON = "not_published_with_reason"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    RETURNED = "returned"
    RATED = "rated"
    # Stays with a unit until an answer: a case stands in this once for each unit that held it (rules §3).
    HELD = "held"
    # Counted apart from all of the above (rules §1).
    FOR_REFERENCE = "for_reference"


STOPPED: Condition = Case.state.in_(sorted(STOPPED_STATES))
ANSWERED: Condition = and_(Case.verdict.is_not(None), ~STOPPED)
OPEN: Condition = and_(Case.verdict.is_(None), ~STOPPED)
# What cases for reference come to is their own business: nobody is owed an answer. What is sealed counts nowhere.
COUNTED: Condition = and_(~Case.for_reference, ~Case.sealed)
FOR_REFERENCE: Condition = and_(Case.for_reference, ~Case.sealed)

MAIN = tuple(kind for kind in MAIN_KINDS if kind not in COUNTED_APART)
KEPT = (Verdict.IN_TIME, Verdict.IN_TIME_AFTER_EXTENSION, Verdict.KEPT_BY_NOTICE)

# The lists sort a reopened case by the due date of its new round; what is judged is the first one.
_FIRST_DUE_AT = (
    select(CaseClock.due_at)
    .where(CaseClock.case_id == Case.id, CaseClock.leg == Leg.ANSWER, CaseClock.round == 1)
    .correlate(Case)
    .scalar_subquery()
)
_DUE_AT = case((Case.reopened_count == 0, Case.due_at), else_=_FIRST_DUE_AT)
PUBLISHED: Condition = and_(ANSWERED, Case.published_at.is_not(None))

# What the worker counts, by the name of its column.
KEPT_COUNTS: dict[Part, Condition] = {
    Part.RECEIVED: true(),
    **{Part(verdict.value): and_(Case.verdict == verdict, ~STOPPED) for verdict in Verdict},
    Part.OPEN: OPEN,
    Part.STOPPED: STOPPED,
    Part.PUBLISHED: PUBLISHED,
    Part.PUBLISHED_IN_TIME: and_(PUBLISHED, Case.published_at < _DUE_AT),
    Part.NOT_PUBLISHED_WITH_REASON: and_(ANSWERED, Case.publication_declined, Case.published_at.is_(None)),
    Part.REOPENED: and_(ANSWERED, Case.reopened_count > 0),
    Part.RESOLVED: and_(ANSWERED, Case.resolved_on.is_not(None)),
    Part.RETURNED: Case.returned_count > 0,
}


_KEPT_IN_TIME: Condition = and_(ANSWERED, Case.verdict.in_(KEPT))
_ASKED_AGAIN = (
    select(CaseEvent.case_id)
    .where(CaseEvent.case_id == Case.id, CaseEvent.kind == EventKind.REOPENING_REQUESTED)
    .correlate(Case)
    .exists()
)
_RATED_LOW = (
    select(RatingRow.id)
    .where(RatingRow.case_id == Case.id, RatingRow.result <= Level.DISSATISFIED)
    .correlate(Case)
    .exists()
)
# What the rates of QĐ 766/QĐ-TTg subtract besides the late: each case once. Counted by due date; no list leads to
# them, as it would tell how a single sender rated.
SUBTRACTED: dict[str, Condition] = {
    "asked_again": and_(_KEPT_IN_TIME, _ASKED_AGAIN),
    "rated_low": and_(_KEPT_IN_TIME, _RATED_LOW, ~_ASKED_AGAIN),
}


def counts(part: Part, today: date) -> Condition:
    """The condition that a case meets iff a figure counts it; information for reference stands apart."""
    if part is Part.FOR_REFERENCE:
        return FOR_REFERENCE
    return and_(COUNTED, _condition(part, today))


def _condition(part: Part, today: date) -> Condition:
    if part in KEPT_COUNTS:
        return KEPT_COUNTS[part]
    overdue = and_(OPEN, Case.due_on < today)
    made_of = {
        Part.ANSWERED: ANSWERED,
        Part.KEPT: and_(Case.verdict.in_(KEPT), ~STOPPED),
        Part.OVERDUE: overdue,
        Part.NOT_YET_DUE: and_(OPEN, Case.due_on >= today),
        Part.DUE: or_(ANSWERED, overdue),
        Part.HELD: and_(Case.answered_at.is_not(None), ~STOPPED),
        Part.RATED: select(RatingRow.id).where(RatingRow.case_id == Case.id).exists(),
    }
    return made_of[part]


def month_column(basis: Basis) -> ColumnElement[int]:
    """The month by which a case belongs to a period: of receipt, or of its first round's due date.

    By its answers a case may belong to several months, which are kept apart from it.
    """
    column = Case.received_month if basis is Basis.RECEIVED else Case.due_month
    return column.expression
