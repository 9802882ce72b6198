"""What tables of figures have in common: values as they are kept, changes and targets beside them."""

from collections.abc import Iterable
from decimal import Decimal

from portal.domain.measures.measure import Measured, UnitOfMeasure
from portal.domain.measures.registry import TARGETED, measure
from portal.domain.reports.content import Table, Value
from portal.domain.reports.facts import Facts
from portal.domain.wording import sign_of

# Which target a figure is measured by.
TARGETS = {code: figure for figure, code in TARGETED.items()}
TIMES = frozenset({UnitOfMeasure.HOURS, UnitOfMeasure.DAYS})


def value_of(code: str, found: Measured) -> Value:
    """A figure as a table has it: percent, hours or a count; nothing where it is not told."""
    if found.suppressed:
        return None
    if found.whole is not None:
        return found.percent
    if found.number is None:
        return None
    return float(found.number) if measure(code).unit_of_measure in TIMES else int(found.number)


def figure_rows(facts: Facts, codes: Iterable[str]) -> tuple[tuple[Value, ...], ...]:
    """A row for each figure: its name, now, before, the change, and its target."""
    return tuple(_row(facts, code) for code in codes)


def _row(facts: Facts, code: str) -> tuple[Value, ...]:
    now, before = value_of(code, facts.value(code)), value_of(code, facts.value_before(code))
    target = facts.targets.get(TARGETS[code]) if code in TARGETS else None
    return measure(code).name.said(facts.spec.language), now, before, _change(facts, now, before), target


def _change(facts: Facts, now: Value, before: Value) -> str:
    """The change with its sign; of shares in points."""
    if isinstance(now, str) or isinstance(before, str) or now is None or before is None:
        return ""
    gap = Decimal(str(now)) - Decimal(str(before))
    decimals = 2 if isinstance(now, Decimal) else 1 if isinstance(now, float) else 0
    return f"{sign_of(gap)}{facts.speech.number(abs(gap), decimals)}"


def figure_table(facts: Facts, caption: str, sheet: str, *, codes: Iterable[str]) -> Table:
    """Figures beside those of the period before."""
    columns: tuple[str, ...] = (
        facts.say("Chỉ số", "Figure"),
        facts.say("Kỳ này", "This period"),
        facts.say("Kỳ trước", "Before"),
        facts.say("Tăng, giảm", "Change"),
        facts.say("Chỉ tiêu", "Target"),
    )
    rows = figure_rows(facts, codes)
    if all(row[-1] is None for row in rows):
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    points = facts.say("Tỷ lệ tăng, giảm tính bằng điểm phần trăm.", "Changes of shares are in points.")
    return Table(caption, sheet, columns, rows, notes=(points,))
