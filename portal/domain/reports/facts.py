"""What a report is composed from: counted figures, those of the period before, targets, and who reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from portal.domain.charts.backlog import Backlog
from portal.domain.charts.speech import Speech
from portal.domain.dossier_figures import Kept
from portal.domain.figures import Share
from portal.domain.measures.measure import Counted, Measured
from portal.domain.measures.registry import measure
from portal.domain.periods import month_of
from portal.domain.reports.content import Head
from portal.domain.reports.spec import Days, ReportSpec, before_words, days_before, days_words
from portal.domain.surveys.remedies import RemedyCounts
from portal.domain.targets import TargetFigure
from portal.domain.time import local_day
from portal.domain.unit_figures import UnitFigures


@dataclass(frozen=True)
class UnitFacts:
    """The figures of one unit alone, and the targets that hold for it."""

    unit_id: int
    name: str
    cases: UnitFigures = field(default_factory=UnitFigures)
    kept: Kept = field(default_factory=Kept)
    targets: Mapping[TargetFigure, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Everything a report says, before it is said."""

    spec: ReportSpec
    head: Head
    as_of: datetime
    counted: Counted
    before: Counted
    units: tuple[UnitFacts, ...] = ()
    # Answered on time, of what fell due, in each of the twelve months up to the end of the period.
    months: Mapping[int, Share] = field(default_factory=dict)
    targets: Mapping[TargetFigure, Decimal] = field(default_factory=dict)
    backlog: Backlog = field(default_factory=Backlog)
    # What became of what surveys rated low.
    remedies: RemedyCounts = field(default_factory=RemedyCounts)
    # Whether changes were still being counted.
    recounting: bool = False

    @property
    def speech(self) -> Speech:
        """The language of the report."""
        return Speech(self.spec.language)

    @property
    def days(self) -> Days:
        """What the report covers."""
        return self.spec.days

    @property
    def period(self) -> str:
        """The period in words."""
        return days_words(self.days, self.spec.language)

    @property
    def days_before(self) -> Days:
        """What it is compared with."""
        return days_before(self.days)

    @property
    def period_before(self) -> str:
        """The period it is compared with, in words."""
        return before_words(self.days, self.spec.language)

    @property
    def running_month(self) -> int:
        """The month that has not ended as of the report."""
        return month_of(local_day(self.as_of))

    def was_there(self, code: str) -> bool:
        """Whether the period before had anything of the kind that a figure tells."""
        if measure(code).family in {"cases", "ratings"} or code.startswith("qd766.feedback"):
            return bool(self.before.cases.received.received or self.before.cases.due.received)
        return bool(self.before.kept.counts.all or self.before.received.all)

    def value(self, code: str) -> Measured:
        """A figure of the period."""
        return measure(code).value(self.counted)

    def value_before(self, code: str) -> Measured:
        """The same figure of the period before; without a value where there was nothing at all."""
        if not self.was_there(code):
            return Measured()
        return measure(code).value(self.before)

    def say(self, vietnamese: str, english: str, **values: str) -> str:
        """A sentence in the language of the report."""
        return self.speech.say(vietnamese, english, **values)
