"""Work whose holder is away or gone, listed and given to somebody who is there."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.services.ask_sender import ask_sender
from tests.factories import accepted_case, acting
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of, events
from tests.support.statements import counted_statements
from tests.web.desk.bulk import confirming, groups
from tests.web.desk.conftest import Staff

PAGE = "/desk/reassignment"
REASON = "Bùi Quốc Huy chuyển công tác."


@pytest.fixture
def cases(standing_office: None, session: Session, now: datetime) -> list[Case]:
    """Three cases of an officer who has left."""
    cases = [accepted_case(session, now) for _each in range(3)]
    account_of(session, "officer").active = False
    session.flush()
    return cases


def ticks(cases: list[Case]) -> list[str]:
    return [f"{case.reference}.{case.version}" for case in cases]


def give(
    client: CheckingClient, session: Session, boxes: list[str], *, status: int = 200, **typed: str
) -> Page:
    usual = {"officer_id": str(account_of(session, "colleague").id), "reason": REASON, **typed}
    return client.send(client.page(PAGE).form(PAGE), status=status, case=boxes, **usual)


def test_it_lists_what_lies_there_and_why(staff: Staff, session: Session, cases: list[Case]) -> None:
    page = staff("leader").page(PAGE)
    for case in cases:
        assert case.reference in page.text
    assert "Bùi Quốc Huy (tài khoản đã khóa)" in page.text


def test_it_gives_several_to_one_officer_with_the_reason(
    staff: Staff, session: Session, cases: list[Case]
) -> None:
    leader = staff("leader")
    page = give(leader, session, ticks(cases))
    assert page.heading == "Xem trước: giao lại cho Ngô Thị Bích Ngọc"
    assert REASON in page.text
    assert {case.officer_id for case in cases} == {account_of(session, "officer").id}
    assert "Đã làm: 3" in leader.send(confirming(page)).text
    assert "Không có việc nào phải giao lại" in leader.page(PAGE).text
    colleague = account_of(session, "colleague")
    assert {case.officer_id for case in cases} == {colleague.id}
    assert events(session, cases[0])[-1].facts["text"] == REASON
    assert cases[0].reference in staff("colleague").page("/desk/inbox").text


def test_it_offers_only_those_who_are_there(staff: Staff, cases: list[Case]) -> None:
    page = staff("director").page(PAGE)
    options = [str(node.text) for node in page.by_id("officer_id").iter("option")]
    assert [each.partition(" – ")[0] for each in options[1:]] == ["Ngô Thị Bích Ngọc", "Hoàng Đức Thắng"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"reason": " "}, "reason", "Xin ghi lý do."),
        ({"officer_id": ""}, "officer_id", "Xin chọn người nhận việc."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    staff: Staff, session: Session, cases: list[Case], typed: dict[str, str], field: str, words: str
) -> None:
    page = give(staff("leader"), session, ticks(cases[:2]), status=422, **typed)
    assert words in page.words_of(f"{field}-error")
    kept = page.form(PAGE).fields
    assert sorted(kept["case"]) == sorted(ticks(cases[:2]))
    if field != "reason":
        assert kept["reason"] == [REASON]
    assert cases[0].officer_id == account_of(session, "officer").id


def test_it_says_that_nothing_was_ticked(staff: Staff, session: Session, cases: list[Case]) -> None:
    page = give(staff("leader"), session, [], status=422)
    assert "Chưa chọn việc nào." in page.text
    assert page.form(PAGE).fields["reason"] == [REASON]


def test_a_changed_one_is_told_and_stops_none_of_the_others(
    staff: Staff, session: Session, cases: list[Case]
) -> None:
    boxes = [f"{cases[0].reference}.99", *ticks(cases[1:])]
    leader = staff("leader")
    page = give(leader, session, boxes)
    assert groups(page) == ["Để lại, không làm: 1", "Sẽ làm: 2"]
    assert "Hồ sơ đã thay đổi" in page.text
    assert groups(leader.send(confirming(page))) == ["Để lại, không làm: 1", "Đã làm: 2"]
    colleague = account_of(session, "colleague")
    assert [case.officer_id == colleague.id for case in cases] == [False, True, True]


def test_somebody_of_another_unit_gets_nothing(staff: Staff, session: Session, cases: list[Case]) -> None:
    outsider = account_of(session, "outsider")
    page = give(staff("leader"), session, ticks(cases), officer_id=str(outsider.id))
    assert "Người này không thuộc đơn vị đang giữ hồ sơ." in page.text
    assert cases[0].officer_id == account_of(session, "officer").id


def test_a_case_that_waits_for_its_sender_cannot_be_ticked(
    staff: Staff, session: Session, now: datetime, cases: list[Case]
) -> None:
    ask_sender(acting(session, "leader", now), cases[0], text="Xin cho biết số công tơ.")
    page = staff("leader").page(PAGE)
    assert "giao lại được khi người gửi trả lời" in page.text
    boxes = [node for node in page.all("input") if node.get("type") == "checkbox"]
    assert len(boxes) == 2


def test_one_holder_can_be_looked_at_alone(staff: Staff, session: Session, cases: list[Case]) -> None:
    leader = staff("leader")
    assert cases[0].reference in leader.page(PAGE, holder=str(account_of(session, "officer").id)).text
    assert cases[0].reference not in leader.page(PAGE, holder=str(account_of(session, "leader").id)).text


def test_an_outsider_sees_and_takes_nothing(staff: Staff, session: Session, cases: list[Case]) -> None:
    outsider = staff("outsider")
    outsider.page(PAGE, status=403)
    token = outsider.page("/desk/deputies").form("/desk/deputies").fields["csrf_token"]
    data = {"case": ticks(cases), "officer_id": "1", "reason": REASON, "csrf_token": token}
    assert outsider.post(PAGE, data=data).status_code == 403


def test_a_leader_elsewhere_finds_no_such_case(staff: Staff, session: Session, cases: list[Case]) -> None:
    page = staff("leader").page(PAGE)
    assert cases[0].reference in page.text
    director = staff("director")
    page = give(director, session, ["PA-0000-0000.1", *ticks(cases[1:])])
    assert "Không tìm thấy" in page.text
    director.send(confirming(page))
    assert cases[0].officer_id == account_of(session, "officer").id


def test_it_asks_the_database_little(staff: Staff, cases: list[Case]) -> None:
    leader = staff("leader")
    leader.page(PAGE)
    with counted_statements() as sent:
        leader.page(PAGE)
    assert len(sent) <= 8, sent
