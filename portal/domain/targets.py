"""Targets for figures: which one holds for a unit and year, and how far a figure is from it (rules §10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.domain.figures import Share


class TargetFigure(StrEnum):
    """The shares for which a target can be set."""

    ANSWERS_ON_TIME = "answers_on_time"
    DOSSIERS_ON_TIME = "dossiers_on_time"
    APOLOGY_COVERAGE = "apology_coverage"
    ONLINE_PROCEDURES_USED = "online_procedures_used"
    ONLINE_OF_ALL = "online_of_all"
    ONLINE_PARTIAL = "online_partial"
    ONLINE_FULL = "online_full"
    POSTAL_PROCEDURES_USED = "postal_procedures_used"
    RECEIVED_BY_POST = "received_by_post"
    RETURNED_BY_POST = "returned_by_post"
    # Of survey ballots, and of ratings of answers by their result: never added up.
    SURVEY_SATISFACTION = "survey_satisfaction"
    RATING_SATISFACTION = "rating_satisfaction"


@dataclass(frozen=True, slots=True)
class Target:
    """A share that is to be reached from a year on, by a unit and those below it or by all; in percent."""

    figure: TargetFigure
    percent: Decimal
    from_year: int
    unit_id: int | None = None
    source: str = ""


def target_for(
    figure: TargetFigure, chain: Sequence[int], year: int, *, targets: Iterable[Target]
) -> Target | None:
    """The target that holds: of the nearest unit in the chain, the one that came into force last."""
    fitting = [
        each
        for each in targets
        if each.figure is figure
        and each.from_year <= year
        and (each.unit_id is None or each.unit_id in chain)
    ]
    places = {unit_id: place for place, unit_id in enumerate(chain)}
    return min(
        fitting,
        key=lambda each: (
            len(chain) if each.unit_id is None else places[each.unit_id],
            -each.from_year,
        ),
        default=None,
    )


def gap(share: Share, target: Target | None) -> Decimal | None:
    """Percentage points above (or, negative, below) the target; None without either."""
    if target is None or share.percent is None:
        return None
    return share.percent - target.percent
