"""The history as its sender reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.queries.settings import load_settings
from portal.web.shared.timeline import WORDS, sender_timeline
from tests.factories import build_demo_office


@dataclass
class Happened:
    """An event, with facts of every kind."""

    kind: EventKind
    at: datetime
    unit_id: int = 1
    facts: dict[str, Any] = field(default_factory=dict)


def test_it_has_words_for_all_that_concerns_the_sender() -> None:
    assert WORDS.keys() == SHOWN_TO_SENDER


@pytest.mark.parametrize(
    ("kind", "facts", "title", "body"),
    [
        (EventKind.RECEIVED, {"channel": "web_form"}, "Đã tiếp nhận phản ánh, kiến nghị của Ông/Bà", ""),
        (EventKind.ASKED, {"text": "Mã?"}, "Cơ quan đề nghị Ông/Bà bổ sung thông tin", "Mã?"),
        (
            EventKind.DUE_MOVED,
            {"from": "2026-11-26", "to": "2026-11-27", "notice": "Thông báo 12"},
            "Hạn trả lời chuyển từ hết thứ Năm 26/11/2026 sang hết thứ Sáu 27/11/2026",
            "Thông báo 12",
        ),
        (
            EventKind.EXTENDED,
            {"until": "2026-12-01", "reason": "chờ thiết bị"},
            "Gia hạn trả lời đến hết thứ Ba 01/12/2026",
            "chờ thiết bị",
        ),
        (
            EventKind.RESOLVED,
            {"resolved_on": "2026-11-25", "text": "Đã vá ổ gà."},
            "Đã giải quyết xong thứ Tư 25/11/2026",
            "Đã vá ổ gà.",
        ),
        # Why one unit gave it back or another got it is the office's own business.
        (EventKind.REOPENED, {"reason": "nội bộ"}, "Phản ánh được xem xét lại", ""),
        (EventKind.HANDED_OVER, {"agency": "Sở Xây dựng", "slip_id": 1}, "Chuyển đến Sở Xây dựng", ""),
    ],
)
def test_it_says_what_happened(
    app: Flask, now: datetime, kind: EventKind, facts: dict[str, Any], title: str, body: str
) -> None:
    with app.test_request_context():
        (step,) = sender_timeline([Happened(kind, now, facts=facts)])
    assert step.title.startswith(title)
    assert (step.body, step.at_words) == (body, "09:00 20/11/2026")


def test_it_names_units_and_keeps_reasons_inside(app: Flask, session: Session, now: datetime) -> None:
    build_demo_office(session)
    unit = load_settings(session).unit_by_code("QLNL")
    assert unit is not None
    facts = {"unit_id": unit.id, "reason": "không thuộc việc của tôi"}
    events = [Happened(EventKind.ROUTED, now, facts=facts), Happened(EventKind.REROUTED, now, facts=facts)]
    session.commit()
    with app.test_request_context():
        steps = sender_timeline(events)
    assert [unit.name in step.title for step in steps] == [True, True]
    assert [step.body for step in steps] == ["", ""]


def test_it_shows_the_newest_first_and_nothing_internal(app: Flask, now: datetime) -> None:
    events = [Happened(kind, now) for kind in (EventKind.RECEIVED, EventKind.NOTED, EventKind.CLOSED)]
    with app.test_request_context():
        titles = [step.title for step in sender_timeline(events)]
    assert titles == ["Hồ sơ kết thúc", "Đã tiếp nhận phản ánh, kiến nghị của Ông/Bà"]
