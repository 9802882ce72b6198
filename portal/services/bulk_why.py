"""Why a case is left out, as codes that outlive the request: the edge finds the words again."""

from typing import Any

from sqlalchemy.orm.exc import StaleDataError

from portal.domain.answers import AnswerStatus, AnswerStep, IllegalAnswerStep, SamePerson
from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.workflow import IllegalStep, MissingFact, WorkflowError
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken, ServiceError

Why = dict[str, Any]
# What a service may say to one case of many.
REFUSED = (ServiceError, WorkflowError, IllegalAnswerStep, SamePerson, StaleDataError)

# Reasons of their own, beside what services say.
GONE: Why = {"not": "found"}
NOTHING: Why = {"not": "needed"}
TOUCHED: Why = {"not": "untouched"}


def why_of(error: Exception) -> Why:
    """A refusal as codes."""
    match error:
        case RuleBroken(field=field, code=code):
            return {"rule": code, "field": field}
        case IllegalStep(event=event, state=state) if state is not None:
            return {"event": event.value, "state": state.value}
        case IllegalAnswerStep(step=step, status=status):
            return {"step": step.value, "status": status.value}
        case MissingFact(event=event, fact=fact):
            return {"event": event.value, "fact": fact}
        case SamePerson():
            return {"not": "another_person"}
        case NotPermitted():
            return {"not": "permitted"}
        case _:
            return {"not": "current"}


def error_of(why: Why) -> Exception:
    """The refusal that stands behind the codes; ChangedMeanwhile for all that came too late."""
    match why:
        case {"rule": code, "field": field}:
            return RuleBroken(field, code)
        case {"event": event, "state": state}:
            return IllegalStep(EventKind(event), State(state))
        case {"step": step, "status": status}:
            return IllegalAnswerStep(AnswerStep(step), AnswerStatus(status))
        case {"event": event, "fact": fact}:
            return MissingFact(EventKind(event), fact)
        case {"not": "another_person"}:
            return SamePerson(None)
        case {"not": "permitted"}:
            return NotPermitted(None)
        case _:
            return ChangedMeanwhile("")
