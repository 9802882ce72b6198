"""All measures in the order in which they are shown, and each by its code."""

from collections.abc import Mapping, Sequence

from portal.domain.measures.answers import HELD, PUBLICATION, SPEED
from portal.domain.measures.dossiers import KEPT, LETTERS
from portal.domain.measures.intake import APART_MEASURES, INTAKE
from portal.domain.measures.measure import Measure, Notion
from portal.domain.measures.promise import PROMISE, RANKING
from portal.domain.measures.qd766 import QD766
from portal.domain.measures.ratings import INTERVAL, RATINGS
from portal.domain.measures.surveys import SURVEY_NOTIONS
from portal.domain.measures.ways import RECEIVED, WAYS
from portal.domain.targets import TargetFigure

# Raised whenever a figure is counted otherwise than before; the history is in docs/figures.md.
VERSION = "2.0"

# As they stand on the pages, figures and notions together.
DEFINED: Sequence[Measure | Notion] = (
    *PROMISE,
    *INTAKE,
    *SPEED,
    *HELD,
    *PUBLICATION,
    *RATINGS,
    INTERVAL,
    RANKING,
    *APART_MEASURES,
    *KEPT,
    *LETTERS,
    *RECEIVED,
    *WAYS,
    *QD766,
)

MEASURES: Sequence[Measure] = tuple(each for each in DEFINED if isinstance(each, Measure))

# The figures for which a target can be set.
TARGETED: Mapping[TargetFigure, str] = {
    TargetFigure.ANSWERS_ON_TIME: "cases.on_time_rate",
    TargetFigure.DOSSIERS_ON_TIME: "dossiers.on_time_rate",
    TargetFigure.APOLOGY_COVERAGE: "dossiers.apology_coverage",
    TargetFigure.ONLINE_PROCEDURES_USED: "dossiers.online_procedures_used",
    TargetFigure.ONLINE_OF_ALL: "dossiers.online_of_all",
    TargetFigure.ONLINE_PARTIAL: "dossiers.online_partial_share",
    TargetFigure.ONLINE_FULL: "dossiers.online_full_share",
    TargetFigure.POSTAL_PROCEDURES_USED: "dossiers.postal_procedures_used",
    TargetFigure.RECEIVED_BY_POST: "dossiers.received_by_post",
    TargetFigure.RETURNED_BY_POST: "dossiers.returned_by_post",
}

_BY_CODE: Mapping[str, Measure | Notion] = {each.code: each for each in (*DEFINED, *SURVEY_NOTIONS)}


def measure(code: str) -> Measure:
    """The measure with a code. Raises KeyError for a code that is none."""
    found = _BY_CODE[code]
    if not isinstance(found, Measure):
        raise KeyError(code)
    return found


def defined(code: str) -> Measure | Notion:
    """The measure or notion with a code. Raises KeyError for a code that is neither."""
    return _BY_CODE[code]


def public_measures() -> Sequence[Measure]:
    """The measures that everybody may see."""
    return tuple(each for each in MEASURES if each.public)
