"""The ratings as everybody may know them, from the kept months."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from portal.domain.figures import Satisfaction
from portal.domain.released_ratings import Ballots, Cell, Released, released
from portal.domain.unit_figures import UnitFigures
from portal.models.figure import Basis, MonthlyFigure
from portal.queries.figure_parts import MAIN
from portal.queries.figures import Figures, Selection
from portal.queries.settings import Settings

__all__ = ["ballots_by_cell", "released_ratings", "with_ballots", "with_released"]


def released_ratings(session: Session, settings: Settings) -> Released:
    """All ballots in groups that tell of nobody alone: one statement."""

    def below(unit_id: int | None) -> frozenset[int]:
        return frozenset(settings.units) if unit_id is None else settings.units_below(unit_id)

    return released(ballots_by_cell(session), settings.unit_chain, below)


def ballots_by_cell(session: Session) -> dict[Cell, Ballots]:
    """The ballots of each unit and month that has any."""
    wanted = select(
        MonthlyFigure.unit_id, MonthlyFigure.month, MonthlyFigure.ratings, MonthlyFigure.rated_low
    ).where(
        MonthlyFigure.basis == Basis.DUE,
        MonthlyFigure.kind.in_(MAIN),
        cast(MonthlyFigure.ratings, Text) != "{}",
    )
    cells: defaultdict[Cell, Ballots] = defaultdict(Ballots)
    for unit_id, month, ratings, rated_low in session.execute(wanted):
        cells[unit_id, month] += Ballots(_levels(ratings), rated_low)
    return dict(cells)


def _levels(ratings: Mapping[str, Mapping[str, int]]) -> dict[str, dict[int, int]]:
    return {question: {int(level): n for level, n in levels.items()} for question, levels in ratings.items()}


def with_released(figures: Figures, selection: Selection, ratings: Released) -> Figures:
    """The same figures with no other ballots than everybody may know of."""
    if selection.kind is not None:
        return figures  # of one kind alone no ratings are told
    period = selection.period
    total = ratings.of(selection.unit_ids, period)
    by_unit = {
        unit_id: with_ballots(each, ratings.of(selection.own_of(unit_id).unit_ids, period))
        for unit_id, each in figures.by_unit.items()
    }
    return replace(figures, total=with_ballots(figures.total, total), by_unit=by_unit)


def with_ballots(figures: UnitFigures, ballots: Ballots) -> UnitFigures:
    """Figures with these ballots in place of their own."""
    ratings = {question: Satisfaction(levels) for question, levels in ballots.levels.items()}
    return replace(figures, ratings=ratings, due=replace(figures.due, rated_low=ballots.rated_low))
