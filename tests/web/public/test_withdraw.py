"""Taking a case back, after being asked whether that is meant."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.states import State
from portal.models.case import Case
from tests.factories import answered_case, opened_case
from tests.support.client import CheckingClient
from tests.web.public.following import follow


def state_of(case: Case) -> State:
    return case.state


def test_it_asks_first_and_then_ends_the_case(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    page = follow(client, session, case)
    asked = client.page(page.links["Rút phản ánh này"])
    assert "không hoàn tác được" in asked.text
    assert state_of(case) is State.ROUTED
    done = client.send(asked.form(f"/follow/{case.reference}/withdrawal"), reason="Điện đã có lại.")
    assert state_of(case) is State.WITHDRAWN
    assert "Đã rút phản ánh theo yêu cầu của Ông/Bà." in done.text


def test_it_wants_a_reason(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    follow(client, session, case)
    asked = client.page(f"/follow/{case.reference}/withdrawal")
    page = client.send(asked.form(f"/follow/{case.reference}/withdrawal"), status=422)
    assert page.text.count("Xin nêu lý do") == 2
    assert case.state is State.ROUTED


def test_it_leaves_an_answered_case_alone(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    follow(client, session, case)
    form = client.page(f"/follow/{case.reference}/withdrawal").form(f"/follow/{case.reference}/withdrawal")
    answered = answered_case(session, now)
    follow(client, session, answered)
    assert client.page(f"/follow/{answered.reference}/withdrawal").heading == f"Phản ánh {answered.reference}"
    client.send(form, reason="thôi")
    page = client.send(form, reason="thôi")  # pressed twice
    assert page.heading == f"Phản ánh {case.reference}"
    assert case.state is State.WITHDRAWN
