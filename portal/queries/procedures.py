"""Administrative procedures: for imports, for the catalogue, and by their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.dossier_channels import OnlineLevel
from portal.domain.text import folded_words
from portal.models.procedure import Procedure

__all__ = [
    "PAGE",
    "Procedure",
    "ProcedureFilter",
    "fields_of_procedures",
    "procedure_by_code",
    "procedure_page",
    "procedures_by_code",
    "procedures_by_id",
    "units_of_procedures",
]

PAGE = 30


@dataclass(frozen=True, slots=True)
class ProcedureFilter:
    """What narrows the catalogue; None and "" mean "whatever"."""

    text: str = ""
    field: str = ""
    unit_ids: frozenset[int] | None = None
    level: OnlineLevel | None = None
    after: str = ""
    # Also those that are no longer in use.
    withdrawn_too: bool = False


def procedures_by_code(session: Session) -> dict[str, Procedure]:
    """Every procedure in use, by its code."""
    return {row.code: row for row in session.scalars(select(Procedure).where(Procedure.active))}


def procedures_by_id(session: Session, ids: Iterable[int]) -> dict[int, Procedure]:
    """The procedures with these numbers."""
    wanted = sorted(set(ids))
    return {row.id: row for row in session.scalars(select(Procedure).where(Procedure.id.in_(wanted)))}


def procedure_by_code(session: Session, code: str) -> Procedure | None:
    """The procedure with a code, also one that is no longer in use."""
    return session.scalar(select(Procedure).where(Procedure.code == code))


def procedure_by_id(session: Session, procedure_id: int) -> Procedure | None:
    """The procedure with a number, also one that is no longer in use."""
    return session.get(Procedure, procedure_id)


def procedure_page(session: Session, wanted: ProcedureFilter) -> Sequence[Procedure]:
    """A page of the catalogue by code, one more than is shown; every word must occur, without accents."""
    rows = select(Procedure).where(Procedure.code > wanted.after)
    if not wanted.withdrawn_too:
        rows = rows.where(Procedure.active)
    for word in folded_words(wanted.text):
        rows = rows.where(Procedure.words.contains(word, autoescape=True))
    if wanted.field:
        rows = rows.where(Procedure.field == wanted.field)
    if wanted.unit_ids is not None:
        rows = rows.where(Procedure.unit_id.in_(sorted(wanted.unit_ids)))
    if wanted.level is not None:
        rows = rows.where(Procedure.online_level == wanted.level)
    return session.scalars(rows.order_by(Procedure.code).limit(PAGE + 1)).all()


def fields_of_procedures(session: Session) -> Sequence[str]:
    """The fields of administration that procedures in use belong to."""
    wanted = select(Procedure.field).where(Procedure.active, Procedure.field != "").distinct()
    return session.scalars(wanted.order_by(Procedure.field)).all()


def units_of_procedures(session: Session) -> Sequence[int]:
    """The units that handle procedures in use."""
    return session.scalars(select(Procedure.unit_id).where(Procedure.active).distinct()).all()
