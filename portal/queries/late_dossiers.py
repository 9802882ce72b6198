"""The public list of late dossiers with a letter of apology, the newest letter first (rules §8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from portal.domain.apologies import LetterStatus
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.models.procedure import Procedure

__all__ = ["BOUND", "LateDossier", "LatePage", "LateWanted", "count_late", "late_dossiers"]

PAGE = 20
# Counting stops here and shows "1.000+".
BOUND = 1_000


@dataclass(frozen=True, slots=True)
class LateWanted:
    """What narrows the list: some units, and moments of the first letter; None means "whatever"."""

    unit_ids: frozenset[int] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LateDossier:
    """A dossier, its procedure and its latest issued letter."""

    dossier: Dossier
    procedure: Procedure
    letter: Letter


@dataclass(frozen=True, slots=True)
class LatePage:
    """A piece of the list; `after_id` leads to the next piece, None when there is none."""

    rows: Sequence[LateDossier]
    after_id: int | None


def late_dossiers(session: Session, wanted: LateWanted, *, before_id: int | None = None) -> LatePage:
    """Those whose first letter was issued last, from the one after `before_id` on. Two statements, or three."""
    rows = select(Dossier, Procedure).join(Procedure, Procedure.id == Dossier.procedure_id)
    rows = rows.where(*_criteria(wanted))
    place = session.get(Dossier, before_id) if before_id is not None else None
    if place is not None and place.apologised_at is not None:
        rows = rows.where(tuple_(Dossier.apologised_at, Dossier.id) < tuple_(place.apologised_at, place.id))
    rows = rows.order_by(Dossier.apologised_at.desc(), Dossier.id.desc()).limit(PAGE + 1)
    found = session.execute(rows.options(joinedload(Dossier.applicant))).all()
    letters = _latest_letters(session, [row[0].id for row in found])
    page = [LateDossier(row[0], row[1], letters[row[0].id]) for row in found[:PAGE] if row[0].id in letters]
    return LatePage(page, found[PAGE - 1][0].id if len(found) > PAGE else None)


def count_late(session: Session, wanted: LateWanted) -> int:
    """How many there are; counting stops at one more than `BOUND`."""
    some = select(Dossier.id).where(*_criteria(wanted)).limit(BOUND + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _criteria(wanted: LateWanted) -> list[ColumnElement[bool]]:
    given: list[ColumnElement[bool]] = [Dossier.apologised_at.is_not(None)]
    if wanted.unit_ids is not None:
        given.append(Dossier.unit_id.in_(sorted(wanted.unit_ids)))
    if wanted.since is not None:
        given.append(Dossier.apologised_at >= wanted.since)
    if wanted.until is not None:
        given.append(Dossier.apologised_at < wanted.until)
    return given


def _latest_letters(session: Session, dossier_ids: Sequence[int]) -> dict[int, Letter]:
    wanted = select(Letter).where(Letter.dossier_id.in_(dossier_ids), Letter.status == LetterStatus.ISSUED)
    return {row.dossier_id: row for row in session.scalars(wanted.order_by(Letter.id)) if row.dossier_id}
