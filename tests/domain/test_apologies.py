"""When a letter of apology is called for, when it is lawful, and what it may promise."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.apologies import (
    COVERS,
    Heap,
    LetterFacts,
    Problem,
    Timing,
    date_problems,
    has_all_elements,
    heap_range,
    is_second,
    problems,
    proposed_appointment,
    timing,
)
from portal.domain.clock import Reckoning
from portal.domain.time import at_time
from tests.domain.official_calendar import OFFICIAL

RECKONING = Reckoning(OFFICIAL)
DUE = date(2026, 11, 20)  # a Friday; Tuesday 24/11 is a public holiday
NOW = at_time(date(2026, 11, 19), time(9))


def at(day: int, hour: int = 16, minute: int = 0) -> datetime:
    return at_time(date(2026, 11, day), time(hour, minute))


# --- the work-list --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "heap"),
    [
        (date(2026, 11, 18), Heap.OVERDUE),
        (date(2026, 11, 19), Heap.DUE),
        (date(2026, 11, 20), Heap.AHEAD),
        # Thursday's second working day ahead is Monday; the weekend lies within.
        (date(2026, 11, 21), Heap.AHEAD),
        (date(2026, 11, 23), Heap.AHEAD),
        (date(2026, 11, 24), None),
    ],
)
def test_heap_of_a_first_promise(due: date, heap: Heap | None) -> None:
    today = NOW.date()
    first = [each for each in Heap if not is_second(each)]
    found = [each for each in first if heap_range(each, today, OFFICIAL).holds(due)]
    assert found == ([heap] if heap else [])


@given(st.dates(date(2025, 1, 1), date(2027, 12, 1)), st.integers(-40, 40))
def test_the_heaps_of_one_kind_share_no_day(today: date, shift: int) -> None:
    due = today + timedelta(days=shift)
    for second in (False, True):
        heaps = [each for each in Heap if is_second(each) is second]
        holding = [each for each in heaps if heap_range(each, today, OFFICIAL).holds(due)]
        assert len(holding) <= 1
        assert holding or due > today  # whatever is due or overdue is on the list


# --- timing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued_at", "returned_at", "expected"),
    [
        (None, None, Timing.NEVER),
        # At the latest one day before (NĐ 61/2018 Đ19.9): the last minute of that day is lawful.
        (at(19, 23, 59), None, Timing.BEFORE_DUE),
        (at(20, 0), None, Timing.ON_DUE),
        (at(20, 23, 59), None, Timing.ON_DUE),
        (at(21, 0), None, Timing.AFTER_DUE),
        # The return decides before everything else: an apology, never coverage.
        (at(25), at(25), Timing.AFTER_RETURN),
        (at(26), at(25), Timing.AFTER_RETURN),
        (at(24), at(25), Timing.AFTER_DUE),
        (at(18), at(25), Timing.BEFORE_DUE),
    ],
)
def test_timing(issued_at: datetime | None, returned_at: datetime | None, expected: Timing) -> None:
    assert timing(issued_at, DUE, returned_at) is expected


def test_an_apology_after_the_return_covers_nothing() -> None:
    assert frozenset({Timing.BEFORE_DUE, Timing.ON_DUE, Timing.AFTER_DUE}) == COVERS


# --- the new date ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new_due_at", "expected"),
    [
        (at(23), []),
        # The very close and the very opening of the office are within its hours.
        (at(23, 17), []),
        (at(23, 7, 30), []),
        (None, [Problem.NO_NEW_DATE]),
        (at(20), [Problem.NOT_LATER]),
        (at(22), [Problem.NOT_WORKING]),
        # A public holiday in the middle of the week.
        (at(24), [Problem.NOT_WORKING]),
        (at(23, 17, 1), [Problem.OUTSIDE_HOURS]),
        (at(23, 7, 29), [Problem.OUTSIDE_HOURS]),
        (at(18), [Problem.NOT_LATER, Problem.PAST]),
        (at_time(date(2027, 11, 23), time(9)), [Problem.TOO_FAR]),
        (at_time(date(2027, 11, 19), time(9)), []),
    ],
)
def test_date_problems(new_due_at: datetime | None, expected: list[Problem]) -> None:
    assert date_problems(LetterFacts("lý do", DUE, new_due_at), NOW, RECKONING) == expected


def test_a_reason_of_spaces_is_none() -> None:
    assert problems(LetterFacts("  ", DUE, at(23)), NOW, RECKONING) == [Problem.NO_REASON]


def test_after_the_return_nothing_is_promised() -> None:
    assert problems(LetterFacts("lý do", DUE, None, is_apology_only=True), NOW, RECKONING) == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        # Counted from the promise while it lies ahead, over weekend and holiday.
        (date(2026, 11, 17), "2026-11-26T17:00:00+07:00"),
        # Counted from today once it has passed.
        (date(2026, 11, 26), "2026-12-01T17:00:00+07:00"),
    ],
)
def test_proposed_appointment(today: date, expected: str) -> None:
    assert proposed_appointment(DUE, today, RECKONING).isoformat() == expected


@given(st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.integers(-30, 30), st.integers(1, 15))
def test_what_is_proposed_may_be_promised(due: date, shift: int, delay: int) -> None:
    today = due + timedelta(days=shift)
    now = at_time(today, time(9))
    proposed = proposed_appointment(due, today, RECKONING, delay=delay)
    assert date_problems(LetterFacts("lý do", due, proposed), now, RECKONING) == []


def test_all_elements() -> None:
    assert has_all_elements("Thiếu người", at(23))
    assert not has_all_elements("Thiếu người", None)
    assert not has_all_elements(" ", at(23))
