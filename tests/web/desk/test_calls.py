"""The hotline screen: what is typed while somebody speaks becomes a case, once, or is added to an open one."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Channel, Kind, ReplyBy, SenderKind
from portal.domain.reference import tracking_code
from portal.domain.states import State
from portal.domain.time import VIETNAM
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.services.end_case import withdraw_case
from tests.factories import acting, category_id, divert_case, opened_case
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff

WORDS = "Từ chiều qua cả ấp mất điện, gọi điện lực không ai nghe máy."
PIECES = ("/desk/calls/caller", "/desk/calls/outlook", "/desk/calls/similar")


@pytest.fixture
def operator(staff: Staff) -> CheckingClient:
    return staff("operator")


def save(operator: CheckingClient, *, status: int = 200, **typed: str) -> Page:
    entry = operator.page("/desk/calls").form("/desk/calls")
    return operator.send(entry, status=status, **{"body": WORDS, **typed})


def piece(operator: CheckingClient, address: str, **typed: str) -> str:
    token = operator.page("/desk/calls").form("/desk/calls").fields["csrf_token"]
    answer = operator.post(address, data={"csrf_token": token, **typed})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def the_case(session: Session) -> Case:
    return session.scalars(select(Case)).one()


def calls_of(session: Session, case: Case) -> list[str]:
    wanted = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.kind == EventKind.CALL_ATTACHED)
    return [event.facts["text"] for event in session.scalars(wanted)]


# --- saving a new case ----------------------------------------------------------------------------


def test_it_opens_a_case_from_the_words_alone(operator: CheckingClient, session: Session) -> None:
    save(operator)
    case = the_case(session)
    assert (case.channel, case.kind, case.body) == (Channel.HOTLINE, Kind.FEEDBACK, WORDS)
    assert (case.for_reference, case.reply_by) == (True, ReplyBy.NONE)


def test_it_keeps_who_called_and_answers_by_phone(operator: CheckingClient, session: Session) -> None:
    save(
        operator,
        caller="(84) 912.000.888",
        category=str(category_id(session, "electricity")),
        name="Trần Thị Bưởi",
        organisation="Hợp tác xã Suối Đá",
        place="trước cửa trường học",
    )
    case = the_case(session)
    assert (case.sender.phone, case.sender.name) == ("+84912000888", "Trần Thị Bưởi")
    assert (case.sender.kind, case.reply_by) == (SenderKind.ORGANISATION, ReplyBy.PHONE)
    assert (case.place, case.state) == ("trước cửa trường học", State.ROUTED)


def test_it_reads_back_reference_code_and_due_date(
    app: Flask, operator: CheckingClient, session: Session
) -> None:
    page = save(operator)
    case = the_case(session)
    code = tracking_code(app.config["TRACKING_KEY"].encode(), case.reference, case.code_nonce)
    assert case.reference in page.text
    assert code in page.text
    assert "hết thứ Năm 26/11/2026" in page.text
    assert "pê – a ·" in page.text


def test_it_clears_the_draft_once(operator: CheckingClient, session: Session) -> None:
    page = save(operator)
    assert 'data-draft-done="call"' in page.html
    # Somebody who reloads the page in the middle of the next call must not lose it.
    assert "data-draft-done" not in operator.page(f"/desk/calls/{the_case(session).reference}").html


def test_it_shows_the_code_to_nobody_else(
    app: Flask, staff: Staff, operator: CheckingClient, session: Session
) -> None:
    save(operator)
    case = the_case(session)
    code = tracking_code(app.config["TRACKING_KEY"].encode(), case.reference, case.code_nonce)
    page = staff("coordinator").page(f"/desk/calls/{case.reference}")
    assert case.reference in page.text
    assert code not in page.html


def test_it_saves_once_however_often_the_keys_are_pressed(operator: CheckingClient, session: Session) -> None:
    entry = operator.page("/desk/calls").form("/desk/calls")
    operator.send(entry, body=WORDS)
    operator.send(entry, body=WORDS)
    assert the_case(session).body == WORDS


def test_it_enters_a_letter_that_came_days_ago(
    operator: CheckingClient, session: Session, now: datetime
) -> None:
    save(
        operator,
        channel="letter",
        received_on="17/11/2026",
        received_time="14:05",
        backdating_reason="Thư đến ngày 17/11, văn thư chuyển muộn",
        address="ấp Bình Hòa, xã Thanh Bình",
    )
    case = the_case(session)
    assert case.received_at == datetime(2026, 11, 17, 14, 5, tzinfo=VIETNAM)
    assert (case.entered_at, case.channel, case.reply_by) == (now, Channel.LETTER, ReplyBy.POST)
    assert f"{case.due_on:%d/%m/%Y}" == "20/11/2026"


def test_it_takes_the_opening_hour_for_a_letter_without_one(
    operator: CheckingClient, session: Session
) -> None:
    save(operator, channel="letter", received_on="17/11/2026", backdating_reason="Thư đến muộn")
    assert the_case(session).received_at == datetime(2026, 11, 17, 7, 30, tzinfo=VIETNAM)


def test_it_lets_the_operator_choose_another_unit_with_a_reason(
    operator: CheckingClient, session: Session
) -> None:
    here: dict[str, Any] = {
        "category": str(category_id(session, "electricity")),
        "unit": str(unit_id(operator, "KTAT", session)),
    }
    page = save(operator, status=422, **here)
    assert "Xin ghi lý do" in page.words_of("unit_reason-error")
    save(operator, **here, unit_reason="Trạm biến áp có nguy cơ cháy nổ")
    case = the_case(session)
    assert (case.unit_id, case.route_rule_id) == (unit_id(operator, "KTAT", session), None)
    assert case.route_reason == "Trạm biến áp có nguy cơ cháy nổ"


def unit_id(operator: CheckingClient, code: str, session: Session) -> int:
    unit = acting(session, "operator", datetime(2026, 11, 20, tzinfo=VIETNAM)).settings.unit_by_code(code)
    assert unit is not None
    return unit.id


def test_it_keeps_the_scan_of_a_letter(operator: CheckingClient, session: Session) -> None:
    save_with_files(operator, ("thu.pdf", b"%PDF-1.7"), ("phieu.jpg", b"picture"))
    assert scans(session) == [("phieu.jpg", the_case(session).id), ("thu.pdf", the_case(session).id)]


def test_it_saves_the_call_without_a_scan_that_cannot_be_kept(
    operator: CheckingClient, session: Session
) -> None:
    page = save_with_files(operator, ("thu.pdf", b"%PDF-1.7"), ("virus.exe", b"MZ"))
    assert "virus.exe: Chỉ nhận ảnh" in page.text
    assert scans(session) == [("thu.pdf", the_case(session).id)]


def save_with_files(operator: CheckingClient, *files: tuple[str, bytes]) -> Page:
    sent: Any = [(BytesIO(content), name) for name, content in files]
    return save(operator, channel="letter", files=sent)


def scans(session: Session) -> list[tuple[str, int | None]]:
    return [(row.name, row.case_id) for row in session.scalars(select(Attachment).order_by(Attachment.name))]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": "a" * 10_001}, "body"),
        ({"caller": "12"}, "caller"),
        ({"email": "an@"}, "email"),
        ({"reply_by": "email"}, "email"),
        ({"reply_by": "phone"}, "caller"),
        ({"reply_by": "post"}, "address"),
        ({"received_on": "hôm qua"}, "received_on"),
        ({"received_on": "21/11/2026"}, "received_on"),
        ({"received_on": "19/11/2026"}, "backdating_reason"),
        ({"received_on": "19/11/2026", "received_time": "25:00"}, "received_time"),
        ({"kind": "complaint"}, "kind"),
        ({"kind": "denunciation"}, "kind"),
    ],
)
def test_it_says_beside_the_field_what_is_wrong_and_loses_nothing(
    operator: CheckingClient, session: Session, typed: dict[str, str], field: str
) -> None:
    page = save(operator, status=422, name="Trần Thị Bưởi", **typed)
    assert page.words_of(f"{field}-error")
    assert page.form("/desk/calls").fields["name"] == ["Trần Thị Bưởi"]
    assert session.scalars(select(Case)).all() == []


def test_it_keeps_the_form_when_the_session_has_expired(operator: CheckingClient, session: Session) -> None:
    page = save(operator, status=422, csrf_token="stale")
    assert page.form("/desk/calls").fields["body"] == [WORDS]
    assert session.scalars(select(Case)).all() == []


# --- complaints and denunciations -----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["complaint", "denunciation"])
def test_it_tells_the_operator_what_to_say_and_takes_nothing(
    operator: CheckingClient, session: Session, kind: str
) -> None:
    said = piece(operator, "/desk/calls/outlook", kind=kind)
    assert "Nói với người gọi" in said
    assert "Nói với người gọi" in save(operator, status=422, kind=kind).text
    assert session.scalars(select(Case)).all() == []


def test_it_adds_no_denunciation_to_an_open_case(
    operator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    save(operator, status=422, kind="denunciation", caller="0912000345", attach_to=case.reference)
    assert calls_of(session, case) == []


def test_it_drops_a_call_that_is_not_for_us(operator: CheckingClient, session: Session) -> None:
    page = save(operator, drop="1")
    assert 'data-draft-done="call"' in page.html
    assert page.form("/desk/calls").fields["body"] == [""]
    assert session.scalars(select(Case)).all() == []


# --- a caller who called before -------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0912000345", "0912 000 345", "+84 912 000 345", "0084.912.000.345"])
def test_it_knows_a_caller_however_the_number_is_written(
    operator: CheckingClient, session: Session, now: datetime, typed: str
) -> None:
    case = opened_case(session, now)
    history = piece(operator, "/desk/calls/caller", caller=typed)
    assert case.reference in history
    assert "Lê Văn An" in history


def test_it_shows_the_history_without_javascript(
    operator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    page = save(operator, caller="0912000345", look="1")
    assert case.reference in page.text
    assert page.form("/desk/calls").fields["body"] == [WORDS]


def test_it_says_when_nobody_called_from_a_number(operator: CheckingClient) -> None:
    assert "chưa gọi lần nào" in piece(operator, "/desk/calls/caller", caller="0912000999")
    assert piece(operator, "/desk/calls/caller", caller="0912").strip() == ""


def test_it_offers_only_open_cases_to_attach_to(
    operator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason="đã có điện")
    history = piece(operator, "/desk/calls/caller", caller="0912000345")
    assert case.reference in history
    assert f'value="{case.reference}"' not in history


def test_it_forgets_a_sealed_case_of_the_caller(
    operator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    assert case.reference not in piece(operator, "/desk/calls/caller", caller="0912000345")


def test_it_adds_the_words_to_an_open_case(operator: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    page = save(operator, caller="0912000345", attach_to=case.reference)
    assert case.reference in page.text
    assert (the_case(session).id, calls_of(session, case)) == (case.id, [WORDS])


def test_it_adds_them_once(operator: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    save(operator, attach_to=case.reference)
    save(operator, attach_to=case.reference)
    save(operator, attach_to=case.reference, body="Giờ đã có điện lại.")
    assert calls_of(session, case) == [WORDS, "Giờ đã có điện lại."]


def test_it_refuses_to_add_to_a_case_that_has_ended(
    operator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    withdraw_case(acting(session, "sender", now), case, reason="đã có điện")
    page = save(operator, status=422, caller="0912000345", attach_to=case.reference)
    assert "đã kết thúc" in page.text
    assert calls_of(session, case) == []


# --- what would happen ----------------------------------------------------------------------------


def test_it_foresees_unit_and_due_date(operator: CheckingClient, session: Session) -> None:
    foreseen = piece(operator, "/desk/calls/outlook", category=str(category_id(session, "electricity")))
    assert "Phòng Quản lý năng lượng" in foreseen
    assert "hết thứ Năm 26/11/2026" in foreseen


def test_it_says_when_the_coordinator_must_choose(operator: CheckingClient) -> None:
    assert "chuyển cho đầu mối" in piece(operator, "/desk/calls/outlook", kind="feedback")


def test_it_reckons_from_the_day_a_letter_came(operator: CheckingClient) -> None:
    foreseen = piece(operator, "/desk/calls/outlook", channel="letter", received_on="16/11/2026")
    assert "hết thứ Năm 19/11/2026" in foreseen


def test_it_foresees_nothing_for_a_call_that_is_added(operator: CheckingClient) -> None:
    foreseen = piece(operator, "/desk/calls/outlook", attach_to="PA-7K3M-2XYC")
    assert "PA-7K3M-2XYC" in foreseen
    assert "26/11/2026" not in foreseen


def test_it_works_without_a_search_index(operator: CheckingClient) -> None:
    assert "giống" in piece(operator, "/desk/calls/similar", body=WORDS)


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["officer", "leader", "overseer", "administrator", "sealed_case_officer"])
def test_it_is_closed_to_those_who_take_no_calls(
    staff: Staff, session: Session, role: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = opened_case(session, now), staff(role)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    said = {"body": WORDS, "caller": "0912000345"}
    answers = [client.get(address) for address in ("/desk/calls", f"/desk/calls/{case.reference}")]
    answers += [client.post(address, data=said) for address in ("/desk/calls", *PIECES)]
    assert {answer.status_code for answer in answers} == {403}
    assert the_case(session).id == case.id


def test_it_reads_back_no_case_that_is_not_there(operator: CheckingClient) -> None:
    assert operator.get("/desk/calls/PA-7K3M-2XYC").status_code == 404


def test_it_puts_no_number_into_an_address_or_a_log(
    operator: CheckingClient, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    page = save(operator, caller="0912000888", name="Trần Thị Bưởi")
    told = "".join(capsys.readouterr())
    assert "912000888" not in page.address
    assert "912000888" not in told
    assert "Bưởi" not in told


# --- how much it asks of the database -------------------------------------------------------------


def test_it_asks_little_of_the_database(operator: CheckingClient, session: Session, now: datetime) -> None:
    opened_case(session, now)
    entry = operator.page("/desk/calls").form("/desk/calls")
    with counted_statements() as sent:
        operator.page("/desk/calls")
    assert len(sent) <= 4, sent
    for address in PIECES:
        with counted_statements() as sent:
            operator.post(address, data={**entry.fields, "caller": "0912000345", "body": WORDS})
        assert len(sent) <= 4, sent


def test_it_saves_a_call_in_few_statements(operator: CheckingClient, session: Session) -> None:
    entry = operator.page("/desk/calls").form("/desk/calls")
    typed = {"caller": "0912000888", "body": WORDS, "category": str(category_id(session, "electricity"))}
    with counted_statements() as sent:
        operator.post("/desk/calls", data={**entry.fields, **typed})
    assert len(sent) <= 12, sent
