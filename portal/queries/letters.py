"""Letters of apology: those to be written, approved and issued, and the register of those issued.

A letter is seen by those who may see its dossier or case, whichever agency apologises; about a sealed case by nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, literal, literal_column, or_, select, text
from sqlalchemy.orm import Session, joinedload

from portal.domain.apologies import DelayReason, LetterStatus, Timing
from portal.domain.letter_form import LetterForm
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.letter import Letter, LetterDelivery, Signature
from portal.models.procedure import Procedure
from portal.queries.cases import visible_to as case_visible_to
from portal.queries.dossier_lists import MOST_BRANCHES, seen_units
from portal.queries.dossier_rows import UNFINISHED
from portal.queries.dossiers import visible_to
from portal.queries.letter_matter import Matter
from portal.queries.paging import cut, is_backwards, together
from portal.queries.settings import Settings

PAGE = 25
# More is not done, and not shown beforehand, in one go.
MOST_TOGETHER = 100
_AGENCY_ASIDE: ColumnElement[int] = literal_column("+letters.unit_id")


class Tray(StrEnum):
    """Where letters lie: being written, before the head of the agency, to be issued, issued."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One line of a list of letters."""

    id: int
    version: int
    unit_id: int
    status: LetterStatus
    form: LetterForm
    year: int | None
    number: int | None
    reason: DelayReason | None
    reason_words: str
    old_due_on: date
    new_due_at: datetime | None
    apology_only: bool
    drafted_by_id: int | None
    drafted_at: datetime
    submitted_at: datetime | None
    sent_back_reason: str
    approved_at: datetime | None
    issued_at: datetime | None
    timing: Timing | None
    signature: Signature
    is_sample: bool
    # The code of the dossier and its procedure, or the reference of the case and its subject.
    code: str
    about: str


OWN = (
    *("id", "version", "unit_id", "status", "form", "year", "number", "reason", "reason_words", "old_due_on"),
    *("new_due_at", "apology_only", "drafted_by_id", "drafted_at", "submitted_at", "sent_back_reason"),
    *("approved_at", "issued_at", "timing", "signature", "is_sample"),
)
COLUMNS = (
    *(getattr(Letter, name) for name in OWN),
    func.coalesce(Dossier.code, Case.reference),
    func.coalesce(Procedure.name, Case.subject),
)


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A page of a list, newest first, and the numbers after and before which the neighbouring pages begin."""

    rows: tuple[LetterRow, ...]
    newer_than: int | None = None
    older_than: int | None = None


@dataclass(frozen=True, slots=True)
class Beyond:
    """Where a page of letters begins: older (or, going back, newer) than a number."""

    id: int
    backwards: bool = False


def letter_page(
    session: Session,
    actor: Actor,
    settings: Settings,
    *,
    tray: Tray,
    beyond: Beyond | None = None,
    size: int | None = None,
) -> LetterPage:
    """One page of what the actor may see of a tray: the newest letters first."""
    size = size or PAGE
    order = Letter.id.asc() if is_backwards(beyond) else Letter.id.desc()
    where = [*_lying_in(tray), *_beyond(beyond)]
    picks = [
        _seen(actor, branch).where(*where).order_by(order).limit(size + 1)
        for branch in _branches(actor, settings, tray)
    ]
    if not picks:
        return LetterPage(())
    picked = together(picks).subquery()
    wanted = _letter_rows().where(Letter.id.in_(select(picked.c.id))).order_by(order)
    rows = [_letter_row(row) for row in session.execute(wanted.limit(size + 1))]
    return LetterPage(*cut(rows, beyond, size=size, at=lambda row, _backwards: row.id))


def letters_to_count(actor: Actor, settings: Settings, *, tray: Tray) -> Select[Any]:
    """The letters of a tray, to be counted; see `portal.queries.inbox.counted`."""
    agencies = Letter.unit_id.in_(agencies_above(actor, settings))
    return _seen(actor, agencies).where(*_lying_in(tray)).with_only_columns(literal(1))


def to_approve_count(actor: Actor) -> Select[Any]:
    """The letters that lie before the actor to be approved; those about sealed cases lie before nobody."""
    units = sorted(actor.units_for(Permission.APPROVE_LETTER))
    waiting = (UNFINISHED, text("letters.status = 'submitted'"), Letter.unit_id.in_(units))
    is_sealed = exists().where(Case.id == Letter.case_id, Case.sealed)
    return select(literal(1)).select_from(Letter).where(*waiting, ~is_sealed)


def letter_for(session: Session, actor: Actor, letter_id: int) -> tuple[Letter, Matter] | None:
    """A letter with what it is about and whom it is for, if the actor may see that."""
    found = letters_for(session, actor, [letter_id])
    return found[0] if found else None


def letters_for(session: Session, actor: Actor, ids: Iterable[int]) -> list[tuple[Letter, Matter]]:
    """Those of these letters that the actor may see, in the order of their numbers."""
    wanted = _with_matter(select(Letter, Dossier, Case)).where(
        Letter.id.in_(sorted(set(ids))), _visible(actor)
    )
    people = (joinedload(Dossier.applicant), joinedload(Case.sender))
    rows = session.execute(wanted.order_by(Letter.id).options(*people)).all()
    return [(row[0], row[1] or row[2]) for row in rows]


def delivery_for(session: Session, actor: Actor, delivery_id: int) -> tuple[LetterDelivery, Matter] | None:
    """A try to deliver a letter, if the actor may see what the letter is about."""
    tries = select(LetterDelivery, Dossier, Case)
    joined = _joined(tries.join(Letter, Letter.id == LetterDelivery.letter_id))
    wanted = joined.where(LetterDelivery.id == delivery_id, _visible(actor))
    found = session.execute(wanted).one_or_none()
    return (found[0], found[1] or found[2]) if found else None


def issued_about_case(session: Session, case_id: int, letter_id: int) -> Letter | None:
    """A letter that was issued about a case, for its sender; the caller knows that it is theirs to see."""
    about = (Letter.id == letter_id, Letter.case_id == case_id, Letter.status == LetterStatus.ISSUED)
    return session.scalars(select(Letter).where(*about)).one_or_none()


def agencies_above(actor: Actor, settings: Settings) -> list[int]:
    """The units whose letters can be about what the actor may see: their own and those above."""
    units = seen_units(actor, None)
    return sorted({above for unit_id in units for above in settings.unit_chain(unit_id)})


def _letter_rows() -> Select[Any]:
    joined = _with_matter(select(*COLUMNS))
    return joined.outerjoin(Procedure, Procedure.id == Dossier.procedure_id)


def _with_matter(wanted: Any) -> Select[Any]:
    return _joined(wanted.select_from(Letter))


def _joined(wanted: Any) -> Select[Any]:
    """With the dossier or the case beside the letter; the statement names the letters already."""
    about_dossier: Select[Any] = wanted.outerjoin(Dossier, Dossier.id == Letter.dossier_id)
    return about_dossier.outerjoin(Case, Case.id == Letter.case_id)


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Through what a letter is about; a condition on the missing one of the two is never met."""
    return or_(visible_to(actor), case_visible_to(actor))


def _letter_row(row: Row[Any]) -> LetterRow:
    values: tuple[Any, ...] = tuple(row)
    return LetterRow(*values)


def _seen(actor: Actor, branch: ColumnElement[bool]) -> Select[Any]:
    return _with_matter(select(Letter.id)).where(branch, _visible(actor))


def _branches(actor: Actor, settings: Settings, tray: Tray) -> Sequence[ColumnElement[bool]]:
    agencies = agencies_above(actor, settings)
    if len(agencies) <= MOST_BRANCHES:
        return [Letter.unit_id == each for each in agencies]
    # What is unfinished is little and found by agency; the register of many agencies is read from its end.
    return [(_AGENCY_ASIDE if tray is Tray.ISSUED else Letter.unit_id).in_(agencies)]


def _lying_in(tray: Tray) -> list[Any]:
    # The words of the partial index stand in the statement: SQLite looks for them.
    if tray is Tray.ISSUED:
        return [text("letters.status = 'issued'")]
    return [UNFINISHED, text(f"letters.status = '{tray.value}'")]


def _beyond(beyond: Beyond | None) -> list[ColumnElement[bool]]:
    if beyond is None:
        return []
    return [Letter.id > beyond.id if beyond.backwards else Letter.id < beyond.id]
