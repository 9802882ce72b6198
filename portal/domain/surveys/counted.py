"""Which ballots are counted together, and what may be told of them (rules §9)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.domain.bilingual import Bilingual
from portal.domain.released_groups import ReleasedGroups
from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.results import Counts
from portal.domain.surveys.ways import Population


@dataclass(frozen=True, slots=True)
class Sample:
    """A campaign, as figures name it: whom it was drawn from, and which days."""

    number: int
    name: str
    population: Population
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Survey:
    """Ballots that are counted together: one version of a questionnaire, voluntary ones or those of one sample."""

    questionnaire: Questionnaire
    version: int
    sample: Sample | None = None

    def __hash__(self) -> int:
        # Of the whole questionnaire it would take as long as what is kept by it.
        return hash(self.code)

    @cached_property
    def code(self) -> str:
        """Stable: "one_stop.1.voluntary", "one_stop.1.sample3"."""
        chosen = f"sample{self.sample.number}" if self.sample else "voluntary"
        return f"{self.questionnaire.code}.{self.version}.{chosen}"

    @cached_property
    def name(self) -> Bilingual:
        """What was asked, which version, and whether chance chose who was asked."""
        title = self.questionnaire.title
        if self.sample:
            name = self.sample.name
            chosen = Bilingual(f"mẫu ngẫu nhiên “{name}”", f"random sample “{name}”")
        else:
            chosen = Bilingual("phiếu tự nguyện, không đại diện", "voluntary ballots, not representative")
        return Bilingual(
            f"{title.said('vi')} (phiên bản {self.version}, {chosen.vi})",
            f"{title.said('en')} (version {self.version}, {chosen.en})",
        )


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """What may be told of the ballots of a survey."""

    survey: Survey
    counts: Counts


@dataclass(frozen=True)
class ReleasedSurvey:
    """All that may be told of a survey, group by group."""

    survey: Survey
    groups: ReleasedGroups[Counts]
    # Its groups are about the units that stood one under the other on this day of each year, or at its end.
    closed_on: date | None = None
