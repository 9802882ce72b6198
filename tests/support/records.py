"""What acts have left in the database, read back the way tests ask for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.models.account import Account
from portal.models.answer import Answer, Publication
from portal.models.case import Case, CaseEvent
from portal.models.category import Area
from portal.models.clock import CaseClock
from portal.models.message import Message
from tests.factories import CAST


def events(session: Session, case: Case) -> list[CaseEvent]:
    """The history of a case, oldest first."""
    wanted = select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)
    return list(session.scalars(wanted))


def kinds(session: Session, case: Case) -> list[EventKind]:
    """What happened to a case, oldest first."""
    return [event.kind for event in events(session, case)]


def last_event(session: Session, case: Case) -> CaseEvent:
    """What happened to a case last."""
    return events(session, case)[-1]


def leg(session: Session, case: Case, kind: Leg = Leg.ANSWER, *, round_: int = 1) -> CaseClock:
    """A clock of a case as the database has it."""
    session.flush()
    return session.get_one(CaseClock, (case.id, kind, round_), populate_existing=True)


def legs(session: Session, case: Case) -> set[Leg]:
    """The clocks that a case has."""
    return set(session.scalars(select(CaseClock.leg).where(CaseClock.case_id == case.id)))


def messages(session: Session, case: Case | None = None, *, template: str | None = None) -> list[Message]:
    """The outbox, oldest first; of one case or of one template where asked."""
    wanted = select(Message).order_by(Message.id)
    if case is not None:
        wanted = wanted.where(Message.case_id == case.id)
    if template is not None:
        wanted = wanted.where(Message.template == template)
    return list(session.scalars(wanted))


def told_sender(session: Session, case: Case) -> list[str]:
    """What the sender of a case was told, oldest first."""
    return [row.template for row in messages(session, case) if row.account_id is None]


def told_staff(session: Session, case: Case, template: str | None = None) -> set[str]:
    """Which members of staff were mailed about a case: their part in the cast, else their address."""
    parts = {email: part for part, email in CAST.items()}
    rows = [row for row in messages(session, case, template=template) if row.account_id is not None]
    return {parts.get(row.recipient, row.recipient) for row in rows}


def account_of(session: Session, role: str) -> Account:
    """The account of a member of the cast."""
    return session.scalars(select(Account).where(Account.email == CAST[role])).one()


def answer_of(session: Session, case: Case, round_: int = 1) -> Answer:
    """The answer of a round of a case."""
    return session.scalars(select(Answer).where(Answer.case_id == case.id, Answer.round == round_)).one()


def publications_of(session: Session, case: Case) -> list[Publication]:
    """The public versions of a case, oldest first."""
    wanted = select(Publication).where(Publication.case_id == case.id).order_by(Publication.version)
    return list(session.scalars(wanted))


def area_id(session: Session, name: str) -> int:
    """The commune, hamlet or quarter with a name."""
    return session.scalars(select(Area.id).where(Area.name == name)).one()
