"""Dossiers and letters of apology as open data."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session

from portal.domain.apologies import LetterStatus, Timing
from portal.domain.open_data.rows import day_steps, letter_steps, told_rows
from portal.domain.time import local_day
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.models.procedure import Procedure
from portal.queries.dossier_parts import (
    KEPT_COUNTS,
    WITH_FEEDBACK,
    DossierPart,
    counts_dossiers,
)
from portal.queries.open_data.wanted import WantedData, month_words

Row = tuple[str, ...]
_STATUS = (DossierPart.EARLY, DossierPart.ON_TIME, DossierPart.LATE, DossierPart.OPEN, DossierPart.STOPPED)
_FLAGS = {
    "not_updated": KEPT_COUNTS[DossierPart.NOT_UPDATED],
    "letter_complete": KEPT_COUNTS[DossierPart.COMPLETE],
    "promised_anew": KEPT_COUNTS[DossierPart.PROMISED_ANEW],
    "kept_anew": KEPT_COUNTS[DossierPart.KEPT_ANEW],
    "with_feedback": WITH_FEEDBACK,
    "returned": KEPT_COUNTS[DossierPart.RETURNED],
    "returned_by_post": KEPT_COUNTS[DossierPart.RETURNED_BY_POST],
}


def open_dossiers(session: Session, wanted: WantedData) -> Iterator[Row]:
    """Every dossier, by unit, month of receipt and procedure."""
    codes = {row.id: row.code for row in session.execute(select(Procedure.id, Procedure.code))}
    months = select(Dossier.unit_id, Dossier.received_month).distinct()
    buckets = sorted(
        (wanted.code(row.unit_id), row.received_month, row.unit_id) for row in session.execute(months)
    )
    for unit, month, unit_id in buckets:
        rows = session.execute(
            _rows(wanted).where(Dossier.unit_id == unit_id, Dossier.received_month == month)
        )
        by_procedure = sorted(rows, key=lambda row: codes[row.procedure_id])
        for code, same in groupby(by_procedure, key=lambda row: codes[row.procedure_id]):
            plain = ((_plain(row, unit, code), day_steps(_day(row.received_at))) for row in same)
            yield from told_rows(plain)


def _rows(wanted: WantedData) -> Any:
    overdue = counts_dossiers(DossierPart.OVERDUE, wanted.today)
    late = counts_dossiers(DossierPart.ALL_LATE, wanted.today)
    return select(
        Dossier.procedure_id,
        Dossier.received_month,
        Dossier.first_due_month,
        Dossier.received_at,
        Dossier.channel_in,
        Dossier.supplement_requests,
        Dossier.first_timing,
        case(*((KEPT_COUNTS[part], part.value) for part in _STATUS)).label("status"),
        _flag(overdue).label("overdue"),
        _flag(late).label("all_late"),
        *(_flag(condition).label(name) for name, condition in _FLAGS.items()),
    )


def _flag(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _plain(row: Any, unit: str, procedure: str) -> Row:
    letter = (row.first_timing or Timing.NEVER).value if row.all_late else ""
    flags = (row.letter_complete, row.promised_anew, row.kept_anew, row.with_feedback)
    return (
        unit,
        procedure,
        month_words(row.received_month),
        month_words(row.first_due_month),
        row.status or "",
        str(row.overdue),
        str(row.not_updated),
        letter,
        *map(str, flags),
        "2+" if row.supplement_requests > 1 else str(row.supplement_requests),
        row.channel_in.value,
        str(row.returned),
        str(row.returned_by_post),
    )


def _day(moment: Any) -> str:
    return local_day(moment).isoformat()


def open_letters(session: Session, wanted: WantedData) -> Iterator[Row]:
    """Every letter issued, a unit at a time, by month; those about sealed cases nowhere."""
    units = select(Letter.unit_id).where(Letter.status == LetterStatus.ISSUED).distinct()
    for unit, unit_id in sorted((wanted.code(each), each) for each in session.scalars(units)):
        rows = [_letter(row, unit) for row in session.execute(_letters(unit_id))]
        for _base, same in groupby(sorted(rows), key=lambda row: row[0][:3]):
            yield from told_rows(same)


def _letters(unit_id: int) -> Any:
    columns = (Letter.dossier_id, Letter.issued_at, Letter.reason, Letter.new_due_at, Procedure.code)
    wanted = select(*columns).outerjoin(Dossier, Dossier.id == Letter.dossier_id)
    wanted = wanted.outerjoin(Procedure, Procedure.id == Dossier.procedure_id)
    wanted = wanted.outerjoin(Case, Case.id == Letter.case_id)
    open_to_all = or_(Letter.case_id.is_(None), ~Case.sealed)
    return wanted.where(and_(Letter.unit_id == unit_id, Letter.status == LetterStatus.ISSUED, open_to_all))


def _letter(row: Any, unit: str) -> tuple[Row, Any]:
    day = _day(row.issued_at)
    about = "case" if row.dossier_id is None else "dossier"
    plain = (unit, day[:7], about, str(int(row.new_due_at is not None)))
    return plain, letter_steps(row.reason.value if row.reason else "", row.code or "", day)
