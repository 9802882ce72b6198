"""What a new installation starts with: the official calendar, clock policies and the switches of units."""

from collections.abc import Iterable
from datetime import date
from secrets import token_hex

from sqlalchemy.orm import Session

from portal.domain.calendar import CalendarDay
from portal.domain.clock import TimeUnit
from portal.domain.policies import Leg
from portal.domain.targets import TargetFigure
from portal.models.bookkeeping import SettingsRevision
from portal.models.calendar import CalendarRow, CalendarYear
from portal.models.policy import ClockPolicyRow, FigureTarget, UnitPolicyRow

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

# What the documents ask of every office; an administrator changes them on the screen.
TARGETS = (
    (TargetFigure.ANSWERS_ON_TIME, 10_000, "Văn bản chỉ đạo của UBND tỉnh: trả lời 100% trong thời hạn"),
    (TargetFigure.DOSSIERS_ON_TIME, 9_800, "Kế hoạch cải cách hành chính: đúng và sớm hẹn đạt trên 98%"),
    (TargetFigure.APOLOGY_COVERAGE, 10_000, "Nghị định 61/2018/NĐ-CP, Điều 19: 100% hồ sơ trễ hạn có thư"),
    (TargetFigure.ONLINE_PROCEDURES_USED, 8_000, "Kế hoạch cải cách hành chính: trên 80% có phát sinh hồ sơ"),
    (TargetFigure.ONLINE_OF_ALL, 5_000, "Kế hoạch cải cách hành chính: trên 50% tổng số hồ sơ"),
    (TargetFigure.ONLINE_PARTIAL, 4_000, "Kế hoạch cải cách hành chính: từ 40% ở mức độ 3"),
    (TargetFigure.ONLINE_FULL, 3_000, "Kế hoạch cải cách hành chính: từ 30% ở mức độ 4"),
    (
        TargetFigure.POSTAL_PROCEDURES_USED,
        10_000,
        "Kế hoạch cải cách hành chính: 100% có phát sinh giao dịch",
    ),
    (TargetFigure.RECEIVED_BY_POST, 1_000, "Kế hoạch cải cách hành chính: từ 10% qua bưu chính công ích"),
    (TargetFigure.RETURNED_BY_POST, 1_500, "Kế hoạch cải cách hành chính: từ 15% qua bưu chính công ích"),
)

# From which year what share of satisfied answers is asked for [000-06, 003-06].
SATISFACTION = (
    (FROM_THE_BEGINNING.year, 9_000, "Văn bản chỉ đạo của UBND tỉnh: mức độ hài lòng đạt từ 90% trở lên"),
    (2025, 9_500, "Kế hoạch cải cách hành chính: đến năm 2025 tỷ lệ hài lòng đạt trên 95%"),
)
SATISFACTIONS = (TargetFigure.SURVEY_SATISFACTION, TargetFigure.RATING_SATISFACTION)


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
    session.add_all(
        FigureTarget(figure=figure, hundredths=hundredths, source=source, from_year=FROM_THE_BEGINNING.year)
        for figure, hundredths, source in TARGETS
    )
    session.add_all(
        FigureTarget(figure=figure, hundredths=hundredths, source=source, from_year=year)
        for figure in SATISFACTIONS
        for year, hundredths, source in SATISFACTION
    )
    session.add(
        UnitPolicyRow(name="office_hours", value="07:30-11:30, 13:30-17:00", valid_from=FROM_THE_BEGINNING)
    )
    session.flush()
