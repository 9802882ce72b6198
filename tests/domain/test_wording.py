"""Deadlines in words, in Vietnamese and English."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.calendar import WorkingCalendar
from portal.domain.clock import ClockFacts, Reckoning, Term, TimeUnit
from portal.domain.explanation import DayReason, explain
from portal.domain.wording import REASONS, Language, day_words, explanation_words, term_words
from tests.domain import chance
from tests.domain.clocks import (
    FIFTEEN_WORKING_DAYS,
    RECKONING,
    at,
    extension,
    on,
    pause,
    received,
)


def words(facts: ClockFacts, language: Language = "vi") -> list[str]:
    return explanation_words(explain(facts, RECKONING), language)


def test_it_explains_a_due_date_in_vietnamese() -> None:
    assert words(received("2026-11-20")) == [
        "thứ Sáu 20/11/2026: ngày tiếp nhận (ngày 0), chưa tính",
        "thứ Bảy 21/11/2026: nghỉ hằng tuần, không tính",
        "Chủ nhật 22/11/2026: nghỉ hằng tuần, không tính",
        "thứ Hai 23/11/2026: ngày làm việc thứ 1",
        "thứ Ba 24/11/2026: ngày nghỉ: off 24/11, không tính (Thông báo 2026)",
        "thứ Tư 25/11/2026: ngày làm việc thứ 2",
        "thứ Năm 26/11/2026: ngày làm việc thứ 3",
        "Hạn: hết thứ Năm 26/11/2026 (24 giờ 00)",
    ]


def test_it_explains_a_due_date_in_english() -> None:
    assert words(received("2026-11-20"), "en") == [
        "Friday 20/11/2026: day of receipt (day 0), not counted",
        "Saturday 21/11/2026: weekly rest, not counted",
        "Sunday 22/11/2026: weekly rest, not counted",
        "Monday 23/11/2026: working day 1",
        "Tuesday 24/11/2026: day off: off 24/11, not counted (Thông báo 2026)",
        "Wednesday 25/11/2026: working day 2",
        "Thursday 26/11/2026: working day 3",
        "Due: end of Thursday 26/11/2026 (24:00)",
    ]


@pytest.mark.parametrize(
    ("facts", "day", "vietnamese", "english"),
    [
        # A worked Saturday gives the notice, or nobody believes it.
        (
            received("2026-01-07"),
            "10/01/2026",
            "ngày làm việc thứ 3 – worked 10/1 (Thông báo 2026)",
            "working day 3 – worked 10/1 (Thông báo 2026)",
        ),
        # The same for a term in hours.
        (
            received("2026-01-09 16:30", Term(1, TimeUnit.WORKING_HOURS)),
            "10/01/2026",
            "tính 0,5 giờ làm việc – worked 10/1 (Thông báo 2026)",
            "0.5 h of working time counted – worked 10/1 (Thông báo 2026)",
        ),
        # Deemed receipt, the real day.
        (
            received("2026-06-06", deem_after_hours=True),
            "06/06/2026",
            "tiếp nhận ngoài giờ làm việc, được coi là tiếp nhận vào ngày làm việc tiếp theo",
            "received outside office hours, deemed received on the next working day",
        ),
        # Deemed receipt, the day that stands for it.
        (
            received("2026-06-06", deem_after_hours=True),
            "08/06/2026",
            "được coi là ngày tiếp nhận (ngày 0), chưa tính",
            "deemed day of receipt (day 0), not counted",
        ),
        # A wait.
        (
            replace(received("2026-06-01"), pauses=(pause("2026-06-02", "2026-06-03"),)),
            "03/06/2026",
            "tạm dừng chờ người gửi bổ sung, không tính",
            "paused, waiting for the sender, not counted",
        ),
        # A term in days, and the day of rest it rolls over.
        (received("2026-06-05", Term(1, TimeUnit.DAYS)), "06/06/2026", "ngày thứ 1", "day 1"),
        (
            received("2026-06-05", Term(1, TimeUnit.DAYS)),
            "07/06/2026",
            "thời hạn rơi vào ngày nghỉ nên kết thúc vào ngày làm việc tiếp theo",
            "the term ends on a day of rest, so it runs to the next working day",
        ),
        # Hours.
        (received("2026-06-05 18:00", Term(8, TimeUnit.HOURS)), "06/06/2026", "tính 2 giờ", "2 h counted"),
        # A provisional year.
        (
            received("2026-12-29"),
            "04/01/2027",
            "ngày làm việc thứ 3 (lịch tạm tính, chưa có thông báo chính thức)",
            "working day 3 (provisional calendar, no official notice yet)",
        ),
        # A day that only an extension opened.
        (
            replace(received("2026-06-01"), extension=extension("2026-06-02", "2026-06-05")),
            "05/06/2026",
            "ngày làm việc thứ 4 – thời gian được gia hạn hoặc theo thông báo phối hợp",
            "working day 4 – time opened by the extension or the interim notice",
        ),
        # The same for a term in hours, which has no number to give.
        (
            replace(
                received("2026-06-01 08:00", Term(1, TimeUnit.HOURS)),
                extension=extension("2026-06-01 08:30", "2026-06-02"),
            ),
            "02/06/2026",
            "ngày làm việc, thuộc thời gian được gia hạn hoặc theo thông báo phối hợp",
            "working day in the time opened by the extension or the interim notice",
        ),
    ],
)
def test_it_says_why_a_day_counts_or_not(facts: ClockFacts, day: str, vietnamese: str, english: str) -> None:
    assert next(line for line in words(facts) if day in line).endswith(f"{day}: {vietnamese}")
    assert next(line for line in words(facts, "en") if day in line).endswith(f"{day}: {english}")


@pytest.mark.parametrize(
    ("facts", "vietnamese", "english"),
    [
        # Hours end at a moment.
        (
            received("2026-06-01 10:00", Term(2, TimeUnit.WORKING_HOURS)),
            "Hạn: 14:00 thứ Hai 01/06/2026",
            "Due: 14:00 Monday 01/06/2026",
        ),
        # Midnight is the start of the day named, not its end.
        (
            received("2026-06-01 10:00", Term(14, TimeUnit.HOURS)),
            "Hạn: 00:00 thứ Ba 02/06/2026",
            "Due: 00:00 Tuesday 02/06/2026",
        ),
        # Hours extended to a day end with that day, even when it is the day they ended on.
        (
            replace(
                received("2026-06-01 10:00", Term(2, TimeUnit.HOURS)),
                extension=extension("2026-06-01 11:00", "2026-06-01"),
            ),
            "Hạn: hết thứ Hai 01/06/2026 (24 giờ 00)",
            "Due: end of Monday 01/06/2026 (24:00)",
        ),
        # A second due date closes the list.
        (
            replace(
                received("2026-06-01"), interim_notice_at=at("2026-06-03"), second_term=FIFTEEN_WORKING_DAYS
            ),
            "Hạn: hết thứ Hai 22/06/2026 (24 giờ 00)",
            "Due: end of Monday 22/06/2026 (24:00)",
        ),
    ],
)
def test_it_closes_with_the_due_date(facts: ClockFacts, vietnamese: str, english: str) -> None:
    assert words(facts)[-1] == vietnamese
    assert words(facts, "en")[-1] == english


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        ("2026-11-23", "thứ Hai 23/11/2026", "Monday 23/11/2026"),  # the week starts with "thứ Hai"
        ("2026-11-28", "thứ Bảy 28/11/2026", "Saturday 28/11/2026"),
        ("2026-11-29", "Chủ nhật 29/11/2026", "Sunday 29/11/2026"),  # Sunday has no number
        ("2027-02-05", "thứ Sáu 05/02/2027", "Friday 05/02/2027"),  # two digits, day before month
    ],
)
def test_it_writes_days_as_they_are_said(day: str, vietnamese: str, english: str) -> None:
    assert day_words(on(day)) == vietnamese
    assert day_words(on(day), "en") == english


@pytest.mark.parametrize(
    ("amount", "unit", "vietnamese", "english"),
    [
        (3, TimeUnit.WORKING_DAYS, "3 ngày làm việc", "3 working days"),
        (1, TimeUnit.WORKING_DAYS, "1 ngày làm việc", "1 working day"),  # English has a singular
        (8, TimeUnit.WORKING_HOURS, "8 giờ làm việc", "8 working hours"),
        (1, TimeUnit.HOURS, "1 giờ", "1 hour"),
        (30, TimeUnit.DAYS, "30 ngày", "30 days"),
    ],
)
def test_it_writes_terms(amount: int, unit: TimeUnit, vietnamese: str, english: str) -> None:
    assert term_words(amount, unit) == vietnamese
    assert term_words(amount, unit, "en") == english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_has_words_for_every_reason(language: Language) -> None:
    assert set(REASONS[language]) == set(DayReason)


@given(chance.calendars, chance.facts, st.sampled_from(["vi", "en"]))
def test_it_never_leaves_a_gap_in_a_sentence(
    calendar: WorkingCalendar, facts: ClockFacts, language: Language
) -> None:
    told = explain(facts, Reckoning(calendar))
    lines = explanation_words(told, language)

    assert len(lines) == len(told.lines) + 1
    assert not [line for line in lines if "None" in line or "{" in line or "()" in line]
