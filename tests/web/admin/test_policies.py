"""Clock policies on the screen: rows follow one another, are confirmed and ended, and history stays."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.clock import TimeUnit
from portal.domain.kinds import Channel, Kind
from portal.domain.policies import Leg
from portal.models.policy import ClockPolicyRow
from tests.factories import opened_case, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/policies"
BASIS = "Quyết định 15/QĐ-UBND ngày 01/11/2026, Điều 3"
Changes = Callable[[], Sequence[tuple[str, str]]]


def answer_rows(session: Session) -> list[ClockPolicyRow]:
    """The rows of the answer, the oldest first."""
    wanted = select(ClockPolicyRow).where(ClockPolicyRow.leg == Leg.ANSWER).order_by(ClockPolicyRow.id)
    return list(session.scalars(wanted))


def shipped(session: Session) -> ClockPolicyRow:
    """The row every office begins with."""
    return answer_rows(session)[0]


def replaced(client: CheckingClient, row: ClockPolicyRow, *, status: int = 200, **typed: str) -> Page:
    """What comes of a new row like an old one."""
    page = client.page(f"{PAGE}/new", like=str(row.id))
    return client.send(entry(page), status=status, **{"legal_basis": BASIS, **typed})


def test_it_lists_every_row_with_its_term_and_basis(administrator: CheckingClient) -> None:
    page = administrator.page(PAGE)
    for words in ("3 ngày làm việc", "8 giờ làm việc", "HOTLINE_ANSWER", "Nghị định 20/2008/NĐ-CP, Điều 9"):
        assert words in page.text
    assert "chưa xác nhận" in page.text


def test_it_lets_a_new_row_follow_the_old_one(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = replaced(administrator, shipped(session), amount="2", valid_from="01/12/2026")
    old, new = answer_rows(session)
    assert (old.amount, old.valid_to) == (3, date(2026, 11, 30))
    assert (new.amount, new.code, new.valid_from, new.valid_to) == (2, old.code, date(2026, 12, 1), None)
    assert "sắp áp dụng" in page.words_of(f"policy-{new.id}")
    assert changes() == [("clock_policy_added", "HOTLINE_ANSWER")]


def test_it_governs_only_what_is_received_from_its_first_day(
    administrator: CheckingClient, session: Session, now: datetime
) -> None:
    before = opened_case(session, now)
    replaced(administrator, shipped(session), amount="1", valid_from="23/11/2026")
    after = opened_case(session, now.replace(day=23))
    assert (before.due_on, after.due_on) == (date(2026, 11, 26), date(2026, 11, 25))  # the 24th is off


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"legal_basis": ""}, "Xin ghi căn cứ pháp lý."),
        ({"amount": "0"}, "Số này nằm ngoài khoảng cho phép."),
        ({"amount": "ba"}, "Xin nhập một số nguyên"),
        ({"code": ""}, "Mục này không được để trống."),
        ({"valid_from": "mai"}, "ngày/tháng/năm"),
        ({"confirmed_by": "Trần Thị Pháp"}, "Xin ghi ngày xác nhận."),
        ({"confirmed_on": "20/11/2026"}, "Xin ghi người xác nhận"),
        ({"confirmed_by": "Trần Thị Pháp", "confirmed_on": "21/11/2026"}, "Ngày này chưa đến."),
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(
    administrator: CheckingClient, session: Session, typed: dict[str, str], sentence: str
) -> None:
    page = replaced(administrator, shipped(session), status=422, **{"time_unit": "days", **typed})
    assert sentence in page.text
    assert page.title.startswith("Lỗi: ")
    assert entry(page).fields["time_unit"] == [TimeUnit.DAYS.value]
    assert len(answer_rows(session)) == 1
    assert shipped(session).valid_to is None


def test_it_never_changes_what_governs_a_case_already_received(
    administrator: CheckingClient, session: Session, now: datetime
) -> None:
    opened_case(session, now)
    page = replaced(administrator, shipped(session), status=422, amount="2", valid_from="20/11/2026")
    assert "Đã có phản ánh tiếp nhận từ ngày này" in page.text


def test_it_takes_back_a_row_that_has_not_begun(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    replaced(administrator, shipped(session), amount="2", valid_from="01/12/2026")
    new = answer_rows(session)[1]
    page = administrator.page(PAGE)
    after = administrator.send(page.form(f"{PAGE}/{new.id}/withdraw"))
    assert "Đã bỏ dòng chưa áp dụng" in after.text
    assert [(row.amount, row.valid_to) for row in answer_rows(session)] == [(3, None)]
    assert [action for action, _ in changes()] == ["clock_policy_added", "clock_policy_withdrawn"]


def test_it_never_takes_back_a_row_that_has_begun(administrator: CheckingClient, session: Session) -> None:
    row = shipped(session)
    page = administrator.page(PAGE)
    assert not any(form.get("action", "").endswith("/withdraw") for form in page.all("form"))
    token = page.form("/account/sign-out").fields["csrf_token"]
    address = f"{PAGE}/{row.id}/withdraw"
    answer = administrator.post(address, data={"csrf_token": token}, follow_redirects=True)
    assert "Dòng này đã áp dụng nên không bỏ được" in answer.get_data(as_text=True)
    assert len(answer_rows(session)) == 1


def test_it_keeps_who_confirmed_a_row_and_when(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    row = shipped(session)
    page = administrator.page(f"{PAGE}/{row.id}/confirm")
    assert row.legal_basis in page.text
    refused = administrator.send(entry(page), status=422, confirmed_on="19/11/2026")
    assert entry(refused).fields["confirmed_on"] == ["19/11/2026"]
    listed = administrator.send(entry(refused), confirmed_by="Trần Thị Pháp, Trưởng phòng Pháp chế")
    session.refresh(row)
    assert (row.confirmed_by, row.confirmed_on) == (
        "Trần Thị Pháp, Trưởng phòng Pháp chế",
        date(2026, 11, 19),
    )
    assert "xác nhận ngày 19/11/2026" in listed.words_of(f"policy-{row.id}")
    assert changes() == [("clock_policy_confirmed", "HOTLINE_ANSWER")]


def test_it_ends_a_row_without_a_successor(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    row = session.scalars(select(ClockPolicyRow).where(ClockPolicyRow.leg == Leg.TRANSFER)).one()
    page = administrator.page(f"{PAGE}/{row.id}/end")
    past = administrator.send(entry(page), status=422, last_on="19/11/2026")
    assert "Ngày này đã qua" in past.text
    administrator.send(entry(past), last_on="31/12/2026")
    session.refresh(row)
    assert row.valid_to == date(2026, 12, 31)
    assert changes() == [("clock_policy_ended", "PAKN_TRANSFER")]


def test_it_never_leaves_the_answer_without_a_term(administrator: CheckingClient, session: Session) -> None:
    page = administrator.page(f"{PAGE}/{shipped(session).id}/end")
    refused = administrator.send(entry(page), status=422, last_on="31/12/2026")
    assert "Thời hạn trả lời chung không thể bỏ trống" in refused.text


# --- which row governs -----------------------------------------------------------------------------


def tried(client: CheckingClient, session: Session, **about: Any) -> Page:
    """What the page says of a case."""
    usual: dict[str, Any] = {
        "kind": Kind.FEEDBACK.value,
        "channel": Channel.WEB_FORM.value,
        "unit_id": str(unit_id(session, "TB")),
        "received_on": "20/11/2026",
    }
    return client.page(PAGE, **{**usual, **about})


def test_it_says_which_rows_would_govern_and_when_the_answer_is_due(
    administrator: CheckingClient, session: Session
) -> None:
    page = tried(administrator, session)
    assert "3 ngày làm việc (HOTLINE_ANSWER) – tiếp nhận trong giờ làm việc ngày này thì hạn là" in page.text
    assert "hết thứ Năm 26/11/2026" in page.text


def test_it_lets_the_narrower_row_govern(administrator: CheckingClient, session: Session) -> None:
    own = ClockPolicyRow(
        code="CALLS_TB",
        leg=Leg.ANSWER,
        amount=1,
        time_unit=TimeUnit.WORKING_DAYS,
        channel=Channel.HOTLINE,
        unit_id=unit_id(session, "TB"),
        valid_from=date(2026, 1, 1),
        legal_basis=BASIS,
    )
    session.add(own)
    session.flush()
    assert "1 ngày làm việc (CALLS_TB)" in tried(administrator, session, channel="hotline").text
    assert "3 ngày làm việc (HOTLINE_ANSWER)" in tried(administrator, session).text
    elsewhere = tried(administrator, session, channel="hotline", unit_id=str(unit_id(session, "LH")))
    assert "3 ngày làm việc (HOTLINE_ANSWER)" in elsewhere.text


def test_it_says_when_nothing_has_a_term(administrator: CheckingClient, session: Session) -> None:
    page = tried(administrator, session, received_on="31/12/2017")  # before the shipped rows begin
    assert page.text.count("không tính thời hạn") >= len(Leg)


@pytest.mark.parametrize("typed", ["", "20-20", "31/12/9999"])
def test_it_asks_for_the_day_of_receipt(administrator: CheckingClient, session: Session, typed: str) -> None:
    page = tried(administrator, session, received_on=typed)
    assert "Xin nhập ngày theo dạng ngày/tháng/năm" in page.text
    assert page.form(f"{PAGE}#trial").fields["received_on"] == [typed]


# --- who may ---------------------------------------------------------------------------------------


def test_it_lets_a_part_of_the_office_set_its_own_terms_only(
    local_administrator: CheckingClient, session: Session
) -> None:
    page = local_administrator.page(PAGE)
    assert "Xác nhận HOTLINE_ANSWER" not in page.links
    own = local_administrator.page(f"{PAGE}/new", like=str(shipped(session).id))
    local_administrator.send(entry(own), legal_basis=BASIS, unit_id=str(unit_id(session, "LH")), amount="2")
    assert answer_rows(session)[1].unit_id == unit_id(session, "LH")
    other = local_administrator.page(f"{PAGE}/new", like=str(shipped(session).id))
    local_administrator.send(
        entry(other), status=403, legal_basis=BASIS, unit_id=str(unit_id(session, "TB")), amount="1"
    )
    assert len(answer_rows(session)) == 2


@pytest.mark.parametrize("step", ["confirm", "end"])
def test_it_keeps_the_rows_of_all_from_a_part_of_the_office(
    local_administrator: CheckingClient, session: Session, step: str
) -> None:
    page = local_administrator.page(f"{PAGE}/{shipped(session).id}/{step}")
    typed = {"confirmed_by": "Ai đó"} if step == "confirm" else {"last_on": "31/12/2026"}
    local_administrator.send(entry(page), status=403, **typed)
    assert shipped(session).confirmed_by == ""


def test_it_is_closed_to_who_configures_nothing(staff: Staff) -> None:
    staff("leader").page(PAGE, 403)
    staff("leader").page(f"{PAGE}/new", 403)


def test_it_answers_not_found_for_a_row_that_is_none(administrator: CheckingClient) -> None:
    administrator.page(f"{PAGE}/99999/confirm", 404)
