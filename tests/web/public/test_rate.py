"""The sender's rating: three questions, five levels, once."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.models.rating import RatingRow
from tests.factories import answered_case, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.public.following import follow

LEVELS = {"result": "4", "time": "3", "attitude": "5"}


@pytest.fixture
def answered(session: Session, now: datetime) -> Case:
    return answered_case(session, now)


def rate(client: CheckingClient, page: Page, *, status: int = 200, **typed: Any) -> Page:
    form = page.form(page.address.rpartition("/")[0] + "/rating")
    return client.send(form, status=status, **{**LEVELS, **typed})


def test_it_keeps_the_rating(client: CheckingClient, session: Session, answered: Case) -> None:
    page = rate(client, follow(client, session, answered), comment="Làm nhanh.")
    assert "Cảm ơn Ông/Bà đã đánh giá" in page.text
    row = session.scalars(select(RatingRow)).one()
    assert (row.result, row.time, row.attitude, row.comment) == (4, 3, 5, "Làm nhanh.")


def test_it_asks_once(client: CheckingClient, session: Session, answered: Case) -> None:
    page = follow(client, session, answered)
    assert "Ông/Bà có hài lòng không?" in page.text
    assert "Ông/Bà có hài lòng không?" not in rate(client, page).text
    rate(client, page, result="1")
    assert session.scalars(select(RatingRow.result)).all() == [4]


def test_it_chooses_no_level_beforehand(client: CheckingClient, session: Session, answered: Case) -> None:
    page = follow(client, session, answered)
    assert not LEVELS.keys() & page.form(f"/follow/{answered.reference}/rating").fields.keys()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"time": None}, "Xin chọn một mức cho câu “Thời gian giải quyết”."),
        ({"result": "6"}, "Xin chọn một trong năm mức."),
        ({"comment": "x" * 2_001}, "tối đa 2000 ký tự"),
        ({"csrf_token": "of yesterday"}, "phiên làm việc hết hạn"),
    ],
)
def test_it_keeps_what_was_chosen_beside_a_mistake(
    client: CheckingClient, session: Session, answered: Case, typed: dict[str, Any], words: str
) -> None:
    page = rate(client, follow(client, session, answered), status=422, **typed)
    assert words in page.text
    assert page.form(f"/follow/{answered.reference}/rating").fields["attitude"] == ["5"]
    assert session.scalars(select(RatingRow)).all() == []


def test_it_shows_the_dissatisfied_how_to_go_on(
    client: CheckingClient, session: Session, answered: Case
) -> None:
    page = rate(client, follow(client, session, answered), result="2")
    assert "Ông/Bà có thể đề nghị xem xét lại ở phần bên dưới." in page.text


def test_it_takes_no_rating_before_the_answer(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    page = follow(client, session, case)
    token = page.form(f"/follow/{case.reference}/leave").fields["csrf_token"]
    answer = client.post(f"/follow/{case.reference}/rating", data={"csrf_token": token, **LEVELS})
    assert answer.status_code == 422
    assert session.scalars(select(RatingRow)).all() == []
