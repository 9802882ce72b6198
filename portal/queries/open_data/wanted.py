"""What the rows of the open data are made with: the day, the settings, and the names of things."""

from dataclasses import dataclass
from datetime import date

from portal.queries.settings import Settings


@dataclass(frozen=True)
class WantedData:
    """As of which day, and by which settings."""

    settings: Settings
    today: date

    def code(self, unit_id: int) -> str:
        """The code of a unit."""
        return self.settings.units[unit_id].code

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
