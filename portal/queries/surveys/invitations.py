"""Invitations, and the matters that are still to be followed by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Invitation
from portal.models.case import Case, Sender
from portal.models.dossier import Applicant, Dossier

__all__ = ["Invitation", "Span", "answered_cases", "languages_of", "returned_dossiers"]

# Answered, and nobody is at it again.
SETTLED = (State.ANSWERED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something was answered or returned, by which units."""

    first: datetime
    last: datetime
    unit_ids: frozenset[int]


def returned_dossiers(session: Session, span: Span) -> Sequence[int]:
    """Dossiers returned in a span to somebody who can be reached, and not invited yet. One statement.

    The code on the slip of the counter invited nobody until it is used.
    """
    by_message = (Invitation.way != BallotWay.RECEIPT_CODE) | Invitation.used
    wanted = (
        select(Dossier.id)
        .join(Applicant, Applicant.dossier_id == Dossier.id)
        .where(Dossier.unit_id.in_(sorted(span.unit_ids)), Dossier.returned_at.between(span.first, span.last))
        .where((Applicant.email != "") | (Applicant.phone != ""))
        .where(~_invited(Invitation.dossier_id == Dossier.id, by_message))
    )
    return session.scalars(wanted.order_by(Dossier.id)).all()


def answered_cases(session: Session, span: Span) -> Sequence[int]:
    """Cases answered in a span whose sender agreed to be asked and can be reached, and not invited yet.

    Never a sealed one, never a part: only the whole talks to its sender. One statement.
    """
    wanted = (
        select(Case.id)
        .join(Sender, Sender.case_id == Case.id)
        .where(Case.unit_id.in_(sorted(span.unit_ids)), Case.answered_at.between(span.first, span.last))
        .where(~Case.sealed, ~Case.for_reference, Case.parent_id.is_(None), Case.state.in_(SETTLED))
        .where(Sender.consents_to_survey, (Sender.email != "") | (Sender.phone != ""))
        .where(~_invited(Invitation.case_id == Case.id))
    )
    return session.scalars(wanted.order_by(Case.id)).all()


def languages_of(session: Session, invitations: Iterable[Invitation]) -> dict[int, str]:
    """The languages of those who wrote about the cases of invitations, by case. One statement.

    What an applicant would like to read is not known: dossiers are written about in Vietnamese.
    """
    numbers = {each.case_id for each in invitations if each.case_id is not None}
    if not numbers:
        return {}
    wanted = select(Sender.case_id, Sender.language).where(Sender.case_id.in_(sorted(numbers)))
    return {row.case_id: row.language for row in session.execute(wanted)}


def _invited(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions)
