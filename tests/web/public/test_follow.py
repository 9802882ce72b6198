"""Reference and code open a case; every mistake looks the same and tells nothing."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from tests.conftest import visitor
from tests.factories import acting, divert_case, opened_case
from tests.support.client import CheckingClient
from tests.support.statements import counted_statements
from tests.web.public.following import code_of, enter, follow
from tests.web.public.writing import end_session

WRONG = "Mã phản ánh hoặc mã tra cứu chưa đúng."


def test_it_opens_the_case_for_its_code(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    page = follow(client, session, case)
    assert page.heading == f"Phản ánh {case.reference}"
    assert page.address == f"/follow/{case.reference}/case"


def test_it_forgives_case_spaces_and_lookalikes(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    typed = case.reference.lower().replace("-", " ").replace("8", "b")
    page = enter(client, typed, code_of(client, case).lower().replace("-", ""))
    assert page.heading.startswith("Phản ánh PA-")


def test_it_says_the_same_to_every_mistake(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.commit()
    right = code_of(client, case)
    mistakes = [(case.reference, "2222-2222"), ("PA-2222-2222", right), ("xin chào", right), ("Đ", "ề")]
    pages = [enter(client, *typed, status=422) for typed in mistakes]
    assert {page.text.count(WRONG) for page in pages} == {1}
    assert pages[0].form("/follow").fields["reference"] == [case.reference]


def test_it_does_the_same_work_for_every_mistake(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    session.commit()
    numbers = set()
    for reference in (case.reference, "PA-2222-2222", "xin chào"):
        with counted_statements() as statements:
            enter(client, reference, "2222-2222", status=422)
        numbers.add(len(statements))
    assert len(numbers) == 1


def test_it_asks_for_both_codes(client: CheckingClient) -> None:
    page = enter(client, "", "", status=422)
    assert "Xin nhập mã phản ánh." in page.text
    assert "Xin nhập mã tra cứu." in page.text


def test_it_fills_in_the_reference_of_a_link(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    page = client.page(f"/follow/{case.reference.lower()}")
    assert page.form("/follow").fields["reference"] == [case.reference]


def test_it_says_nothing_about_a_reference_in_a_link(client: CheckingClient, session: Session) -> None:
    assert client.page("/follow/PA-2222-2222").heading == "Theo dõi phản ánh"


def test_it_goes_straight_to_a_case_that_is_open_already(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    follow(client, session, case)
    assert client.page(f"/follow/{case.reference}").heading == f"Phản ánh {case.reference}"


def test_it_shows_a_case_to_nobody_else(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    follow(client, session, case)
    stranger = visitor(app, session)
    for address in ("case", "withdrawal", "data.json", "files/1", "answers/1.pdf"):
        page = stranger.page(f"/follow/{case.reference}/{address}")
        assert page.heading == "Theo dõi phản ánh"


def test_it_hides_a_sealed_case_from_everybody(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    code = code_of(client, case)
    follow(client, session, case)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    session.commit()
    assert client.page(f"/follow/{case.reference}/case").heading == "Theo dõi phản ánh"
    assert WRONG in enter(client, case.reference, code, status=422).text


def test_it_forgets_the_case_after_a_while(
    app: Flask, client: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    follow(client, session, case)
    app.config["CLOCK"] = lambda: now + timedelta(hours=2, seconds=1)
    assert client.page(f"/follow/{case.reference}/case").heading == "Theo dõi phản ánh"


def test_it_forgets_the_case_when_asked(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    page = follow(client, session, case)
    client.send(page.form(f"/follow/{case.reference}/leave"))
    assert client.page(f"/follow/{case.reference}/case").heading == "Theo dõi phản ánh"


def test_it_keeps_a_few_cases_open_at_once(client: CheckingClient, session: Session, now: datetime) -> None:
    cases = [opened_case(session, now) for _ in range(6)]
    for case in cases:
        follow(client, session, case)
    headings = [client.page(f"/follow/{case.reference}/case").heading for case in cases]
    assert headings.count("Theo dõi phản ánh") == 1


def test_it_keeps_what_was_typed_when_the_session_is_over(client: CheckingClient) -> None:
    form = client.page("/follow").form("/follow")
    end_session(client)
    page = client.send(form, status=422, reference="PA-2222-2222", code="2222-2222")
    assert "phiên làm việc hết hạn" in page.text
    assert page.form("/follow").fields["reference"] == ["PA-2222-2222"]
