"""What must hold of dossiers, letters of apology and their figures."""

from collections.abc import Iterator, Sequence

from sqlalchemy import exists, func, select

from portal.domain.apologies import LetterStatus
from portal.domain.events import EventKind
from portal.domain.letter_form import LetterKind
from portal.models.case import Case, CaseEvent
from portal.models.dossier import Dossier, DossierEvent
from portal.models.dossier_figure import DossierBasis, DossierFigure, DossierMark
from portal.models.letter import Letter
from portal.queries.dossier_counts import Bucket, Figure, counted_dossier_month
from portal.queries.dossier_state import derived
from portal.queries.invariants.check import BATCH, Data, Tally


def dossiers_follow_from_their_facts(data: Data, tally: Tally) -> Iterator[int]:
    """Outcome, months and openness are what the dates say, and the history is as long as it is counted."""
    last = 0
    while rows := _batch(data, last):
        ids = [row.id for row in rows]
        events = dict(_events(data, ids))
        for row in rows:
            for name, value in derived(row).items():
                fault = f"{name} is {getattr(row, name)}, should be {value}"
                tally.expect(getattr(row, name) == value, row.code, fault=fault)
            fault = f"{events.get(row.id, 0)} events, {row.event_count} counted"
            tally.expect(events.get(row.id, 0) == row.event_count, row.code, fault=fault)
        last = ids[-1]
        tally.checked += len(rows)
        data.session.expunge_all()
        yield tally.checked


def _batch(data: Data, last: int) -> Sequence[Dossier]:
    wanted = select(Dossier).where(Dossier.id > last).order_by(Dossier.id).limit(BATCH)
    return data.session.scalars(wanted).all()


def _events(data: Data, ids: list[int]) -> Iterator[tuple[int, int]]:
    wanted = select(DossierEvent.dossier_id, func.count().label("n")).where(DossierEvent.dossier_id.in_(ids))
    for row in data.session.execute(wanted.group_by(DossierEvent.dossier_id)):
        yield row.dossier_id, row.n


def letters_keep_their_promise(data: Data, tally: Tally) -> Iterator[int]:
    """An approved letter has number, reason and paper; an issued one shows on its dossier or case.

    Of letters about sealed cases only a stub is left, and that is checked elsewhere.
    """
    wanted = select(Letter, Dossier, Case.sealed).outerjoin(Dossier, Dossier.id == Letter.dossier_id)
    wanted = wanted.outerjoin(Case, Case.id == Letter.case_id)
    for letter, dossier, is_sealed in data.session.execute(wanted.execution_options(yield_per=BATCH)):
        name = f"letter {letter.id}"
        about = LetterKind.CASE if letter.dossier_id is None else LetterKind.DOSSIER
        one = (letter.dossier_id is None) is not (letter.case_id is None)
        tally.expect(one and letter.form.kind is about, name, fault="not about one dossier or one case")
        if not is_sealed:
            _expect_whole(letter, tally, name)
        if letter.status is LetterStatus.ISSUED and dossier is not None:
            tally.expect(dossier.apologised_at is not None, dossier.code, fault="issued letter not shown")
        tally.checked += 1
        if tally.checked % BATCH == 0:
            yield tally.checked
    for letter_id in _untold(data):
        tally.expect(False, f"letter {letter_id}", fault="issued, but not in the history of its case")
    yield tally.checked


def _expect_whole(letter: Letter, tally: Tally, name: str) -> None:
    if letter.status not in (LetterStatus.APPROVED, LetterStatus.ISSUED):
        return
    tally.expect(letter.number is not None, name, fault="approved without a number")
    tally.expect(bool(letter.reason_words), name, fault="approved without a reason")
    tally.expect(bool(letter.file_key), name, fault="approved without its paper")
    promises = letter.new_due_at is not None or letter.apology_only
    tally.expect(promises, name, fault="approved without a new date")


def _untold(data: Data) -> Sequence[int]:
    """Letters issued about cases whose history does not say so."""
    told = exists().where(CaseEvent.case_id == Letter.case_id, CaseEvent.kind == EventKind.APOLOGISED)
    issued = (Letter.case_id.is_not(None), Letter.status == LetterStatus.ISSUED)
    return data.session.scalars(select(Letter.id).where(*issued, ~told)).all()


def dossier_parts_add_up(data: Data, tally: Tally) -> Iterator[int]:
    """Early, on time, late, open and stopped make all, and all is what is there; marked months are left out."""
    marks = select(DossierMark.basis, DossierMark.unit_id, DossierMark.month).distinct()
    marked = {(row.basis, row.unit_id, row.month) for row in data.session.execute(marks)}
    kept: dict[tuple[DossierBasis, int, int], int] = {}
    for figure in data.session.scalars(select(DossierFigure)):
        key = (figure.basis, figure.unit_id, figure.month)
        parts = figure.early + figure.on_time + figure.late + figure.open + figure.stopped
        tally.expect(parts == figure.all, _name(key), fault=f"parts {parts}, all {figure.all}")
        letters = figure.before_due + figure.on_due + figure.after_due + figure.never
        tally.expect(letters == figure.late, _name(key), fault=f"letters {letters}, late {figure.late}")
        kept[key] = kept.get(key, 0) + figure.all
        tally.checked += 1
    yield tally.checked
    columns = ((DossierBasis.RECEIVED, Dossier.received_month), (DossierBasis.DUE, Dossier.first_due_month))
    for basis, column in columns:
        counted = select(Dossier.unit_id, column.label("month"), func.count().label("n"))
        for row in data.session.execute(counted.group_by(Dossier.unit_id, column)):
            key = (basis, row.unit_id, row.month)
            fault = f"{kept.get(key, 0)} counted, {row.n} are there"
            tally.expect(key in marked or kept.get(key, 0) == row.n, _name(key), fault=fault)
            tally.checked += 1
        yield tally.checked


def dossier_figures_equal_recount(data: Data, tally: Tally) -> Iterator[int]:
    """Every number kept of a month is what counting its dossiers anew gives; marked months are left out."""
    marks = select(DossierMark.basis, DossierMark.unit_id, DossierMark.month).distinct()
    left_out = {(row.basis, row.unit_id, row.month) for row in data.session.execute(marks)}
    kept: dict[Bucket, dict[int, Figure]] = {}
    for row in data.session.execute(select(DossierFigure.__table__)):
        figure = {name: value for name, value in row._mapping.items() if name != "counted_at"}
        kept.setdefault((row.basis, row.unit_id, row.month), {})[row.procedure_id] = figure
    months: set[Bucket] = set(kept)
    for basis, column in (
        (DossierBasis.RECEIVED, Dossier.received_month),
        (DossierBasis.DUE, Dossier.first_due_month),
    ):
        there_are = select(Dossier.unit_id, column.label("month")).distinct()
        months |= {(basis, row.unit_id, row.month) for row in data.session.execute(there_are)}
    for key in sorted(months - left_out):
        there = {each["procedure_id"]: each for each in counted_dossier_month(data.session, key)}
        tally.expect(kept.get(key, {}) == there, _name(key), fault="another count than its dossiers give")
        tally.checked += 1
        yield tally.checked


def _name(key: tuple[DossierBasis, int, int]) -> str:
    return f"dossiers, {key[0]}, unit {key[1]}, month {key[2]}"
