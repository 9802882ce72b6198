"""What a new installation starts with: the official calendar, clock policies and the switches of units."""

from collections.abc import Iterable
from datetime import date
from secrets import token_hex

from sqlalchemy.orm import Session

from portal.domain.calendar import CalendarDay
from portal.domain.clock import TimeUnit
from portal.domain.policies import Leg
from portal.models.bookkeeping import SettingsRevision
from portal.models.calendar import CalendarRow, CalendarYear
from portal.models.policy import ClockPolicyRow, UnitPolicyRow

FROM_THE_BEGINNING = date(2018, 1, 1)

# Shipped unconfirmed: the office's legal officer confirms them on the screen (rules §3, law §3.8).
CLOCK_POLICIES = (
    (
        "HOTLINE_ANSWER",
        Leg.ANSWER,
        3,
        TimeUnit.WORKING_DAYS,
        "Văn bản chỉ đạo của UBND tỉnh: trả lời trong 03 ngày làm việc",
    ),
    (
        "UNIT_ACCEPT",
        Leg.ACCEPTANCE,
        8,
        TimeUnit.WORKING_HOURS,
        "Quy chế nội bộ về tiếp nhận phản ánh, kiến nghị",
    ),
    ("PAKN_TRANSFER", Leg.TRANSFER, 5, TimeUnit.WORKING_DAYS, "Nghị định 20/2008/NĐ-CP, Điều 9"),
    (
        "HOTLINE_INTERIM",
        Leg.INTERIM_NOTICE,
        3,
        TimeUnit.WORKING_DAYS,
        "Văn bản chỉ đạo của UBND tỉnh: thông báo khi liên quan nhiều ngành, nhiều cấp",
    ),
)


def ship_settings(session: Session, days: Iterable[CalendarDay], confirmed_years: Iterable[int]) -> None:
    """Write the shipped rows into an empty installation; units and people come from the administrator."""
    rows = list(days)
    confirmed = set(confirmed_years)
    session.merge(SettingsRevision(id=1, token=token_hex(8)))
    session.add_all(CalendarRow(on=day.on, kind=day.kind, name=day.name, source=day.source) for day in rows)
    years = sorted({day.on.year for day in rows} | confirmed)
    session.add_all(CalendarYear(year=year, confirmed=year in confirmed) for year in years)
    session.add_all(
        ClockPolicyRow(
            code=code,
            leg=leg,
            amount=amount,
            time_unit=unit,
            legal_basis=basis,
            valid_from=FROM_THE_BEGINNING,
        )
        for code, leg, amount, unit, basis in CLOCK_POLICIES
    )
    session.add(
        UnitPolicyRow(name="office_hours", value="07:30-11:30, 13:30-17:00", valid_from=FROM_THE_BEGINNING)
    )
    session.flush()
