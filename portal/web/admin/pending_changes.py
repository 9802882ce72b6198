"""Changes of the calendar on their way: carried by the form that shows what they would move."""

import json
from datetime import date
from typing import Any

from portal.domain.calendar import CalendarDay, DayKind
from portal.services.change_calendar import Changes, DayChange


def to_text(changes: Changes) -> str:
    """The changes as a hidden field carries them."""
    days = [[change.on.isoformat(), change.unit_id, _of_day(change.day)] for change in changes.days]
    return json.dumps({"days": days, "years": changes.years}, ensure_ascii=False)


def from_text(text: str) -> Changes | None:
    """The changes again; None for what this page never wrote. What they may change is checked anew."""
    try:
        given = json.loads(text)
        days = tuple(_change(*row) for row in given["days"])
        years = tuple((int(year), bool(confirmed)) for year, confirmed in given["years"])
    except (ValueError, TypeError, KeyError):
        return None
    return Changes(days, years)


def _of_day(day: CalendarDay | None) -> list[str] | None:
    return [day.kind.value, day.name, day.source] if day else None


def _change(on: str, unit_id: int | None, day: Any) -> DayChange:
    when = date.fromisoformat(on)
    official = CalendarDay(when, DayKind(day[0]), str(day[1]), str(day[2])) if day else None
    return DayChange(when, official, unit_id)
