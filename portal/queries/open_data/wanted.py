"""What the rows of the open data are made with: the day, the settings, and the names of things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.released_groups import Group, Scope
from portal.domain.surveys.counted import ReleasedSurvey
from portal.queries.settings import Settings


@dataclass(frozen=True)
class WantedData:
    """As of which day, and by which settings."""

    settings: Settings
    today: date
    # All that may be told of surveys, by code.
    surveys: Sequence[ReleasedSurvey] = ()

    def code(self, unit_id: int) -> str:
        """The code of a unit."""
        return self.settings.units[unit_id].code

    def group(self, group: Group) -> tuple[str, str, str]:
        """Whose ballots are told together, and of which period; empty for all times."""
        unit = "" if group.scope is Scope.ALL or group.unit_id is None else self.code(group.unit_id)
        return group.scope.value, unit, group.period.code if group.period else ""

    def category(self, category_id: int | None) -> str:
        """The code of a category; empty without one."""
        return self.settings.categories[category_id].code if category_id else ""

    def area(self, area_id: int | None) -> tuple[str, ...]:
        """The names of an area from the commune down; none without one."""
        chain = reversed(self.settings.area_chain(area_id))
        return tuple(self.settings.areas[each].name for each in chain)


def month_words(month: int) -> str:
    """A month such as 202611 as 2026-11."""
    return f"{month // 100}-{month % 100:02}"
