"""Typing in ballots without JavaScript: what is blank, what is wrong, what is counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.domain.permissions import Role
from portal.domain.surveys.ways import BallotWay
from portal.models.appointment import AppointmentRow
from portal.models.ballot import Ballot
from portal.models.ballot_key import BallotKey
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.support.records import account_of

Staff = Callable[[str], CheckingClient]
ONE_STOP = next(each for each in shipped_questionnaires() if each.code == "one_stop")
# Satisfied with everything, no feedback, nothing late.
ALL: dict[str, Any] = {f"a-{item.code}": "5" for item in ONE_STOP.rated_items() if item.when is None}
ALL |= {"a-gave_feedback": "no", "a-was_late": "no"}


def version_id(session: Session, code: str = "one_stop") -> int:
    wanted = select(QuestionnaireVersion.id).join(
        QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id
    )
    return session.scalars(wanted.where(QuestionnaireRow.code == code)).one()


def begun(client: CheckingClient, session: Session, **chosen: str) -> Page:
    """The first ballot of a pile."""
    form = client.page("/desk/ballots").form("/desk/ballots/batch")
    usual = {"version": str(version_id(session)), "place": str(unit_id(session, "SCT"))}
    typed: dict[str, Any] = {**usual, **chosen}
    return client.send(form, **typed)


def ballot_form(page: Page) -> Form:
    """The form for a ballot; its address says what the pile is."""
    forms = [page._form(node) for node in page.all("form")]
    return next(form for form in forms if form.action.startswith("/desk/ballots/batch"))


def number_of_ballots(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Ballot)) or 0


def test_a_pile_is_typed_in_ballot_by_ballot(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    page = begun(client, session)
    assert "Phiếu đầu tiên" in page.text
    page = client.send(ballot_form(page), **ALL)
    assert "Đã lưu 1 phiếu" in page.text
    page = client.send(ballot_form(page), **{**ALL, "a-words": "Cán bộ tận tình"})
    assert "Đã lưu 2 phiếu" in page.text
    ballots = session.scalars(select(Ballot)).all()
    assert {each.way for each in ballots} == {BallotWay.PAPER}
    assert sorted(each.words.get("words", "") for each in ballots) == ["", "Cán bộ tận tình"]
    assert all("easy_form" not in each.answers for each in ballots)


def test_a_draft_is_done_with_once_and_not_with_every_reload(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    form = ballot_form(begun(client, session))
    address = client.post(form.action, data={**form.fields, **ALL}).headers["Location"]
    page = client.page(address)
    (draft,) = [node.get("data-draft") for node in page.all("form") if node.get("data-draft")]
    assert f'data-draft-done="{draft}"' in page.html
    assert "data-draft-done" not in client.page(address).html


def test_another_pile_begins_at_nothing(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    client.send(ballot_form(begun(client, session)), **ALL)
    assert "Phiếu đầu tiên" in begun(client, session, way="phone").text


def test_a_form_sent_twice_is_one_ballot(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    form = ballot_form(begun(client, session))
    client.send(form, **ALL)
    assert "Đã lưu 1 phiếu" in client.send(form, **ALL).text
    assert number_of_ballots(session) == 1


def test_a_form_sent_again_after_the_next_ones_is_still_one_ballot(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    first = ballot_form(begun(client, session))
    second = ballot_form(client.send(first, **ALL))
    client.send(second, **ALL)
    assert "Đã lưu 2 phiếu" in client.send(first, **ALL).text
    assert number_of_ballots(session) == 2


def test_a_form_whose_answer_got_lost_is_one_ballot_and_counts_as_typed(
    staff: Staff, session: Session
) -> None:
    client = staff("coordinator")
    form = ballot_form(begun(client, session))
    with client.session_transaction() as cookie:
        before = dict(cookie)
    client.send(form, **ALL)
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie.update(before)
    assert "Đã lưu 1 phiếu" in client.send(form, **ALL).text
    assert number_of_ballots(session) == 1


def test_the_key_of_a_form_is_kept_with_its_ballot_or_not_at_all(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    form = ballot_form(begun(client, session))
    client.send(form, status=422, **dict[str, Any](dict.fromkeys(ALL, "-")))
    assert session.scalars(select(BallotKey)).all() == []
    client.send(form, **ALL)
    assert number_of_ballots(session) == 1
    (kept,) = session.scalars(select(BallotKey))
    assert form.fields["submission_key"][0] not in kept.digest


def test_what_is_missing_is_named_and_nothing_is_lost(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    typed: dict[str, Any] = {**ALL, "a-signs": None, "a-words": "Ghế ngồi ít"}
    page = client.send(ballot_form(begun(client, session)), status=422, **typed)
    assert "Câu 1: Chưa nhập" in page.text
    assert page.links["Câu 1: Chưa nhập. Phiếu gốc để trống thì chọn “Bỏ trống”."].endswith("#a-signs-0")
    form = ballot_form(page)
    assert form.fields["a-words"] == ["Ghế ngồi ít"]
    assert form.fields["a-seats"] == ["5"]
    assert number_of_ballots(session) == 0


def test_what_was_left_blank_on_paper_stays_blank(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    client.send(ballot_form(begun(client, session)), **{**ALL, "a-signs": "-"})
    assert "signs" not in session.scalars(select(Ballot)).one().answers


def test_an_empty_ballot_is_not_kept(staff: Staff, session: Session) -> None:
    client = staff("coordinator")
    page = client.send(
        ballot_form(begun(client, session)), status=422, **dict[str, Any](dict.fromkeys(ALL, "-"))
    )
    assert "Phiếu trắng không nhập vào hệ thống." in page.text
    assert number_of_ballots(session) == 0


def test_an_interview_says_what_to_read_aloud(staff: Staff, session: Session) -> None:
    client = staff("operator")
    page = begun(client, session, way="phone", place=str(unit_id(session, "SCT")))
    assert "Xin chào Ông/Bà, chúng tôi gọi từ Sở Công Thương" in page.text
    assert "Cảm ơn Ông/Bà đã dành thời gian góp ý." in page.text
    page = begun(client, session, way="phone", text="en")
    assert "Good day, this is" in page.text


def test_a_branch_says_when_it_is_asked(staff: Staff, session: Session) -> None:
    assert "Chỉ khi câu 14 là: Có" in begun(staff("coordinator"), session).text


@pytest.mark.parametrize(
    "chosen", [{"version": "999999"}, {"place": "x"}, {"way": "kiosk"}, {"place": "1.999"}]
)
def test_what_cannot_be_chosen_is_asked_for_again(
    staff: Staff, session: Session, chosen: dict[str, str]
) -> None:
    client = staff("coordinator")
    usual = {"version": str(version_id(session)), "place": str(unit_id(session, "SCT")), "way": "paper"}
    page = client.page("/desk/ballots/batch", 422, **{**usual, **chosen})
    assert "Xin chọn một mục trong danh sách." in page.text


def test_units_of_others_are_not_offered(staff: Staff, session: Session) -> None:
    commune = unit_id(session, "LH")
    post = AppointmentRow(
        account_id=account_of(session, "outsider").id,
        unit_id=commune,
        role=Role.OPERATOR,
        valid_from=date(2020, 1, 1),
    )
    session.add(post)
    session.flush()
    client = staff("outsider")
    offered = [node.get("value") for node in client.page("/desk/ballots").by_id("place").iter("option")]
    assert offered == [str(commune)]
    usual = {"version": str(version_id(session)), "way": "paper"}
    client.page("/desk/ballots/batch", 422, place=str(unit_id(session, "SCT")), **usual)


@pytest.mark.parametrize("role", ["officer", "leader", "overseer"])
def test_nobody_else_opens_it(staff: Staff, role: str) -> None:
    staff(role).page("/desk/ballots", 403)
