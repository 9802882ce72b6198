"""One dossier, found only by those who may see it; everybody else finds nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, literal_column, select, text
from sqlalchemy.orm import Session, joinedload

from portal.domain.contact import e164
from portal.domain.people import Actor
from portal.domain.reference import read_dossier_code
from portal.models.case import Case
from portal.models.dossier import Applicant, Dossier, DossierEvent
from portal.models.letter import DeliveryStatus, Letter, LetterDelivery, Signature
from portal.models.procedure import Procedure
from portal.queries.case_rows import COLUMNS as CASE_COLUMNS
from portal.queries.case_rows import LISTED, CaseRow, case_row
from portal.queries.cases import visible_to as case_visible_to
from portal.queries.dossier_lists import seen_units
from portal.queries.dossier_rows import DossierRow, dossier_row, dossier_rows

__all__ = [
    "Applicant",
    "DeliveryStatus",
    "Dossier",
    "DossierEvent",
    "DossierFile",
    "Letter",
    "LetterDelivery",
    "Procedure",
    "Signature",
]

MOST_FOUND = 50
MOST_LINKED = 20
# With a plus sign before it no index on the column is used: a code, a number or a phone leads to the row sooner.
_UNIT_ASIDE: ColumnElement[int] = literal_column("+dossiers.unit_id")
# A shorter beginning of a code would find half the register.
SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A dossier with what belongs to it, as its page shows it."""

    dossier: Dossier
    procedure: Procedure
    events: Sequence[DossierEvent]
    letters: Sequence[Letter]
    deliveries: Sequence[LetterDelivery]
    cases: Sequence[CaseRow]


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The dossiers an actor may see: of the units whose dossiers are theirs."""
    units = seen_units(actor, None)
    return _UNIT_ASIDE.in_(units) if units else false()


def dossier_for(session: Session, actor: Actor, code: str) -> Dossier | None:
    """The dossier with a code, with its applicant, if the actor may see it."""
    wanted = select(Dossier).where(Dossier.code == read_dossier_code(code), visible_to(actor))
    return session.scalars(wanted.options(joinedload(Dossier.applicant))).one_or_none()


def dossiers_for(session: Session, actor: Actor, codes: Iterable[str]) -> dict[str, Dossier]:
    """Those of the dossiers with these codes that the actor may see, by code."""
    wanted = select(Dossier).where(Dossier.code.in_(sorted(set(codes))), visible_to(actor))
    return {row.code: row for row in session.scalars(wanted.options(joinedload(Dossier.applicant)))}


def dossier_file(session: Session, actor: Actor, code: str) -> DossierFile | None:
    """Everything about a dossier that the actor may see: six statements."""
    dossier = dossier_for(session, actor, code)
    if dossier is None:
        return None
    letters = letters_of(session, dossier.id)
    return DossierFile(
        dossier=dossier,
        procedure=session.get_one(Procedure, dossier.procedure_id),
        events=history(session, dossier.id),
        letters=letters,
        deliveries=deliveries_of(session, [letter.id for letter in letters]),
        cases=linked_cases(session, actor, dossier.code),
    )


def history(session: Session, dossier_id: int) -> Sequence[DossierEvent]:
    """All events of a dossier, oldest first."""
    wanted = select(DossierEvent).where(DossierEvent.dossier_id == dossier_id).order_by(DossierEvent.number)
    return session.scalars(wanted).all()


def letters_of(session: Session, dossier_id: int) -> Sequence[Letter]:
    """The letters of a dossier, newest first, discarded ones too."""
    return session.scalars(
        select(Letter).where(Letter.dossier_id == dossier_id).order_by(Letter.id.desc())
    ).all()


def deliveries_of(session: Session, letter_ids: Sequence[int]) -> Sequence[LetterDelivery]:
    """Every try to deliver some letters, oldest first."""
    if not letter_ids:
        return []
    wanted = select(LetterDelivery).where(LetterDelivery.letter_id.in_(letter_ids))
    return session.scalars(wanted.order_by(LetterDelivery.id)).all()


def linked_cases(session: Session, actor: Actor, code: str) -> Sequence[CaseRow]:
    """The newest cases about a dossier, of those the actor may see."""
    # The words of the partial index on the code stand in the statement.
    # Who sent a case may have typed it in small letters.
    named = (Case.dossier_code.in_([code, code.lower()]), text("cases.dossier_code IS NOT NULL"), LISTED)
    wanted = select(*CASE_COLUMNS).where(*named, case_visible_to(actor)).order_by(Case.id.desc())
    return [case_row(row) for row in session.execute(wanted.limit(MOST_LINKED))]


@dataclass(frozen=True, slots=True)
class FoundDossiers:
    """The newest matches of a search, whether there are more, and whether a phone was looked for."""

    rows: tuple[DossierRow, ...] = ()
    more: bool = False
    by_phone: bool = False


def find_dossiers(session: Session, actor: Actor, typed: str) -> FoundDossiers:
    """Dossiers the actor may see, by code, by the beginning of a code, or by the applicant's phone."""
    # A code has digits enough to be taken for a number, and letters, which a number has not.
    phone = "" if any(letter.isalpha() for letter in typed) else e164(typed)
    wanted = _with_phone(phone) if phone else _with_code(read_dossier_code(typed))
    if wanted is None:
        return FoundDossiers()
    rows = session.execute(wanted.where(visible_to(actor)).limit(MOST_FOUND + 1)).all()
    found = tuple(dossier_row(row) for row in rows[:MOST_FOUND])
    return FoundDossiers(found, len(rows) > MOST_FOUND, by_phone=bool(phone))


def _with_phone(phone: str) -> Select[Any]:
    joined = dossier_rows().join(Applicant, Applicant.dossier_id == Dossier.id)
    return joined.where(Applicant.phone == phone, text("applicants.phone <> ''")).order_by(Dossier.id.desc())


def _with_code(code: str) -> Select[Any] | None:
    if len(code) < SHORTEST_PREFIX:
        return None
    # A range of the unique index, which LIKE alone does not use everywhere; no letter of a code comes after z.
    within = (Dossier.code >= code, Dossier.code <= f"{code.rstrip('-./')}zzzz")
    exact = Dossier.code.startswith(code, autoescape=True)
    return dossier_rows().where(*within, exact).order_by(Dossier.code)
