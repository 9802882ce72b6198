"""One dossier as others outside may see it: with the secret all of it, without it only how far it has come."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.apologies import LetterStatus
from portal.domain.dossiers import DossierEventKind
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.states import State
from portal.models.case import Case, Sender
from portal.models.dossier import Applicant, Dossier, DossierEvent
from portal.models.letter import Letter
from portal.models.procedure import Procedure
from portal.queries.case_rows import LISTED

__all__ = [
    "Applicant",
    "BesideCase",
    "Dossier",
    "DossierEvent",
    "DossierFile",
    "Letter",
    "LookedUp",
    "Procedure",
    "cases_of_dossier",
    "dossier_beside",
    "dossier_file",
    "looked_up",
]

# What moves an appointment: a letter, the working calendar, or the one-stop software.
MOVES = (DossierEventKind.APPOINTMENT_MOVED, DossierEventKind.DUE_MOVED, DossierEventKind.CHANGED)
MOST_CASES = 20


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A dossier and its procedure. Without the secret a page shows the code, the procedure and the stage alone."""

    dossier: Dossier
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class DossierFile:
    """What hangs on a dossier: the letters that were issued, and what moved its appointment; oldest first."""

    letters: Sequence[Letter]
    moves: Sequence[DossierEvent]


def looked_up(session: Session, code: str) -> LookedUp | None:
    """The dossier with a code as the register keeps it; the caller checks the secret. One statement."""
    wanted = select(Dossier, Procedure).join(Procedure, Procedure.id == Dossier.procedure_id)
    row = session.execute(wanted.where(Dossier.code == code).options(joinedload(Dossier.applicant))).first()
    return LookedUp(row[0], row[1]) if row else None


def dossier_file(session: Session, dossier_id: int) -> DossierFile:
    """What whoever has shown the secret sees beside the dossier. Two statements."""
    letters = select(Letter).where(Letter.dossier_id == dossier_id, Letter.status == LetterStatus.ISSUED)
    moves = select(DossierEvent).where(DossierEvent.dossier_id == dossier_id, DossierEvent.kind.in_(MOVES))
    return DossierFile(
        letters=session.scalars(letters.order_by(Letter.id)).all(),
        moves=session.scalars(moves.order_by(DossierEvent.number)).all(),
    )


def cases_of_dossier(
    session: Session, dossier: Dossier, *, references: Collection[str]
) -> Sequence[tuple[str, State]]:
    """Reference and state of the applicant's own cases about a dossier, the newest first; a sealed one never.

    The applicant's own are those with these references, which the caller knows to be theirs, and those whose sender
    left the telephone number or e-mail of the applicant: anybody may write about a dossier whose code they know.
    """
    wanted = (
        select(Case.reference, Case.state)
        .join(Sender, Sender.case_id == Case.id)
        .where(Case.dossier_code == dossier.code, LISTED, Case.parent_id.is_(None))
        .where(_is_own(dossier.applicant, references))
        .order_by(Case.id.desc())
        .limit(MOST_CASES)
    )
    return [(row.reference, row.state) for row in session.execute(wanted)]


def _is_own(applicant: Applicant, references: Collection[str]) -> ColumnElement[bool]:
    own: list[ColumnElement[bool]] = [Case.reference.in_(sorted(references))] if references else []
    if applicant.phone:
        own.append(Sender.phone == applicant.phone)
    if applicant.email:
        own.append(Sender.email == applicant.email.lower())
    return or_(*own) if own else false()


@dataclass(frozen=True, slots=True)
class BesideCase:
    """A dossier as it stands beside a case that is about it, with its issued letters."""

    dossier: Dossier
    procedure: Procedure
    letters: Sequence[Letter]


def dossier_beside(session: Session, actor: Actor, code: str) -> BesideCase | None:
    """The dossier a case names, if the actor may see the dossiers of its unit. One statement."""
    units = actor.units_for(Permission.SEE_DOSSIERS)
    if not units:
        return None
    issued = and_(Letter.dossier_id == Dossier.id, Letter.status == LetterStatus.ISSUED)
    wanted = (
        select(Dossier, Procedure, Letter)
        .join(Procedure, Procedure.id == Dossier.procedure_id)
        .outerjoin(Letter, issued)
        .where(Dossier.code == code, Dossier.unit_id.in_(units))
        .order_by(Letter.id)
    )
    rows = session.execute(wanted).all()
    if not rows:
        return None
    return BesideCase(rows[0][0], rows[0][1], _letters(row[2] for row in rows))


def _letters(beside: Iterable[Letter | None]) -> list[Letter]:
    return [letter for letter in beside if letter is not None]
