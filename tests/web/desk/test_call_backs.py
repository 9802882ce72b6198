"""Calling back: the list by day of the next try, the answer to read, and what came of each try."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Channel, ReplyBy
from portal.models.case import Case
from portal.models.message import CallBack, CallBackStatus
from portal.queries.call_backs import PAGE
from portal.services.ask_sender import ask_sender
from portal.services.note_case import call_back
from portal.services.open_case import NewSender
from tests.factories import accepted_case, acting, answered_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import last_event
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

DAY = timedelta(days=1)
CALLER = NewSender(name="Lê Thị Hoa", phone="0912 000 777")
WRITER = NewSender(name="Ngô Thị Năm", address="ấp Bình Hòa, xã Thanh Bình")


def to_tell(session: Session, now: datetime, sender: NewSender = CALLER, by: ReplyBy = ReplyBy.PHONE) -> Case:
    return answered_case(session, now, sender=sender, reply_by=by, channel=Channel.HOTLINE)


def row_of(session: Session, case: Case) -> CallBack:
    return session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()


def tell(client: CheckingClient, session: Session, case: Case, *, status: int = 200, **typed: Any) -> Page:
    here = f"/desk/call_backs/{row_of(session, case).id}"
    return client.send(client.page(here).form(here), status=status, **typed)


def test_it_lists_who_must_be_told_and_how(staff: Staff, session: Session, now: datetime) -> None:
    to_tell(session, now - DAY)
    to_tell(session, now, WRITER, ReplyBy.POST)
    answered_case(session, now, sender=NewSender(name="Lê Văn An", email="an@example.com"))
    page = staff("operator").page("/desk/call_backs")
    assert page.html.index("Lê Thị Hoa") < page.html.index("Ngô Thị Năm")
    assert "Gọi điện0912 000 777" in page.text
    assert "Gửi thưấp Bình Hòa, xã Thanh Bình" in page.text
    assert "Lê Văn An" not in page.text
    assert page.text.count("đã qua") == 1  # yesterday's


def test_it_says_what_would_be_there(staff: Staff) -> None:
    assert "Không còn ai chờ được báo" in staff("operator").page("/desk/call_backs").text


def test_it_shows_the_answer_to_read_out(staff: Staff, session: Session, now: datetime) -> None:
    case = to_tell(session, now)
    page = staff("operator").page(f"/desk/call_backs/{row_of(session, case).id}")
    assert "0912 000 777" in page.text
    assert "Đã kiểm tra và thay máy biến áp." in page.text


def test_it_records_that_somebody_was_reached(staff: Staff, session: Session, now: datetime) -> None:
    case, client = to_tell(session, now), staff("operator")
    page = tell(client, session, case, result="reached", remark="Cảm ơn, đã có điện")
    assert "Không còn ai chờ được báo" in page.text
    row = row_of(session, case)
    assert (row.status, row.done_at, row.attempts) == (CallBackStatus.REACHED, now, 1)
    event = last_event(session, case)
    assert (event.kind, event.facts["reached"]) == (EventKind.CALLED_BACK, True)


def test_it_proposes_the_next_working_day(staff: Staff, session: Session, now: datetime) -> None:
    # Friday: the next try is on Monday.
    case, client = to_tell(session, now), staff("operator")
    tell(client, session, case, result="not_reached", remark="Không nghe máy")
    row = row_of(session, case)
    assert (row.status, row.next_try_on, row.attempts) == (CallBackStatus.NOT_REACHED, date(2026, 11, 23), 1)
    page = client.page("/desk/call_backs")
    assert "Không nghe máy" in page.text
    assert "thứ Hai 23/11/2026" in page.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"result": None}, "result"),
        ({"result": "maybe"}, "result"),
        ({"result": "not_reached", "next_try_on": ""}, "next_try_on"),
        ({"result": "not_reached", "next_try_on": "19/11/2026"}, "next_try_on"),
        ({"result": "not_reached", "next_try_on": "mai"}, "next_try_on"),
    ],
)
def test_it_says_what_is_wrong_and_loses_nothing(
    staff: Staff, session: Session, now: datetime, typed: dict[str, Any], field: str
) -> None:
    case, client = to_tell(session, now), staff("operator")
    page = tell(client, session, case, status=422, remark="Máy bận", **typed)
    assert page.words_of(f"{field}-error")
    assert page.form(f"/desk/call_backs/{row_of(session, case).id}").fields["remark"] == ["Máy bận"]
    assert row_of(session, case).attempts == 0


def test_it_does_not_record_a_try_that_somebody_else_recorded(
    staff: Staff, session: Session, now: datetime
) -> None:
    case, client = to_tell(session, now), staff("operator")
    here = f"/desk/call_backs/{row_of(session, case).id}"
    form = client.page(here).form(here)
    tomorrow = now.date() + DAY
    call_back(
        acting(session, "officer", now), case, row_of(session, case), reached=False, next_try_on=tomorrow
    )
    session.flush()
    client.send(form, status=409, result="not_reached")
    assert row_of(session, case).attempts == 1


def test_it_forgets_who_was_reached(staff: Staff, session: Session, now: datetime) -> None:
    case, client = to_tell(session, now), staff("operator")
    call_back(acting(session, "officer", now), case, row_of(session, case), reached=True)
    session.flush()
    assert client.get(f"/desk/call_backs/{row_of(session, case).id}").status_code == 404


def test_it_leads_from_page_to_page(staff: Staff, session: Session, now: datetime) -> None:
    for _ in range(PAGE + 1):
        to_tell(session, now)
    client = staff("operator")
    page = client.page("/desk/call_backs")
    after = client.get(page.links["Trang sau"]).get_data(as_text=True)
    assert (page.html.count("data-open>"), after.count("data-open>")) == (PAGE, 1)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("overseer", 403),
        ("administrator", 403),
        ("sealed_case_officer", 403),
        ("outsider", 404),  # may call back, but not for this unit
    ],
)
def test_it_is_closed_to_others(
    staff: Staff, session: Session, now: datetime, role: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = to_tell(session, now), staff(role)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    here = f"/desk/call_backs/{row_of(session, case).id}"
    assert client.get(here).status_code == status
    assert client.post(here, data={"result": "reached", "attempts": "0"}).status_code == status
    listed = client.get("/desk/call_backs")
    assert listed.status_code == (403 if status == 403 else 200)
    assert "Lê Thị Hoa" not in listed.get_data(as_text=True)
    assert row_of(session, case).attempts == 0


def test_it_asks_little_of_the_database(staff: Staff, session: Session, now: datetime) -> None:
    for n in range(8):
        to_tell(session, now - n * DAY)
    client = staff("operator")
    with counted_statements() as sent:
        client.page("/desk/call_backs")
    assert len(sent) <= 6, sent


def test_who_has_no_mail_is_told_everything_else_by_phone_too(
    staff: Staff, session: Session, now: datetime
) -> None:
    case = accepted_case(session, now, sender=NewSender(phone="0912 000 345"), reply_by=ReplyBy.PHONE)
    ask_sender(acting(session, "officer", now), case, text="Xin cho biết số công tơ.")
    session.commit()
    row = session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()
    assert (row.template, row.facts) == ("asked", {"text": "Xin cho biết số công tơ."})
    operator = staff("operator")
    assert "Đề nghị bổ sung" in operator.page("/desk/call_backs").text
    page = operator.page(f"/desk/call_backs/{row.id}")
    assert "Xin cho biết số công tơ." in page.text
    assert "••••-••••" in page.text
    operator.send(page.form(f"/desk/call_backs/{row.id}"), result="reached")
    assert row.status is CallBackStatus.REACHED
