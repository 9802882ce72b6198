"""The parts of every figure add up to the whole, and the whole to the cases and their histories."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from portal.models.case import Case
from portal.models.figure import Basis, FigureMark, HeldFigure, HeldMark, HeldTime, MonthlyFigure
from portal.queries.figure_counts import Bucket, Figure, counted_month
from portal.queries.held_times import held_by_cases, tenths_of
from portal.queries.invariants.check import BATCH, Data, Tally


def parts_add_up(data: Data, tally: Tally) -> Iterator[int]:
    """In time, kept, late, open and stopped make what was received; months being counted anew are left out."""
    marked = _marked(data)
    kept: dict[Bucket, int] = {}
    for figure in data.session.scalars(select(MonthlyFigure)):
        key = (figure.basis, figure.unit_id, figure.month)
        parts = figure.in_time + figure.in_time_after_extension + figure.kept_by_notice + figure.late
        whole = parts + figure.open + figure.stopped
        tally.expect(whole == figure.received, _name(key), fault=f"parts {whole}, received {figure.received}")
        kept[key] = kept.get(key, 0) + figure.received + figure.for_reference
        tally.checked += 1
    yield tally.checked
    for basis, column in ((Basis.RECEIVED, Case.received_month), (Basis.DUE, Case.due_month)):
        counted = select(Case.unit_id, column.label("month"), func.count().label("n"))
        counted = counted.where(~Case.sealed).group_by(Case.unit_id, column)
        for row in data.session.execute(counted):
            key = (basis, row.unit_id, row.month)
            fault = f"{kept.get(key, 0)} counted, {row.n} are there"
            tally.expect(key in marked or kept.get(key, 0) == row.n, _name(key), fault=fault)
            tally.checked += 1
        yield tally.checked


def figures_equal_recount(data: Data, tally: Tally) -> Iterator[int]:
    """Every number kept of a month is what counting its cases anew gives; months being counted are left out."""
    left_out = _marked(data)
    kept: dict[Bucket, dict[str, Figure]] = {}
    for row in data.session.execute(select(MonthlyFigure.__table__)):
        figure = {name: value for name, value in row._mapping.items() if name != "counted_at"}
        kept.setdefault((row.basis, row.unit_id, row.month), {})[row.kind] = figure
    for key in sorted((kept.keys() | _months_with_cases(data)) - left_out):
        there = {each["kind"]: each for each in counted_month(data.session, key)}
        tally.expect(kept.get(key, {}) == there, _name(key), fault=_difference(kept.get(key, {}), there))
        tally.checked += 1
        yield tally.checked


def _marked(data: Data) -> set[Bucket]:
    marks = select(FigureMark.basis, FigureMark.unit_id, FigureMark.month).distinct()
    return {(row.basis, row.unit_id, row.month) for row in data.session.execute(marks)}


def _months_with_cases(data: Data) -> set[Bucket]:
    found = set()
    for basis, column in ((Basis.RECEIVED, Case.received_month), (Basis.DUE, Case.due_month)):
        wanted = select(Case.unit_id, column.label("month")).where(~Case.sealed).distinct()
        found |= {(basis, row.unit_id, row.month) for row in data.session.execute(wanted)}
    return found


def _difference(kept: Mapping[str, Figure], there: Mapping[str, Figure]) -> str:
    """The first few columns that differ, in the order of their names."""
    differs = [
        f"{kind} {name}: {old.get(name)} kept, {new.get(name)} counted"
        for kind in sorted(kept.keys() | there.keys())
        for old, new in [(kept.get(kind, {}), there.get(kind, {}))]
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]
    return "; ".join(differs[:3])


def times_held_equal_recount(data: Data, tally: Tally) -> Iterator[int]:
    """The times held that are kept are those that the histories tell; what is being counted anew is left out."""
    recounted: dict[tuple[int, int], _Held] = {}
    left_out = _being_counted(data)
    marked, last = set(data.session.scalars(select(HeldMark.case_id))), 0
    while ids := _answered_cases(data, last):
        last = ids[-1]
        for each in held_by_cases(data.session, data.settings, ids, now=data.now):
            if each.case_id in marked:
                left_out.add((each.unit_id, each.month))
            recounted.setdefault((each.unit_id, each.month), _Held()).add(each.minutes)
        tally.checked += len(ids)
        yield len(ids)
    kept = {(row.unit_id, row.month): row for row in data.session.scalars(select(HeldFigure))}
    for key in (kept.keys() | recounted.keys()) - left_out:
        there, row = recounted.get(key, _Held()), kept.get(key)
        shown = _Held(dict(row.tenths), row.minutes) if row else _Held()
        name, fault = _name((Basis.ANSWERED, *key)), f"{shown.words} counted, {there.words} held"
        tally.expect(shown == there, name, fault=fault)
    yield 0


@dataclass
class _Held:
    """The time a unit held the cases answered in a month."""

    tenths: dict[str, int] = field(default_factory=dict)
    minutes: int = 0

    def add(self, minutes: int) -> None:
        key = str(tenths_of(minutes))
        self.tenths[key] = self.tenths.get(key, 0) + 1
        self.minutes += minutes

    @property
    def words(self) -> str:
        return f"{sum(self.tenths.values())} stays of {self.minutes} minutes"


def _being_counted(data: Data) -> set[tuple[int, int]]:
    """The units and months that are marked, or in which a marked case stands so far."""
    marks = select(FigureMark.unit_id, FigureMark.month).where(FigureMark.basis == Basis.ANSWERED)
    stands = select(HeldTime.unit_id, HeldTime.month).join(HeldMark, HeldMark.case_id == HeldTime.case_id)
    return {(row.unit_id, row.month) for each in (marks, stands) for row in data.session.execute(each)}


def _answered_cases(data: Data, after: int) -> Sequence[int]:
    wanted = select(Case.id).where(Case.id > after, Case.answered_at.is_not(None))
    return data.session.scalars(wanted.order_by(Case.id).limit(BATCH)).all()


def _name(key: tuple[Basis, int, int]) -> str:
    return f"{key[0]}, unit {key[1]}, month {key[2]}"
