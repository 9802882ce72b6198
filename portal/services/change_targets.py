"""Setting targets for figures; every change is noted."""

from dataclasses import dataclass
from decimal import Decimal

from portal.domain.targets import TargetFigure
from portal.domain.text import nfc
from portal.models.policy import FigureTarget
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken

FIRST_YEAR, LAST_YEAR = 2000, 2099
COLUMNS = ("figure", "unit_id", "from_year", "hundredths", "source")


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target as typed; percent with at most two decimals."""

    figure: TargetFigure
    percent: Decimal
    from_year: int
    unit_id: int | None
    source: str


def save_target(act: Act, facts: TargetFacts, row: FigureTarget | None = None) -> FigureTarget:
    """Add a target or change one. Raises NotPermitted, RuleBroken."""
    require_reach(act, facts.unit_id)
    if row is not None:
        require_reach(act, row.unit_id)
    if not Decimal(0) <= facts.percent <= Decimal(100):
        raise RuleBroken("percent", "out_of_range")
    if not FIRST_YEAR <= facts.from_year <= LAST_YEAR:
        raise RuleBroken("from_year", "out_of_range")
    if not facts.source.strip():
        raise RuleBroken("source", "missing")
    before = facts_of_row(row, *COLUMNS) if row is not None else None
    row = row or FigureTarget()
    row.figure, row.unit_id, row.from_year = facts.figure, facts.unit_id, facts.from_year
    row.hundredths, row.source = int(facts.percent * 100), nfc(facts.source).strip()
    act.session.add(row)
    act.session.flush()
    after = facts_of_row(row, *COLUMNS)
    note_change(act, Change.TARGET_CHANGED, row.figure.value, before=before, after=after, unit_id=row.unit_id)
    return row


def drop_target(act: Act, row: FigureTarget) -> None:
    """Take a target away. Raises NotPermitted."""
    require_reach(act, row.unit_id)
    before = facts_of_row(row, *COLUMNS)
    act.session.delete(row)
    note_change(act, Change.TARGET_CHANGED, row.figure.value, before=before, unit_id=row.unit_id)
