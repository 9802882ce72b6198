"""Merging and splitting at the desk."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from portal.services.merge_case import merge_case
from portal.services.open_case import NewSender
from tests.factories import accepted_case, acting, category_id, opened_case, unit_id
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff


@pytest.fixture
def main(standing_office: None, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


@pytest.fixture
def case(main: Case, session: Session, now: datetime) -> Case:
    sender = NewSender(name="Trần Thị Bé", phone="0987 111 222", email="be@example.com")
    return opened_case(session, now, sender=sender, subject="Điện chập chờn")


def page_of(staff: Staff, role: str, case: Case) -> Page:
    return staff(role).page(f"/desk/cases/{case.reference}")


def test_it_shows_what_may_be_the_same_and_why(
    staff: Staff, main: Case, case: Case, session: Session
) -> None:
    leader = staff("leader")
    page = leader.page(page_of(staff, "leader", case).links["Trùng việc: gộp vào phản ánh khác"])
    assert main.reference in page.text
    assert "Vì: nội dung trùng nhau, cùng lĩnh vực, nhận trong cùng một tuần" in page.text
    form = page.form(f"/desk/cases/{case.reference}/merge")
    page = leader.send(form, candidate=main.reference)
    assert "Đã gộp." in page.text
    session.refresh(case)
    assert (case.state, case.main_case_id) == (State.MERGED, main.id)
    assert main.reference in page.words_of("main-case") or main.reference in page.text
    assert "1 người gửi khác chờ câu trả lời" in page_of(staff, "officer", main).text


def test_a_typed_reference_must_be_one_that_may_be_seen(staff: Staff, main: Case, case: Case) -> None:
    leader = staff("leader")
    form = leader.page(f"/desk/cases/{case.reference}/merge").form(f"/desk/cases/{case.reference}/merge")
    for typed, words in (
        ("", "Xin chọn hoặc nhập mã"),
        ("PA-0000-0000", "Không tìm thấy"),
        (case.reference, "chính nó"),
    ):
        assert words in leader.send(form, status=422, main=typed).text
    leader.send(form, main=main.reference.lower().replace("-", " "))


def test_a_leader_takes_it_out_again(
    staff: Staff, main: Case, case: Case, session: Session, now: datetime
) -> None:
    merge_case(acting(session, "leader", now), case, main)
    session.commit()
    leader = staff("leader")
    form = leader.page(f"/desk/cases/{case.reference}").form(f"/desk/cases/{case.reference}/unmerge")
    assert "Xin ghi lý do." in leader.send(form, status=422).text
    leader.send(form, reason="Việc khác")
    session.refresh(case)
    assert case.state is State.ROUTED


def test_officers_and_outsiders_merge_nothing(staff: Staff, main: Case, case: Case) -> None:
    staff("officer").page(f"/desk/cases/{case.reference}/merge", status=403)
    staff("outsider").page(f"/desk/cases/{case.reference}/merge", status=404)


def test_an_officer_splits_a_matter_off(staff: Staff, main: Case, session: Session) -> None:
    officer = staff("officer")
    form = officer.page(f"/desk/cases/{main.reference}").form(f"/desk/cases/{main.reference}/split")
    page = officer.send(form, status=422, subject="Rác tại chợ", body="Rác không ai dọn.")
    assert "Xin chọn đơn vị." in page.text
    assert page.form(f"/desk/cases/{main.reference}/split").fields["body"] == ["Rác không ai dọn."]
    page = officer.send(
        form,
        subject="Rác tại chợ",
        body="Rác không ai dọn.",
        unit_id=str(unit_id(session, "LH")),
        category_id=str(category_id(session, "environment")),
    )
    child = session.scalars(select(Case).where(Case.parent_id == main.id)).one()
    assert child.reference in page.text
    # Whoever answers the whole reads its parts, though another unit has them.
    assert "Rác không ai dọn." in page.text
    theirs = staff("outsider").page(f"/desk/cases/{child.reference}")
    assert "Rác không ai dọn." in theirs.text
    # The whole is not theirs: they read that there is one, not what it says.
    assert main.reference in theirs.text
    assert main.subject not in theirs.text
    assert "/ask" not in " ".join(form.get("action") or "" for form in theirs.all("form"))


def test_thirty_parts_cost_one_statement_more(
    staff: Staff, main: Case, session: Session, now: datetime
) -> None:
    officer, address = staff("officer"), f"/desk/cases/{main.reference}"
    with counted_statements() as plain:
        officer.page(address)
    leader = acting(session, "leader", now)
    for number in range(20):
        twin = opened_case(session, now, sender=NewSender(email=f"nguoi{number}@example.com"))
        merge_case(leader, twin, main)
    session.commit()
    officer.page(address)  # what the test itself holds is read again
    with counted_statements() as crowded:
        officer.page(address)
    assert len(crowded) <= len(plain) + 1
