"""A page of figures from top to bottom."""

from portal.domain.measures.measure import Counted
from portal.domain.unit_figures import UnitFigures
from portal.web.shared.figures.intake import apart_section, intake_section
from portal.web.shared.figures.pieces import Section
from portal.web.shared.figures.promise import due_section, ranking_section, trend_section
from portal.web.shared.figures.qd766 import FEEDBACK, decision_section
from portal.web.shared.figures.quality import (
    held_section,
    publication_section,
    satisfaction_section,
    speed_section,
)
from portal.web.shared.figures.shown import Shown


def sections_of(shown: Shown, *, for_staff: bool = False) -> list[Section]:
    """The promise first, then what came in, how good the answers were, and what is counted apart.

    How long each unit held the cases is told to staff alone: to everybody the office answers as one.
    """
    sections = [
        due_section(shown),
        trend_section(shown),
        intake_section(shown),
        speed_section(shown),
        *([held_section(shown)] if for_staff else []),
        publication_section(shown),
        satisfaction_section(shown),
        _decision(shown),
    ]
    if len(shown.figures.by_unit) > 1:
        sections.append(ranking_section(shown))
    return [*sections, apart_section(shown)]


def _decision(shown: Shown) -> Section:
    by_unit = {unit_id: Counted(each) for unit_id, each in shown.units(_has_due)}
    return decision_section(Counted(shown.figures.total), by_unit, codes=FEEDBACK, period=shown.period)


def _has_due(figures: UnitFigures) -> bool:
    return figures.due.due > 0
