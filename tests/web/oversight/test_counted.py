"""The cases behind a number, as a page."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.ratings import Level, Rating
from portal.models.figure import MonthlyFigure
from portal.services.rate_answer import rate_answer
from tests.factories import acting, answered_case, divert_case, opened_case, unit_id
from tests.services.test_count_held import routed_late
from tests.support.figures import count_all
from tests.support.statements import counted_statements
from tests.web.oversight.conftest import Staff

CASES = "/oversight/dashboard/cases"


def test_it_says_what_the_cases_have_in_common(staff: Staff, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    count_all(session, now)
    page = staff("overseer").page(CASES, part="open", basis="received", period="2026-11")
    assert page.heading == "Đang xử lý"
    assert "Các đơn vị Ông/Bà theo dõi, tiếp nhận trong tháng 11/2026." in page.text
    assert case.reference in page.text
    assert page.links["Số liệu"].startswith("/oversight/dashboard")


def test_it_tells_a_units_own_cases_from_those_with_units_below(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)  # with the energy division, below the department
    count_all(session, now)
    department = str(unit_id(session, "SCT"))
    overseer = staff("overseer")
    assert case.reference in overseer.page(CASES, part="open", basis="due", unit=department).text
    own = overseer.page(CASES, part="open", basis="due", unit=department, own="1")
    assert case.reference not in own.text
    assert "Không có việc nào" in own.text


def test_it_leads_to_the_next_page_and_back(staff: Staff, session: Session, now: datetime) -> None:
    for hours in range(26):
        opened_case(session, now - timedelta(hours=hours))
    count_all(session, now)
    overseer = staff("overseer")
    first = overseer.page(CASES, part="received", basis="received")
    second = overseer.page(first.links["Trang sau"])
    rows = [page.html.count('class="app-cases__reference"') for page in (first, second)]
    assert rows == [25, 1]
    assert overseer.page(second.links["Trang trước"]).text == first.text


def test_it_lists_one_kind_that_is_counted_apart(staff: Staff, session: Session, now: datetime) -> None:
    praise, feedback = opened_case(session, now, kind=Kind.PRAISE), opened_case(session, now)
    count_all(session, now)
    page = staff("overseer").page(CASES, part="received", basis="received", kind="praise")
    assert page.heading == "Khen ngợi: tiếp nhận"
    assert praise.reference in page.text
    assert feedback.reference not in page.text


def test_it_neither_counts_nor_lists_sealed_cases(staff: Staff, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    count_all(session, now)
    overseer = staff("overseer")
    assert case.reference not in overseer.page(CASES, part="stopped", basis="received").html
    assert list(session.scalars(select(MonthlyFigure))) == []


@pytest.mark.parametrize(("ballots", "status"), [(4, 404), (5, 200)])
def test_it_shows_who_rated_only_from_five_ballots_on(
    staff: Staff, session: Session, now: datetime, ballots: int, status: int
) -> None:
    for _ in range(ballots):
        case = answered_case(session, now)
        rate_answer(acting(session, "sender", now), case, Rating(Level(4), Level(4), Level(5)))
    count_all(session, now)
    staff("leader").page(CASES, status, part="rated", basis="due")
    staff("coordinator").page(CASES, 403, part="rated", basis="due")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"part": "late"},
        {"part": "late", "basis": "x"},
        {"part": "x", "basis": "due"},
        {"part": "rated", "basis": "received"},
    ],
)
def test_it_knows_no_other_numbers(staff: Staff, query: dict[str, str]) -> None:
    staff("overseer").page(CASES, 404, **query)


@pytest.mark.parametrize("place", ["x", "202611", "202611~", "~1", "202611~x", f"202611~{'9' * 30}"])
def test_it_begins_at_the_beginning_for_a_place_that_is_none(
    staff: Staff, session: Session, now: datetime, place: str
) -> None:
    case = opened_case(session, now)
    count_all(session, now)
    page = staff("overseer").page(CASES, part="open", basis="due", after=place)
    assert case.reference in page.text


def test_it_is_closed_to_who_sees_no_cases(staff: Staff) -> None:
    staff("administrator").page(CASES, 403, part="late", basis="due")


def test_it_takes_few_statements(staff: Staff, session: Session, now: datetime) -> None:
    for days in range(0, 60, 3):
        opened_case(session, now - timedelta(days=days))
    count_all(session, now)
    overseer = staff("overseer")
    overseer.page(CASES, part="received", basis="received", period="2026")
    with counted_statements() as sent:
        overseer.page(CASES, part="received", basis="received", period="2026")
    assert len(sent) <= 9, sent  # three months are looked into


def test_it_shows_what_a_unit_held_to_those_only_who_may_see_the_case_now(
    staff: Staff, session: Session, now: datetime
) -> None:
    """The head of the energy division had the case; it is the trade division's now."""
    case = routed_late(session, now)
    count_all(session, now)
    asked = f"{CASES}?part=held&basis=answered&period=2026-11"
    assert case.reference in staff("overseer").page(asked).text
    page = staff("leader").page(asked)
    assert case.reference not in page.text
    assert "trong số các việc Ông/Bà được xem" in page.text


@pytest.mark.parametrize(("part", "basis"), [("held", "due"), ("received", "answered")])
def test_times_held_and_they_alone_go_by_the_answer(staff: Staff, part: str, basis: str) -> None:
    assert staff("overseer").get(f"{CASES}?part={part}&basis={basis}").status_code == 404
