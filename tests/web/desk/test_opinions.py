"""Opinions at the desk: asked on the case page, given on a page of their own, awaited in a list."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.models.opinion import Opinion
from tests.factories import accepted_case, acting, divert_case, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

WHAT = "Khi nào thay máy biến áp tại ấp?"
SAID = "Điện lực thay trong tuần sau."


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return accepted_case(session, now)


def step(case: Case, name: str) -> str:
    return f"/desk/cases/{case.reference}/{name}"


def ask(client: CheckingClient, case: Case, *, status: int = 200, **typed: str) -> Page:
    page = client.page(f"/desk/cases/{case.reference}")
    return client.send(page.form(step(case, "ask-opinion")), status=status, **{"question": WHAT, **typed})


def asked(staff: Staff, session: Session, case: Case) -> Opinion:
    ask(staff("officer"), case, unit_id=str(unit_id(session, "LH")))
    return session.scalars(select(Opinion)).one()


def test_an_officer_asks_another_unit(staff: Staff, case: Case, session: Session) -> None:
    page = ask(staff("officer"), case, unit_id=str(unit_id(session, "LH")))
    assert "Đơn vị mình vẫn chịu trách nhiệm trả lời" in page.text
    assert WHAT in page.text
    assert "Lộc Hưng" in page.text
    assert session.scalars(select(Opinion)).one().due_on >= case.received_at.date()


def test_nothing_typed_is_lost(staff: Staff, case: Case) -> None:
    page = ask(staff("officer"), case, status=422)
    assert "Xin chọn đơn vị, hoặc ghi tên cơ quan ngoài hệ thống." in page.text
    assert page.form(step(case, "ask-opinion")).fields["question"] == [WHAT]


def test_the_unit_that_is_asked_answers(staff: Staff, case: Case, session: Session) -> None:
    opinion = asked(staff, session, case)
    outsider = staff("outsider")
    listed = outsider.page("/desk/opinions")
    assert case.reference in listed.text
    page = outsider.page(f"/desk/opinions/{opinion.id}")
    assert WHAT in page.text
    assert case.body in page.text
    for contact in ("0912 000 345", "an@example.com", "Lê Văn An"):
        assert contact not in page.text
    page = outsider.send(page.form(f"/desk/opinions/{opinion.id}"), text=SAID)
    assert "Đã gửi ý kiến cho đơn vị hỏi." in page.text
    assert SAID in page.text
    assert case.reference not in outsider.page("/desk/opinions").text
    assert SAID in staff("officer").page(f"/desk/cases/{case.reference}").text


def test_sending_twice_gives_one_opinion(staff: Staff, case: Case, session: Session) -> None:
    opinion = asked(staff, session, case)
    outsider = staff("outsider")
    form = outsider.page(f"/desk/opinions/{opinion.id}").form(f"/desk/opinions/{opinion.id}")
    outsider.send(form, text=SAID)
    outsider.send(form, text=SAID)
    page = outsider.send(form, status=409, text="Nội dung khác")
    assert "Đề nghị này đã được trả lời hoặc đã rút." in page.text
    assert page.form(f"/desk/opinions/{opinion.id}").fields["text"] == ["Nội dung khác"]
    assert session.scalars(select(Opinion.text)).one() == SAID


def test_an_address_of_the_case_leads_those_who_coordinate_to_the_question(
    staff: Staff, case: Case, session: Session
) -> None:
    outsider = staff("outsider")
    outsider.page(f"/desk/cases/{case.reference}", status=404)
    opinion = asked(staff, session, case)
    led = outsider.get(f"/desk/cases/{case.reference}")
    assert led.headers["Location"].endswith(f"/desk/opinions/{opinion.id}")


def test_other_units_and_those_who_do_not_answer_see_nothing(
    staff: Staff, case: Case, session: Session
) -> None:
    ask(staff("officer"), case, unit_id=str(unit_id(session, "TP")))
    opinion = session.scalars(select(Opinion)).one()
    staff("outsider").page(f"/desk/opinions/{opinion.id}", status=404)
    staff("officer").page(f"/desk/opinions/{opinion.id}", status=404)
    assert case.reference not in staff("outsider").page("/desk/opinions").text


def test_a_leader_sees_what_waits_on_whom(staff: Staff, case: Case, session: Session) -> None:
    asked(staff, session, case)
    page = staff("leader").page("/desk/opinions", show="awaited")
    assert case.reference in page.text
    assert "Lộc Hưng" in page.text
    assert case.reference not in staff("outsider").page("/desk/opinions", show="awaited").text


def test_a_sealed_case_disappears(staff: Staff, case: Case, session: Session, now: datetime) -> None:
    opinion = asked(staff, session, case)
    divert_case(acting(session, "officer", now), case, procedure="denunciation")
    session.commit()
    outsider = staff("outsider")
    outsider.page(f"/desk/opinions/{opinion.id}", status=404)
    outsider.page(f"/desk/cases/{case.reference}", status=404)
    assert case.reference not in outsider.page("/desk/opinions").text


def test_the_sender_is_told_who_coordinates(staff: Staff, case: Case, session: Session) -> None:
    asked(staff, session, case)
    officer = staff("officer")
    page = officer.page(f"/desk/cases/{case.reference}")
    first = case.due_on
    page = officer.send(page.form(step(case, "interim-notice")), text="Cần đo kiểm.")
    assert "Đã thông báo người gửi" in page.text
    session.refresh(case)
    assert case.due_on > first
    assert step(case, "interim-notice") not in [form.get("action") for form in page.all("form")]


def test_a_question_is_taken_back(staff: Staff, case: Case, session: Session) -> None:
    opinion = asked(staff, session, case)
    officer = staff("officer")
    form = officer.page(f"/desk/cases/{case.reference}").form(step(case, "cancel-opinion"))
    page = officer.send(form, status=422, opinion_id=str(opinion.id))
    assert "Xin ghi lý do." in page.text
    page = officer.send(form, opinion_id=str(opinion.id), reason="Đã rõ")
    assert "đã rút" in page.text
    assert "Đã rút" in staff("outsider").page(f"/desk/opinions/{opinion.id}").text.replace(
        "được rút", "Đã rút"
    )


def test_a_case_without_questions_costs_no_look_at_them(staff: Staff, case: Case, session: Session) -> None:
    officer = staff("officer")
    with counted_statements() as plain:
        officer.page(f"/desk/cases/{case.reference}")
    asked(staff, session, case)
    with counted_statements() as coordinated:
        officer.page(f"/desk/cases/{case.reference}")
    assert len(plain) < len(coordinated) <= len(plain) + 2


def test_the_list_is_paged(staff: Staff, case: Case, session: Session, now: datetime) -> None:
    asking = unit_id(session, "QLNL")
    for number in range(27):
        session.add(
            Opinion(
                case_id=case.id,
                asking_unit_id=asking,
                unit_id=unit_id(session, "LH"),
                asked_at=now,
                question=f"Câu hỏi số {number:02}.",
                code_nonce="0" * 16,
                due_on=case.due_on,
            )
        )
    session.commit()
    outsider = staff("outsider")
    first = outsider.page("/desk/opinions")
    assert "Câu hỏi số 24." in first.text
    assert "Câu hỏi số 25." not in first.text
    second = outsider.page(next(href for href in first.links.values() if "after=" in href))
    assert "Câu hỏi số 26." in second.text
    assert "Câu hỏi số 24." not in second.text
    outsider.page("/desk/opinions?after=nonsense")
