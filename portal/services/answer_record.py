"""What is kept of an answer however it came about: its versions, the first one's moment, and that it was issued."""

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.states import Outcome
from portal.models.answer import Answer, AnswerVersion
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.services.act import Act
from portal.services.clocks import answer_minutes, running
from portal.services.transition import record


def keep_version(act: Act, answer: Answer) -> None:
    """Keep what an answer says now as one more version."""
    answer.version += 1
    act.session.flush()
    act.session.add(
        AnswerVersion(
            answer_id=answer.id,
            version=answer.version,
            body=answer.body,
            apology=answer.apology,
            saved_by_id=act.actor.account_id,
            saved_at=act.now,
        )
    )


def note_first_answer(act: Act, case: Case) -> None:
    """When a case was answered first, and in how much office time; a later answer changes neither."""
    if case.answered_at is not None:
        return
    case.answered_at = act.now
    for clock in running(act.session, case.id, Leg.ANSWER):
        case.answer_minutes = answer_minutes(act.settings, clock, act.now)


def record_answered(act: Act, case: Case, answer: Answer, *, satisfied: CaseClock | None) -> None:
    """Let the case be answered, with what became of its clock."""
    outcome = answer.outcome or Outcome.HANDLED
    record(
        act,
        case,
        EventKind.ANSWERED,
        answer_id=answer.id,
        outcome=outcome.value,
        verdict=satisfied.verdict.value if satisfied and satisfied.verdict else None,
        late_by=satisfied.late_by if satisfied else 0,
    )
    case.outcome = outcome
