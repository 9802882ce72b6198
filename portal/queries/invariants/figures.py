"""The parts of every figure add up to the whole, and the whole to the cases themselves."""

from collections.abc import Iterator

from sqlalchemy import func, select

from portal.models.case import Case
from portal.models.figure import Basis, FigureMark, MonthlyFigure
from portal.queries.invariants.check import Data, Tally


def parts_add_up(data: Data, tally: Tally) -> Iterator[int]:
    """In time, kept, late, open and stopped make what was received; months being counted anew are left out."""
    marks = select(FigureMark.basis, FigureMark.unit_id, FigureMark.month).distinct()
    marked = {(row.basis, row.unit_id, row.month) for row in data.session.execute(marks)}
    kept: dict[tuple[Basis, int, int], int] = {}
    for figure in data.session.scalars(select(MonthlyFigure)):
        key = (figure.basis, figure.unit_id, figure.month)
        parts = figure.in_time + figure.in_time_after_extension + figure.kept_by_notice + figure.late
        whole = parts + figure.open + figure.stopped
        tally.expect(whole == figure.received, _name(key), fault=f"parts {whole}, received {figure.received}")
        kept[key] = kept.get(key, 0) + figure.received + figure.for_reference
        tally.checked += 1
    yield tally.checked
    for basis, column in ((Basis.RECEIVED, Case.received_month), (Basis.DUE, Case.due_month)):
        counted = select(Case.unit_id, column.label("month"), func.count().label("n")).group_by(
            Case.unit_id, column
        )
        for row in data.session.execute(counted):
            key = (basis, row.unit_id, row.month)
            fault = f"{kept.get(key, 0)} counted, {row.n} are there"
            tally.expect(key in marked or kept.get(key, 0) == row.n, _name(key), fault=fault)
            tally.checked += 1
        yield tally.checked


def _name(key: tuple[Basis, int, int]) -> str:
    return f"{key[0]}, unit {key[1]}, month {key[2]}"
