"""A page of figures from top to bottom."""

from portal.domain.measures.measure import Counted
from portal.domain.unit_figures import UnitFigures
from portal.web.shared.figures.intake import apart_section, intake_section
from portal.web.shared.figures.pieces import Section
from portal.web.shared.figures.promise import due_section, heat_section, ranking_section
from portal.web.shared.figures.qd766 import FEEDBACK, decision_section
from portal.web.shared.figures.quality import (
    held_section,
    publication_section,
    satisfaction_section,
    speed_section,
)
from portal.web.shared.figures.shown import Shown


def sections_of(shown: Shown) -> list[Section]:
    """What everybody sees: the promise, what came in, how good the answers were, and what is counted apart."""
    return [
        due_section(shown),
        *_work(shown),
        satisfaction_section(shown),
        _decision(shown),
        *_units(shown),
        apart_section(shown),
    ]


def staff_sections(shown: Shown, today: Section, people: list[Section]) -> list[Section]:
    """What staff see: today first, units side by side, and what people say and are told: `people`, after the ratings.

    How long each unit held the cases is told to staff alone: to everybody the office answers as one. Of one kind of
    cases there are no ratings and no times held, and what concerns no case of that kind is left out.
    """
    intake, speed, publication = _work(shown)
    promise = [today, due_section(shown), heat_section(shown), *_units(shown), intake, speed]
    if shown.selection.kind is not None:
        return [*promise, publication]
    said = [satisfaction_section(shown), _decision(shown), *people, apart_section(shown)]
    return [*promise, held_section(shown), publication, *said]


def _work(shown: Shown) -> list[Section]:
    return [intake_section(shown), speed_section(shown), publication_section(shown)]


def _units(shown: Shown) -> list[Section]:
    """The ranking, where there is more than one to rank."""
    return [ranking_section(shown)] if len(shown.figures.by_unit) > 1 else []


def _decision(shown: Shown) -> Section:
    by_unit = {unit_id: Counted(each) for unit_id, each in shown.units(_has_due)}
    return decision_section(Counted(shown.figures.total), by_unit, codes=FEEDBACK, period=shown.period)


def _has_due(figures: UnitFigures) -> bool:
    return figures.due.due > 0
