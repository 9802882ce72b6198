"""How much of what should be found is found, and how much of what is found should be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.domain.privacy.detect import find_personal_data
from portal.domain.privacy.finding import Finding, PersonalData
from tests.domain.privacy.marked import Case


@dataclass
class Tally:
    """Counts by kind. A finding is right when its kind and both its ends are."""

    expected: Counter[PersonalData] = field(default_factory=Counter)
    found: Counter[PersonalData] = field(default_factory=Counter)
    right: Counter[PersonalData] = field(default_factory=Counter)
    # What is expected and lies within a finding of its kind, be that longer or not: it would be hidden.
    hidden: Counter[PersonalData] = field(default_factory=Counter)

    def recall(self, *kinds: PersonalData) -> float:
        """The share of what should be found that is, of some kinds together or of all."""
        return _share(self.right, self.expected, kinds)

    def precision(self, *kinds: PersonalData) -> float:
        """The share of findings that are right."""
        return _share(self.right, self.found, kinds)

    def lines(self, title: str) -> list[str]:
        """The measures, a line a kind."""
        lines = [f"{title}: {'kind':13} {'expected':>8} {'recall':>7} {'hidden':>7} {'precision':>9}"]
        for kinds in (*((kind,) for kind in PersonalData), tuple(PersonalData)):
            name = kinds[0].value if len(kinds) == 1 else "all"
            shares = (self.recall(*kinds), _share(self.hidden, self.expected, kinds), self.precision(*kinds))
            count = sum(self.expected[kind] for kind in kinds)
            lines.append(f"{title}: {name:13} {count:8} {shares[0]:7.3f} {shares[1]:7.3f} {shares[2]:9.3f}")
        return lines


def measure(cases: Iterable[Case]) -> Tally:
    """What the detectors do with some texts."""
    tally = Tally()
    for case in cases:
        found = find_personal_data(case.text, sender_name=case.sender)
        tally.expected.update(finding.kind for finding in case.expected)
        tally.found.update(finding.kind for finding in found)
        tally.right.update(finding.kind for finding in case.expected if finding in found)
        tally.hidden.update(finding.kind for finding in case.expected if _within(finding, found))
    return tally


def _within(expected: Finding, found: list[Finding]) -> bool:
    return any(
        finding.kind is expected.kind and finding.start <= expected.start and expected.end <= finding.end
        for finding in found
    )


def _share(
    part: Counter[PersonalData], whole: Counter[PersonalData], kinds: tuple[PersonalData, ...]
) -> float:
    total = sum(whole[kind] for kind in kinds or PersonalData)
    return sum(part[kind] for kind in kinds or PersonalData) / total if total else 1.0
