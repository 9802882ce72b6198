"""What people read when something is not there, too large, expired or broken."""

import pytest
from flask import Flask

from portal.web.public import about
from tests.support.client import CheckingClient
from tests.web.public.writing import end_session


def test_it_says_that_a_page_is_not_there(client: CheckingClient) -> None:
    page = client.page("/khong-co", status=404)
    assert page.heading == "Không tìm thấy trang"
    assert page.links["Theo dõi phản ánh đã gửi"] == "/follow"


def test_it_leads_to_no_public_page_that_is_not_served(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SURFACES", ("desk",))
    assert "Theo dõi phản ánh đã gửi" not in client.page("/khong-co", status=404).links


def test_it_says_that_something_is_too_large(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = client.page("/send").form("/send/check")
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    page = client.send(form, status=413, body="x" * 2_000)
    assert page.heading == "Nội dung gửi lên quá lớn"


def test_it_says_that_a_session_is_over(client: CheckingClient) -> None:
    form = client.page("/send").form("/send/check")
    end_session(client)
    answer = client.post("/similar", data=form.fields)
    assert answer.status_code == 400
    assert "Trang đã mở quá lâu" in answer.get_data(as_text=True)


def test_it_names_what_it_has_no_page_for(client: CheckingClient) -> None:
    answer = client.put("/about")
    assert answer.status_code == 405
    assert "Mã lỗi 405" in answer.get_data(as_text=True)


def test_it_apologises_for_our_own_faults(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(about, "promise", break_down)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    assert client.page("/about", status=500).heading == "Hệ thống gặp sự cố"
