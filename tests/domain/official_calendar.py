"""The official calendar of 2018–2026, copied by hand from the notices and kept apart from the shipped file.

Only what changes a Monday-to-Friday week is here: weekdays off and weekend days worked. Two hands
that agree are worth more than one file that is read twice.
"""

from datetime import date

from portal.domain.calendar import CalendarDay, DayKind, WorkingCalendar

# day/month, as the notices write them
OFF = {
    2018: "1/1 14/2 15/2 16/2 19/2 20/2 25/4 30/4 1/5 3/9 31/12",
    2019: "1/1 4/2 5/2 6/2 7/2 8/2 15/4 29/4 30/4 1/5 2/9",
    2020: "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9",
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
WORKED = {2019: "5/1 4/5", 2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}
# A guess for a year without a notice.
GUESSED_OFF = {2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11"}


def written_days(listed: dict[int, str], kind: DayKind) -> list[CalendarDay]:
    """Calendar rows from lists such as "1/1 14/2" by year."""
    return [
        CalendarDay(date(year, int(month), int(day)), kind, f"{kind} {day}/{month}", f"Thông báo {year}")
        for year, days in listed.items()
        for day, month in (written.split("/") for written in days.split())
    ]


OFFICIAL = WorkingCalendar.of(
    [
        *written_days(OFF, DayKind.OFF),
        *written_days(WORKED, DayKind.WORKED),
        *written_days(GUESSED_OFF, DayKind.OFF),
    ],
    confirmed_years=OFF,
)
