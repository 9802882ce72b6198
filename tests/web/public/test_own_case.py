"""When the office is quicker by a moment, the sender's words are not lost."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.services.ask_sender import ask_sender
from portal.services.errors import ChangedMeanwhile
from portal.web.public import reply as page_module
from tests.factories import accepted_case, acting
from tests.support.client import CheckingClient
from tests.web.public.following import follow


def test_it_shows_again_what_was_typed(
    client: CheckingClient, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_overtaken(*given: object, **more: object) -> None:
        raise ChangedMeanwhile("PA-2222-2222")

    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Mã khách hàng?")
    page = follow(client, session, case)
    monkeypatch.setattr(page_module, "reply_to_office", be_overtaken)
    home = page.address.removesuffix("/case")
    overtaken = client.send(page.form(f"{home}/reply"), status=409, text="PB0203")
    assert overtaken.heading == "Hồ sơ đã thay đổi từ khi mở trang"
    assert "PB0203" in overtaken.text
    assert overtaken.links["Mở lại hồ sơ"] == home
