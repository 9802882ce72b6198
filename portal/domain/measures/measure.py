"""What a measure is: the definition of one figure in both languages, and the way to its value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from portal.domain.bilingual import Bilingual
from portal.domain.dossier_figures import DossierCounts, Kept, Ways
from portal.domain.figures import CaseCounts, Satisfaction, Share
from portal.domain.kinds import Kind
from portal.domain.surveys.counted import SurveyCount
from portal.domain.unit_figures import UnitFigures

AS_OF = Bilingual(
    "theo tình trạng tại thời điểm nêu cùng số liệu.", "as things stand at the moment stated with it."
)


class UnitOfMeasure(StrEnum):
    """What a value is a number of."""

    PERCENT = "percent"
    CASES = "cases"
    STAYS = "stays"
    DOSSIERS = "dossiers"
    HOURS = "working_hours"
    DAYS = "working_days"
    BALLOTS = "ballots"


@dataclass(frozen=True)
class Counted:
    """What is kept of some units and a period, from which every measure takes its value."""

    cases: UnitFigures = field(default_factory=UnitFigures)
    # Suggestions, praise and initiatives received.
    apart: Mapping[Kind, CaseCounts] = field(default_factory=dict)
    for_reference: int = 0
    # Dossiers promised for the period, and those received in it.
    kept: Kept = field(default_factory=Kept)
    received: DossierCounts = field(default_factory=DossierCounts)
    ways: Ways = field(default_factory=lambda: Ways(()))
    # The minutes of a working day of the office; nothing is told in days without them.
    day_minutes: int = 0
    # Ballots of surveys by the code of the survey, never mixed with ratings of answers.
    surveys: Mapping[str, SurveyCount] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """A share with its parts and its interval, or a plain number; suppressed where too few are counted."""

    part: int | None = None
    whole: int | None = None
    percent: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    number: Decimal | None = None
    suppressed: bool = False


class AnswerLevel(StrEnum):
    """Which answers of a survey a figure counts."""

    BALLOTS = "ballots"  # none: how many ballots there are
    SATISFIED = "satisfied"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class SurveyRecipe:
    """How a figure of a survey is counted, for whoever counts it again: the answers of a level, pooled over items."""

    survey: str
    level: AnswerLevel
    items: tuple[str, ...] = ()
    interval: bool = False


@dataclass(frozen=True)
class Measure:
    """One figure: what it counts, of what, without what, as of when, and its value."""

    # Stable: addresses, files and other software know a figure by it. The part before the dot is its family.
    code: str
    rule: str
    name: Bilingual
    # What is counted; of a share, its numerator.
    numerator: Bilingual
    value: Callable[[Counted], Measured]
    unit_of_measure: UnitOfMeasure
    denominator: Bilingual | None = None
    exclusions: Bilingual | None = None
    as_of: Bilingual = AS_OF
    # Below so many, no value is told.
    fewest: int = 0
    # The codes of the figures that add up to this one.
    parts: tuple[str, ...] = ()
    # Raised whenever it is counted otherwise than before.
    version: int = 1
    # Of a survey's figures.
    recipe: SurveyRecipe | None = None
    # Whether everybody may see it, or staff alone.
    public: bool = True

    @property
    def family(self) -> str:
        """What it is a figure of: cases, ratings, dossiers …"""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Notion:
    """What stands beside figures and has no value of its own: an interval, a ranking."""

    code: str
    rule: str
    name: Bilingual
    numerator: Bilingual
    exclusions: Bilingual | None = None
    denominator: Bilingual | None = None


def share_of(share: Share) -> Measured:
    """A share with its parts."""
    return Measured(share.part, share.whole, share.percent)


def number_of(count: int) -> Measured:
    """A count."""
    return Measured(number=Decimal(count))


def tenths_of(value: float | None) -> Measured:
    """A time to one decimal; without a number when there is none."""
    return Measured(number=None if value is None else Decimal(f"{value:.1f}"))


def ballots_of(satisfaction: Satisfaction) -> Measured:
    """The share of levels 4 and 5 with its interval; below 5 ballots nothing but that there are too few."""
    share, interval = satisfaction.share, satisfaction.interval
    if share is None or interval is None:
        return Measured(suppressed=True)
    low, high = interval
    return Measured(share.part, share.whole, share.percent, low, high)
