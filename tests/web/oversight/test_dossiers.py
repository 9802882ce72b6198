"""Figures of dossiers: rates with their parts, rows behind numbers, and who sees neither."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.dossier_factories import day, filed_dossier, issued_letter
from tests.services.test_count_dossiers import count_all
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.web.oversight.conftest import Staff
from tests.web.oversight.test_dashboard import tables, tiles


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    return staff("overseer")


def a_month(session: Session, now: datetime) -> None:
    filed_dossier(session, now, code="E-1", due=day(date(2026, 11, 16)), finished=day(date(2026, 11, 13)))
    filed_dossier(session, now, code="L-1", due=day(date(2026, 11, 16)), finished=day(date(2026, 11, 18)))
    issued_letter(session, now, filed_dossier(session, now, code="V-1", due=day(date(2026, 11, 18))))
    count_all(session, now)
    session.commit()


def test_it_shows_rates_and_parts(overseer: CheckingClient, session: Session, now: datetime) -> None:
    a_month(session, now)
    page = overseer.page("/oversight/dossiers", period="2026-11")
    shown = tiles(page)
    assert shown["đúng và sớm hạn"] == "33,33%"
    assert shown["hồ sơ trễ hạn có thư xin lỗi"] == "50,00%"
    _heads, row, total = tables(page)["Trả kết quả đúng hẹn theo đơn vị, tháng 11/2026"]
    assert row[1:] == total[1:] == ["3", "1", "0", "1", "1", "0", "1", "33,33%"]


def test_a_number_leads_to_its_rows(overseer: CheckingClient, session: Session, now: datetime) -> None:
    a_month(session, now)
    page = overseer.page("/oversight/dossiers/rows", part="all_late", basis="due", period="2026-11")
    assert "L-1" in page.text
    assert "V-1" in page.text
    assert "E-1" not in page.text
    # The rows tell of dossiers, not of those who filed them.
    assert "Lê Thị Hạnh" not in page.text


@pytest.mark.parametrize("query", ["part=nobody&basis=due", "part=late&basis=never", ""])
def test_a_number_that_no_page_shows_is_not_there(overseer: CheckingClient, query: str) -> None:
    assert overseer.get(f"/oversight/dossiers/rows?{query}").status_code == 404


def test_an_empty_period_says_so(overseer: CheckingClient) -> None:
    assert "Kỳ này chưa có hồ sơ" in overseer.page("/oversight/dossiers", period="2024").text


def test_the_public_page_leads_to_no_dossier(client: CheckingClient, session: Session, now: datetime) -> None:
    client.application.config["CLOCK"] = lambda: now
    try:
        page = client.page("/figures/dossiers", period="2026-11")
    finally:
        client.application.config.pop("CLOCK")
    assert "/rows" not in page.text
    assert client.get("/figures/dossiers?period=gestern").status_code == 404


def score_form(page: Page) -> Form:
    """The form in which a score is entered, whatever its address asks for."""
    return next(page._form(node) for node in page.all("form") if "evidence" in page._form(node).fields)


def test_scores_are_computed_entered_and_missing(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    a_month(session, now)
    page = overseer.page("/oversight/evaluation")
    assert page.text.count("chưa có số liệu nhập") == 4
    after = overseer.send(score_form(page), indicator="7", score="1,5", evidence="Biên bản họp quý IV")
    assert (after.text.count("chưa có số liệu nhập"), "1,5" in after.text) == (3, True)


@pytest.mark.parametrize(
    ("score", "evidence", "sentence"),
    [
        ("3", "Biên bản", "Điểm từ 0 đến 2."),
        ("1", "", "Xin ghi căn cứ của điểm này."),
        ("x", "Biên bản", "Điểm từ 0 đến 2."),
    ],
)
def test_a_wrong_score_loses_nothing_typed(
    overseer: CheckingClient, score: str, evidence: str, sentence: str
) -> None:
    form = score_form(overseer.page("/oversight/evaluation"))
    after = overseer.send(form, status=422, indicator="7", score=score, evidence=evidence)
    assert sentence in after.text
    again = score_form(after).fields
    assert (again["score"], again["evidence"]) == ([score], [evidence])


def test_who_enters_no_scores_is_refused(staff: Staff) -> None:
    administrator = staff("administrator")
    assert "Lưu điểm" not in administrator.page("/oversight/evaluation").text
