"""How often one address may do something; whoever has to wait keeps what they typed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from limits import parse
from sqlalchemy.orm import Session

from portal.extensions import limiter
from portal.web.public import (
    add,
    answers,
    confirm,
    dossiers,
    late_dossiers,
    procedures,
    recover,
    similar,
    uploads,
    vote,
)
from portal.web.public.vote import COOKIE
from tests.dossier_factories import filed_dossier
from tests.factories import opened_case, published_case
from tests.support.client import CheckingClient
from tests.support.limited import limited_portal
from tests.support.records import messages
from tests.web.public.following import code_of, enter, follow
from tests.web.public.looking_up import look_up, secret_of
from tests.web.public.writing import BODY, picture, write
from tests.web.public.writing import confirm as press

ONCE = parse("1/hour")


@pytest.fixture(scope="module")
def bound_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with limited_portal(database_url, tmp_path_factory.mktemp("var")) as app:
        yield app


@pytest.fixture(autouse=True)
def nothing_counted(app: Flask) -> None:
    limiter.reset()


@pytest.fixture
def later(app: Flask, now: datetime) -> None:
    """Each request comes a minute after the one before."""
    moments = (now + timedelta(minutes=passed) for passed in range(10_000))
    app.config["CLOCK"] = lambda: next(moments)


def test_it_refuses_a_form_confirmed_faster_than_anybody_reads(
    app: Flask, client: CheckingClient, now: datetime
) -> None:
    page = press(client, write(client), status=422)
    assert "máy điền tự động" in page.text
    app.config["CLOCK"] = lambda: now + timedelta(seconds=2)
    assert press(client, page).heading == "Đã nhận phản ánh của Ông/Bà"


def test_it_asks_an_address_that_sends_too_much_to_wait(
    client: CheckingClient, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirm, "OPENING", ONCE)
    press(client, write(client))
    page = press(client, write(client), status=429)
    assert page.heading == "Kiểm tra trước khi gửi"
    assert "tạm thời chưa gửi thêm được" in page.text
    assert page.form("/send/confirm").fields["body"] == [BODY]


def test_it_counts_a_second_press_as_no_second_case(
    client: CheckingClient, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirm, "OPENING", parse("2/hour"))
    checked = write(client)
    for _ in range(3):
        press(client, checked)
    assert press(client, write(client)).heading == "Đã nhận phản ánh của Ông/Bà"


def test_it_takes_no_endless_files(client: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UPLOADING", ONCE)
    write(client, files=[picture()])
    page = write(client, status=422, files=[picture()])
    assert "đã gửi quá nhiều tệp" in page.text
    assert page.form("/send/check").fields["body"] == [BODY]


def test_it_stops_guessing(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.commit()
    for _ in range(20):
        enter(client, case.reference, "2222-2222", status=422)
    page = enter(client, case.reference, code_of(client, case), status=429)
    assert "Đã nhập sai quá nhiều lần" in page.text
    assert page.form("/follow").fields["reference"] == [case.reference]


def test_it_stops_guessing_at_what_does_not_exist_just_the_same(client: CheckingClient) -> None:
    for _ in range(20):
        enter(client, "PA-2222-2222", "2222-2222", status=422)
    enter(client, "PA-2222-2222", "2222-2222", status=429)


def test_it_counts_no_right_code_as_a_guess(client: CheckingClient, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.commit()
    for _ in range(25):
        assert enter(client, case.reference, code_of(client, case)).heading.startswith("Phản ánh")


def test_it_limits_the_search_with_a_plain_page(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "SEARCHING", ONCE)
    client.page("/answers")
    page = client.page("/answers", status=429)
    assert page.heading == "Xin chờ một chút"
    assert "0271 1022" in page.text


def test_it_limits_the_search_for_similar_answers(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "SIMILAR", ONCE)
    token = client.page("/send").form("/send/check").fields["csrf_token"]
    statuses = [client.post("/similar", data={"csrf_token": token}).status_code for _ in range(2)]
    assert statuses == [200, 429]


def test_it_limits_votes(
    client: CheckingClient, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vote, "VOTING", ONCE)
    reference = published_case(session, now).reference
    page = client.page(f"/answers/{reference}")
    form = page.form(f"/answers/{reference}/helpful")
    client.send(form, helpful="yes")
    client.delete_cookie(COOKIE, domain="127.0.0.1")
    assert client.send(form, status=429, helpful="yes").heading == "Xin chờ một chút"


def test_it_lets_nobody_add_without_end(
    client: CheckingClient, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(add, "ADDING_ONE", ONCE)
    page = follow(client, session, opened_case(session, now))
    address = page.address.replace("/case", "/add")
    client.send(page.form(address), text="Thêm một điều.")
    refused = client.send(client.page(page.address).form(address), status=429, text="Thêm nữa.")
    assert "bổ sung quá nhiều lần" in refused.text
    assert refused.form(address).fields["text"] == ["Thêm nữa."]


def test_it_sends_lost_codes_to_one_contact_a_few_times_and_tells_nobody(
    client: CheckingClient, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened_case(session, now)
    session.commit()
    monkeypatch.setattr(recover, "RECOVERING_ONE", ONCE)
    form = client.page("/follow/recover").form("/follow/recover")
    for known in (case.reference, "an@example.com"):
        assert "Nếu đúng, chúng tôi đã gửi" in client.send(form, known=known).text
    assert len(messages(session, template="code_recovered")) == 1
    monkeypatch.setattr(recover, "RECOVERING", ONCE)
    client.send(form, known="an@example.com")
    client.send(form, status=429, known="an@example.com")


def test_it_stops_guessing_the_secret_of_a_dossier(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    dossier = filed_dossier(session, now)
    session.commit()
    for code in (dossier.code, "H1-9"):
        for _ in range(20):
            look_up(client, code, "2222-2222", status=422)
        assert "Đã nhập sai quá nhiều lần" in look_up(client, code, "2222-2222", status=429).text
    look_up(client, dossier.code, secret_of(client, dossier), status=429)
    # The code alone still shows how far it is.
    assert look_up(client, dossier.code).heading == f"Hồ sơ {dossier.code}"


def test_it_lets_nobody_try_code_after_code(client: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "LOOKING_UP", ONCE)
    client.page("/dossiers/H1-1", status=404)
    client.page("/dossiers/H1-2", status=429)


@pytest.mark.parametrize(
    ("module", "address"), [(late_dossiers, "/dossiers/late"), (procedures, "/procedures")]
)
def test_it_lets_nobody_read_the_lists_without_end(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch, module: object, address: str
) -> None:
    monkeypatch.setattr(module, "SEARCHING", ONCE)
    client.page(address)
    client.page(address, status=429)
