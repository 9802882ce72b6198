"""Who must be phoned or written to: the answer is issued and they left no e-mail (rules §2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, TextClause, false, literal, or_, select, text, tuple_
from sqlalchemy.orm import Session, joinedload

from portal.domain.answers import AnswerStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.answer import Answer
from portal.models.case import Case
from portal.models.message import CallBack, CallBackStatus

__all__ = ["Answer", "CallBack", "CallBackPage", "CallBackStatus", "Case", "Turn", "Waiting"]

PAGE = 25
# As the index has it, or SQLite would not use it.
NOT_REACHED = text("call_backs.status <> 'reached'")


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the list, after which a page begins."""

    next_try_on: date
    id: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person to be told, with the case and the answer to read out."""

    row: CallBack
    case: Case
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class CallBackPage:
    """A page of the list; `next` leads on, None at the end."""

    waiting: tuple[Waiting, ...]
    next: Turn | None = None


def call_back_page(session: Session, actor: Actor, after: Turn | None = None) -> CallBackPage:
    """Those not reached yet, in the order of their next try."""
    wanted = _listed(actor).order_by(CallBack.next_try_on, CallBack.id).limit(PAGE + 1)
    if after is not None:
        here = tuple_(CallBack.next_try_on, CallBack.id)
        wanted = wanted.where(here > tuple_(literal(after.next_try_on), literal(after.id)))
    rows = [(row, case) for row, case in session.execute(wanted)]
    shown = rows[:PAGE]
    answers = issued_answers(session, [case.id for _, case in shown])
    waiting = tuple(Waiting(row, case, answers.get(case.id)) for row, case in shown)
    more = len(rows) > PAGE
    return CallBackPage(waiting, Turn(shown[-1][0].next_try_on, shown[-1][0].id) if more else None)


def waiting_for(session: Session, actor: Actor, call_back_id: int) -> Waiting | None:
    """One person to be told; None for somebody reached by now, and for whom the actor may not call."""
    found = session.execute(_listed(actor).where(CallBack.id == call_back_id)).one_or_none()
    if found is None:
        return None
    row, case = found
    return Waiting(row, case, issued_answers(session, [case.id]).get(case.id))


def _listed(actor: Actor) -> Select[CallBack, Case]:
    return (
        select(CallBack, Case)
        .join(Case, Case.id == CallBack.case_id)
        .options(joinedload(Case.sender))
        .where(*_scope(actor))
    )


def _scope(actor: Actor) -> list[ColumnElement[bool] | TextClause]:
    units = actor.units_for(Permission.CALL_BACK)
    if not units:
        return [false()]
    # The unit that has the case by now may be another than the one that answered.
    theirs = or_(Case.unit_id.in_(units), Case.receiving_unit_id.in_(units))
    return [NOT_REACHED, CallBack.unit_id.in_(units), theirs, ~Case.sealed]


def issued_answers(session: Session, case_ids: Sequence[int]) -> dict[int, Answer]:
    """The answer each sender is to be told: the latest that was issued."""
    if not case_ids:
        return {}
    wanted = select(Answer).where(Answer.case_id.in_(case_ids), Answer.status == AnswerStatus.ISSUED)
    return {answer.case_id: answer for answer in session.scalars(wanted.order_by(Answer.round))}
