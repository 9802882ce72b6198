"""What waits for a decision of the actor: answers, public versions, requests to look again, refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, literal_column, or_, select, text
from sqlalchemy.orm import Session, aliased

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.people import Actor
from portal.domain.permissions import Permission, Role
from portal.domain.states import State
from portal.models.answer import Answer, Publication
from portal.models.case import Case, CaseEvent
from portal.queries.case_rows import LISTED, OPEN
from portal.queries.inbox import Place
from portal.queries.paging import cut, is_backwards, past
from portal.queries.reopenings import times_asked

__all__ = ["Answer", "Case", "Publication"]

PAGE = 15

# The words of waiting_work, where the same rows are counted for the head of the desk.
SUBMITTED = text("cases.answer_status = 'submitted'")

# With a plus before it SQLite does not look by it. Looking by eleven units among the few public versions that wait,
# it went through all that were ever published; of all units it reads off the index of those that wait.
PUBLISHER: ColumnElement[int] = literal_column("+publications.unit_id")
PROPOSED = text("cases.refusal_proposer_id IS NOT NULL")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """A submitted answer with its case."""

    case: Case
    answer: Answer


@dataclass(frozen=True, slots=True)
class WaitingPublication:
    """A submitted public version with its case and the answer it was made from."""

    case: Case
    answer: Answer
    version: Publication


@dataclass(frozen=True, slots=True)
class WaitingReopening:
    """A request to look again: the sender's reason, the answer that did not satisfy them, how often they asked."""

    case: Case
    answer: Answer
    asked: CaseEvent
    times: int


@dataclass(frozen=True, slots=True)
class WaitingRefusal:
    """A proposal not to accept a case, with its reason and the words for the sender."""

    case: Case
    proposed: CaseEvent


@dataclass(frozen=True, slots=True)
class Piece(Generic[Row]):
    """A page of a list, and where the pages before and after it begin."""

    rows: Sequence[Row]
    previous: Place | None = None
    next: Place | None = None


def waiting_answers(session: Session, actor: Actor, place: Place | None) -> Piece[WaitingAnswer]:
    """Submitted answers of the units in which the actor approves."""
    wanted = (
        select(Case, Answer)
        .join(Answer, and_(Answer.case_id == Case.id, Answer.status == AnswerStatus.SUBMITTED))
        .where(*answers_in_reach(actor))
    )
    return _page(session, wanted, place, kind=WaitingAnswer)


def waiting_publications(session: Session, actor: Actor, place: Place | None) -> Piece[WaitingPublication]:
    """Submitted public versions of the units in which the actor publishes; never those of a sealed case."""
    wanted = (
        select(Case, Answer, Publication)
        .join(Publication, Publication.case_id == Case.id)
        .join(Answer, Answer.id == Publication.answer_id)
        .where(*publications_in_reach(actor))
    )
    return _page(session, wanted, place, kind=WaitingPublication)


def waiting_reopenings(session: Session, actor: Actor, place: Place | None) -> Piece[WaitingReopening]:
    """Requests that the actor decides: a first one as leader, a second one as overseer (rules §6)."""
    each = aliased(CaseEvent)
    asked = (
        select(func.max(each.number))
        .where(each.case_id == Case.id, each.kind == EventKind.REOPENING_REQUESTED)
        .correlate(Case)
        .scalar_subquery()
    )
    round_ = Case.reopened_count + 1
    wanted = (
        select(Case, Answer, CaseEvent, times_asked())
        .join(Answer, and_(Answer.case_id == Case.id, Answer.round == round_))
        .join(CaseEvent, and_(CaseEvent.case_id == Case.id, CaseEvent.number == asked))
        .where(*reopenings_in_reach(actor))
    )
    return _page(session, wanted, place, kind=WaitingReopening)


def waiting_refusals(session: Session, actor: Actor, place: Place | None) -> Piece[WaitingRefusal]:
    """Proposals not to accept a case that somebody else made and the actor decides."""
    each = aliased(CaseEvent)
    proposed = (
        select(func.max(each.number))
        .where(each.case_id == Case.id, each.kind == EventKind.REFUSAL_PROPOSED)
        .correlate(Case)
        .scalar_subquery()
    )
    wanted = (
        select(Case, CaseEvent)
        .join(CaseEvent, and_(CaseEvent.case_id == Case.id, CaseEvent.number == proposed))
        .where(*refusals_in_reach(actor))
    )
    return _page(session, wanted, place, kind=WaitingRefusal)


def refusals_to_count(actor: Actor) -> Select[Any]:
    """The waiting proposals, to be counted."""
    return select(literal(1)).select_from(Case).where(*refusals_in_reach(actor))


def refusals_in_reach(actor: Actor) -> list[Any]:
    """What holds of a case whose refusal the actor decides: of the unit that has it, or that received it.

    Few cases are proposed at a time, and the partial index holds no others.
    """
    units = sorted(actor.units_for(Permission.REFUSE))
    among = or_(Case.unit_id.in_(units), Case.receiving_unit_id.in_(units))
    return [OPEN, PROPOSED, among, Case.refusal_proposer_id != actor.account_id]


def answers_to_count(actor: Actor) -> Select[Any]:
    """The waiting answers, to be counted; see `portal.queries.inbox.counted`."""
    return select(literal(1)).select_from(Case).where(*answers_in_reach(actor))


def publications_to_count(actor: Actor) -> Select[Any]:
    """The waiting public versions, to be counted."""
    versions = select(literal(1)).select_from(Case).join(Publication, Publication.case_id == Case.id)
    return versions.where(*publications_in_reach(actor))


def reopenings_to_count(actor: Actor) -> Select[Any]:
    """The waiting requests, to be counted."""
    return select(literal(1)).select_from(Case).where(*reopenings_in_reach(actor))


def answers_in_reach(actor: Actor) -> list[Any]:
    """What holds of a case whose answer the actor may approve."""
    return [OPEN, SUBMITTED, Case.unit_id.in_(sorted(actor.units_for(Permission.APPROVE_ANSWER)))]


def publications_in_reach(actor: Actor) -> list[Any]:
    """What holds of a case, and of its public version, that the actor may publish."""
    units = sorted(actor.units_for(Permission.PUBLISH))
    of_all = Publication.unit_id > 0
    return [LISTED, text("publications.status = 'submitted'"), of_all, PUBLISHER.in_(units)]


def reopenings_in_reach(actor: Actor) -> list[Any]:
    """What holds of a case whose request to look again is the actor's to decide."""
    first = and_(times_asked() == 1, _among(actor, Role.LEADER))
    again = and_(times_asked() > 1, _among(actor, Role.OVERSEER))
    return [OPEN, Case.state == State.REOPEN_REQUESTED, or_(first, again)]


def _among(actor: Actor, role: Role) -> ColumnElement[bool]:
    units = {unit for each in actor.appointments if each.role is role for unit in each.reach}
    return Case.unit_id.in_(sorted(units)) if units else false()


def _page(session: Session, wanted: Any, place: Place | None, *, kind: type[Row]) -> Piece[Row]:
    """The rows of a list from a place on; the first column of each is its case."""
    backwards, keys = is_backwards(place), (Case.due_on, Case.id)
    wanted = wanted.order_by(*(key.desc() if backwards else key for key in keys))
    if place is not None:
        wanted = wanted.where(past(keys, (place.due_on, place.id), descending=backwards))
    found = session.execute(wanted.limit(PAGE + 1)).all()
    rows, previous, following = cut(found, place, size=PAGE, at=_place)
    return Piece([kind(*row) for row in rows], previous, following)


def _place(row: Any, backwards: bool) -> Place:
    return Place(row[0].due_on, row[0].id, backwards)
