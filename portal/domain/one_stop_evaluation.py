"""The nine indicators of one-stop work by TT 01/2018/TT-VPCP, Đ12-15: historical since 15/9/2025 (law §5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum

TENTH = Decimal("0.1")
MOST = Decimal(2)


class Indicator(IntEnum):
    """What is scored from 0 to 2, by the numbers of the circular."""

    TOTAL_TIME = 1
    TIME_OF_UNITS = 2
    CONTACTS = 3
    AGENCIES = 4
    ORGANISATION = 5
    PUBLICATION = 6
    ATTITUDE = 7
    FEEDBACK = 8
    ONLINE = 9


# These can only be known by people: nothing in the portal tells them.
ENTERED = frozenset({
    Indicator.TIME_OF_UNITS,
    Indicator.AGENCIES,
    Indicator.ORGANISATION,
    Indicator.ATTITUDE,
})


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """What the portal knows of a unit's quarter."""

    early: int = 0
    on_time: int = 0
    late: int = 0
    without_supplement: int = 0
    with_one_supplement: int = 0
    with_more_supplements: int = 0
    procedures: int = 0
    procedures_posted: int = 0
    feedback_due: int = 0
    feedback_in_time: int = 0
    # Answered after an extension, or open past the due date: prolonged.
    feedback_prolonged: int = 0
    procedures_online: int = 0
    dossiers: int = 0
    dossiers_online: int = 0
    online_late: int = 0


def computed(facts: QuarterFacts) -> dict[Indicator, Decimal]:
    """The scores that follow from the facts; an indicator without data is left out."""
    scores = {
        Indicator.TOTAL_TIME: _mean(
            2 * facts.early + facts.on_time, facts.early + facts.on_time + facts.late
        ),
        Indicator.CONTACTS: _mean(
            2 * facts.without_supplement + facts.with_one_supplement,
            facts.without_supplement + facts.with_one_supplement + facts.with_more_supplements,
        ),
        Indicator.PUBLICATION: _mean(facts.procedures + facts.procedures_posted, facts.procedures),
        Indicator.FEEDBACK: _feedback(facts),
        Indicator.ONLINE: _online(facts),
    }
    return {indicator: score for indicator, score in scores.items() if score is not None}


def _mean(points: int, of: int) -> Decimal | None:
    """The points for each, with one decimal, halves rounded up (Đ13)."""
    return (Decimal(points) / of).quantize(TENTH, ROUND_HALF_UP) if of else None


def _feedback(facts: QuarterFacts) -> Decimal:
    """None, or all in time and none prolonged: 2; at least 90 % and none prolonged: 1."""
    if facts.feedback_due == 0:
        return MOST
    if facts.feedback_prolonged or facts.feedback_in_time * 10 < facts.feedback_due * 9:
        return Decimal(0)
    return MOST if facts.feedback_in_time == facts.feedback_due else Decimal(1)


def _online(facts: QuarterFacts) -> Decimal | None:
    """At least 20 % of the procedures and 30 % of the dossiers online and none late: 2; from 15 % on: 1."""
    if facts.dossiers == 0 or facts.procedures == 0:
        return None
    if facts.online_late or facts.dossiers_online * 100 < facts.dossiers * 15:
        return Decimal(0)
    many = facts.dossiers_online * 100 >= facts.dossiers * 30
    offered = facts.procedures_online * 100 >= facts.procedures * 20
    return MOST if many and offered else Decimal(1)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a quarter: computed ones, entered ones, and those that are missing."""

    scores: Mapping[Indicator, Decimal]

    @property
    def mean(self) -> Decimal | None:
        """The mean of what there is, with two decimals; missing indicators are left out."""
        if not self.scores:
            return None
        total = sum(self.scores.values(), Decimal())
        return (total / len(self.scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def missing(self) -> tuple[Indicator, ...]:
        """What nobody has entered and no data tell."""
        return tuple(each for each in Indicator if each not in self.scores)

    @property
    def total(self) -> Decimal | None:
        """The points of a unit, of 18; only with all nine indicators."""
        return None if self.missing else sum(self.scores.values(), Decimal())

    @property
    def grade(self) -> str:
        """What the points are called (Đ14); "" while an indicator is missing."""
        if self.total is None:
            return ""
        grades = ((15, "excellent"), (12, "good"), (9, "fair"), (6, "average"))
        return next((grade for least, grade in grades if self.total >= least), "weak")


def evaluation(facts: QuarterFacts, entered: Mapping[Indicator, Decimal]) -> Evaluation:
    """The computed scores, and entered ones for what cannot be computed."""
    known = computed(facts)
    return Evaluation({**{each: score for each, score in entered.items() if each not in known}, **known})
