"""Kept months while they are added up: plain numbers and dictionaries, because a year may have a million cases."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from operator import add

from portal.domain.figures import CaseCounts, Satisfaction
from portal.domain.unit_figures import UnitFigures
from portal.models.figure import Basis

# The columns of the kept months that are added up as they are.
ADDED = tuple(each.name for each in fields(CaseCounts) if each.name not in {"overdue", "due"})


class Sum:
    """Months being added up: plain numbers and dictionaries, because a year may have a million cases."""

    __slots__ = ("held", "held_minutes", "levels", "numbers", "overdue", "tenths", "today")

    def __init__(self, today: date) -> None:
        self.today = today.isoformat()
        self.numbers: dict[Basis, list[int]] = {basis: [0] * len(ADDED) for basis in Basis}
        self.overdue = dict.fromkeys(Basis, 0)
        self.tenths: dict[str, int] = {}
        self.levels: dict[str, dict[str, int]] = {}
        self.held: dict[str, int] = {}
        self.held_minutes = 0

    def add(self, basis: Basis, numbers: Sequence[int], open_due: Mapping[str, int]) -> None:
        """Add the numbers of a month."""
        self.numbers[basis] = list(map(add, self.numbers[basis], numbers))
        # Dates as text sort as dates do.
        self.overdue[basis] += sum(n for on, n in open_due.items() if on < self.today)

    def detail(self, tenths: Mapping[str, int], ratings: Mapping[str, Mapping[str, int]]) -> None:
        """Add the times and ratings of a month."""
        _merge(self.tenths, tenths)
        for question, levels in ratings.items():
            _merge(self.levels.setdefault(question, {}), levels)

    def hold(self, tenths: Mapping[str, int], minutes: int) -> None:
        """Add the time held until the answers of a month."""
        _merge(self.held, tenths)
        self.held_minutes += minutes

    def take(self, other: "Sum") -> None:
        """Add what another sum has."""
        for basis in Basis:
            self.numbers[basis] = list(map(add, self.numbers[basis], other.numbers[basis]))
            self.overdue[basis] += other.overdue[basis]
        self.detail(other.tenths, other.levels)
        self.hold(other.held, other.held_minutes)

    def figures(self) -> UnitFigures:
        """What it came to."""
        levels = {
            question: Satisfaction({int(level): n for level, n in by_level.items()})
            for question, by_level in self.levels.items()
        }
        return UnitFigures(
            self._counted(Basis.RECEIVED),
            self._counted(Basis.DUE),
            _numbered(self.tenths),
            levels,
            _numbered(self.held),
            self.held_minutes,
        )

    def _counted(self, basis: Basis) -> CaseCounts:
        values = CaseCounts(**dict(zip(ADDED, self.numbers[basis], strict=True)))
        overdue = self.overdue[basis]
        return replace(values, overdue=overdue, due=values.answered + overdue)


def _numbered(tenths: Mapping[str, int]) -> dict[int, int]:
    return {int(key): n for key, n in tenths.items()}


def _merge(into: dict[str, int], more: Mapping[str, int]) -> None:
    for key, n in more.items():
        into[key] = into.get(key, 0) + n
