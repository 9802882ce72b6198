"""One case, found only by those who may see it; everybody else finds nothing."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, false, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.answer import Answer, Publication
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.message import Message
from portal.models.rating import RatingRow


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The cases an actor may see: of their units, received or handled there; a sealed one never."""
    units = actor.units_for(Permission.SEE_CASES)
    if not units:
        return false()
    return ~Case.sealed & or_(Case.unit_id.in_(units), Case.receiving_unit_id.in_(units))


def case_for(session: Session, actor: Actor, reference: str) -> Case | None:
    """The case with a reference, with its sender, if the actor may see it."""
    wanted = select(Case).where(Case.reference == reference, visible_to(actor))
    return session.scalars(wanted.options(joinedload(Case.sender))).one_or_none()


def cases_for(session: Session, actor: Actor, references: Sequence[str]) -> list[Case]:
    """Those of the cases with these references that the actor may see."""
    wanted = select(Case).where(Case.reference.in_(references), visible_to(actor))
    return list(session.scalars(wanted.options(joinedload(Case.sender))))


def cases_by_id(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, Case]:
    """Those of the cases with these numbers that the actor may see, by number."""
    wanted = select(Case).where(Case.id.in_(ids), visible_to(actor)).options(joinedload(Case.sender))
    return {case.id: case for case in session.scalars(wanted)}


def case_by_reference(session: Session, reference: str) -> Case | None:
    """The case with a reference for its sender, whose code the caller checks; a diverted one stays hidden."""
    wanted = select(Case).where(Case.reference == reference, ~Case.sealed)
    return session.scalars(wanted.options(joinedload(Case.sender))).one_or_none()


def case_by_submission(session: Session, submission_key: str) -> Case | None:
    """The case a form has already opened, so that a second click opens no second one."""
    found = session.connection().scalar(_BY_SUBMISSION, {"key": submission_key})
    return session.get(Case, found) if found is not None else None


# Without the mapper: it is asked before every case that is opened, and nearly always finds none.
_BY_SUBMISSION = select(Case.__table__.c.id).where(Case.__table__.c.submission_key == bindparam("key"))


def history(session: Session, case_id: int) -> Sequence[CaseEvent]:
    """All events of a case, oldest first."""
    wanted = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.number)
    return session.scalars(wanted).all()


def clocks(session: Session, case_id: int) -> Sequence[CaseClock]:
    """The legs of a case, oldest first."""
    return session.scalars(
        select(CaseClock).where(CaseClock.case_id == case_id).order_by(CaseClock.started_at, CaseClock.round)
    ).all()


def answers(session: Session, case_id: int) -> Sequence[Answer]:
    """The answers of a case, a round each."""
    return session.scalars(select(Answer).where(Answer.case_id == case_id).order_by(Answer.round)).all()


def publications(session: Session, case_id: int) -> Sequence[Publication]:
    """The public versions of a case, oldest first."""
    wanted = select(Publication).where(Publication.case_id == case_id).order_by(Publication.version)
    return session.scalars(wanted).all()


def attachments(session: Session, case_id: int) -> Sequence[Attachment]:
    """The files of a case, the sender's and those of its answers."""
    return session.scalars(
        select(Attachment).where(Attachment.case_id == case_id).order_by(Attachment.id)
    ).all()


def messages(session: Session, case_id: int) -> Sequence[Message]:
    """The messages about a case, oldest first."""
    return session.scalars(select(Message).where(Message.case_id == case_id).order_by(Message.id)).all()


def ratings(session: Session, case_id: int) -> Sequence[RatingRow]:
    """The ratings of a case; the caller shows them only to those with `SEE_RATINGS`."""
    return session.scalars(
        select(RatingRow).where(RatingRow.case_id == case_id).order_by(RatingRow.round)
    ).all()
