"""The history of a case in words, for staff: who did what, and the facts of every kind of event."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.web.shared.staff_timeline import BODIES, staff_step, staff_timeline
from tests.factories import unit_id
from tests.support.records import account_of

E = EventKind


@dataclass
class Event:
    """An event as the history holds it."""

    kind: EventKind
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    actor_id: int | None = None
    by: str = ""


@pytest.fixture(autouse=True)
def request_of_staff(app: Flask, standing_office: None, session: Session, now: datetime) -> Iterator[None]:
    """Words need a request: its language and the settings."""
    app.config["CLOCK"] = lambda: now
    with app.test_request_context("/desk/inbox"):
        yield


def test_it_names_who_did_it(session: Session, now: datetime) -> None:
    officer = account_of(session, "officer").id
    who = [
        staff_step(event).by
        for event in (
            Event(E.NOTED, now, {"text": "A"}, actor_id=officer),
            Event(E.REPLIED, now, {"text": "B"}, by="sender"),
            Event(E.ROUTED, now, {"unit_id": 1, "reason": ""}, by="system"),
        )
    ]
    assert who == ["Bùi Quốc Huy", "người gửi", "hệ thống"]


def test_it_tells_the_newest_first(now: datetime) -> None:
    told = staff_timeline([
        Event(E.RECEIVED, now, {"channel": "hotline"}),
        Event(E.NOTED, now, {"text": "A"}),
    ])
    assert [step.title for step in told] == ["Ghi chú nội bộ", "Tiếp nhận"]
    assert (told[0].at_words, told[0].body) == ("09:00 20/11/2026", "A")


@pytest.mark.parametrize("kind", list(EventKind))
def test_it_says_what_the_sender_never_sees(now: datetime, kind: EventKind) -> None:
    facts = next((facts for each, facts, _words in FACTS if each is kind), {})
    assert staff_step(Event(kind, now, facts)).internal is (kind not in SHOWN_TO_SENDER)


WAIT = {"ends_at": "2026-11-27T23:00:00+07:00", "due_latest": "2026-12-02"}
FACTS: list[tuple[EventKind, dict[str, Any], tuple[str, ...]]] = [
    (E.RECEIVED, {"channel": "hotline"}, ("Kênh: Đường dây nóng",)),
    (E.RECEIVED, {}, ()),
    (
        E.ROUTED,
        {"unit_id": "QLNL", "reason": "Lĩnh vực điện."},
        ("Phòng Quản lý năng lượng", "Lĩnh vực điện."),
    ),
    (E.REROUTED, {"unit_id": "QLTM", "reason": "Việc của chợ."}, ("Phòng Quản lý thương mại",)),
    (E.ACCEPTED, {"officer_id": "officer"}, ("Người xử lý: Bùi Quốc Huy",)),
    (E.ASSIGNED, {"officer_id": "colleague", "from_officer_id": "officer"}, ("Trước đó: Bùi Quốc Huy",)),
    (
        E.RETURNED,
        {"from_unit_id": "QLNL", "reason": "Không đúng."},
        ("Từ Phòng Quản lý năng lượng", "Không đúng."),
    ),
    (E.STEP_UNDONE, {"unit_id": "QLNL"}, ("hoàn tác: Phòng Quản lý năng lượng",)),
    (E.STEP_UNDONE, {"unit_id": "QLNL", "officer_id": "officer"}, ("hoàn tác: Bùi Quốc Huy",)),
    (E.GIVEN_BACK, {"officer_id": "officer", "from_officer_id": "colleague"}, ("Người xử lý: Bùi Quốc Huy",)),
    (E.RECLASSIFIED, {"kind": "question", "category_id": None, "reason": "Hỏi."}, ("Hỏi đáp", "Hỏi.")),
    (E.ASKED, {"text": "Ở đâu?", **WAIT}, ("Ở đâu?", "thứ Sáu 27/11/2026", "thứ Tư 02/12/2026")),
    (E.ASKED, {"text": "Ở đâu?", "ends_at": None}, ("Ở đâu?",)),
    (E.REPLIED, {"text": "Ở ấp.", "due": "2026-11-26"}, ("Ở ấp.", "thứ Năm 26/11/2026")),
    (E.WAIT_EXPIRED, {"ended_at": "2026-11-27", "due": "2026-12-02"}, ("thứ Tư 02/12/2026",)),
    (E.EXTENDED, {"until": "2026-12-02", "reason": "Chờ giám định."}, ("Đến hết thứ Tư", "Chờ giám định.")),
    (E.INTERIM_NOTICE_SENT, {"text": "Đang phối hợp."}, ("Đang phối hợp.",)),
    (
        E.ANSWERED,
        {"outcome": "handled", "verdict": "late", "late_by": 2},
        ("Đã xử lý", "trễ 2 ngày làm việc"),
    ),
    (E.ANSWERED, {"outcome": "explained", "verdict": None, "late_by": 0}, ("Đã giải thích",)),
    (E.REOPENING_REQUESTED, {"reason": "Vẫn yếu."}, ("Vẫn yếu.",)),
    (E.REOPENED, {"reason": "Xem lại."}, ("Xem lại.",)),
    (E.REOPENING_REFUSED, {"reason": "Đạt chuẩn."}, ("Đạt chuẩn.",)),
    (E.WITHDRAWN, {"reason": "Đã xong."}, ("Đã xong.",)),
    (E.DIVERTED, {"procedure": "complaint", "to": "Thanh tra"}, ("Khiếu nại", "Thanh tra")),
    (E.CALL_ATTACHED, {"text": "Gọi lại hỏi."}, ("Gọi lại hỏi.",)),
    (E.RECORD_CORRECTED, {"version": 2, "reason": "Ghi sai ấp."}, ("Bản ghi thứ 2", "Ghi sai ấp.")),
    (E.ADDED, {"text": "Thêm ảnh.", "files": 2, "form": "x"}, ("Thêm ảnh.", "Kèm 2 tệp")),
    (E.ADDED, {"text": "", "files": 1, "form": "x"}, ("Kèm 1 tệp",)),
    (E.ANSWER_SUBMITTED, {"answer_id": 1, "version": 3}, ("Bản soạn thứ 3",)),
    (E.ANSWER_SENT_BACK, {"answer_id": 1, "remark": "Sửa."}, ("Sửa.",)),
    (E.PUBLISHED, {"publication_id": 1, "version": 2}, ("Bản công khai thứ 2",)),
    (E.PUBLICATION_DECLINED, {"reason": "Riêng tư."}, ("Riêng tư.",)),
    (
        E.DUE_MOVED,
        {"from": "2026-11-25", "to": "2026-11-26", "notice": "NQ 28"},
        ("Từ thứ Tư 25/11/2026", "NQ 28"),
    ),
    (E.WARNED, {"reminder": "half_time"}, ("Nhắc trước hạn",)),
    (E.CALLED_BACK, {"reached": False, "remark": "Máy bận.", "attempt": 2}, ("Lần 2: Chưa gặp", "Máy bận.")),
    (E.RATED, {"round": 1}, ()),
    (E.RATED, {"round": 2}, ("Lần trả lời thứ 2",)),
    (E.RESOLVED, {"resolved_on": "2026-11-25", "text": "Đã vá."}, ("thứ Tư 25/11/2026", "Đã vá.")),
    (E.RESOLUTION_WITHDRAWN, {"reason": "Lại hỏng."}, ("Lại hỏng.",)),
    (E.CHASED, {"text": "Làm ngay."}, ("Làm ngay.",)),
    (E.NOTED, {"text": "Ghi chú."}, ("Ghi chú.",)),
    (E.APOLOGY_APPROVED, {"number": "07", "year": 2026}, ("Thư số 07/2026",)),
]


@pytest.mark.parametrize(("kind", "facts", "words"), FACTS)
def test_it_puts_the_facts_into_words(
    session: Session, now: datetime, kind: EventKind, facts: dict[str, Any], words: tuple[str, ...]
) -> None:
    known: dict[str, Callable[[str], int]] = {
        "unit_id": lambda code: unit_id(session, code),
        "from_unit_id": lambda code: unit_id(session, code),
        "officer_id": lambda role: account_of(session, role).id,
        "from_officer_id": lambda role: account_of(session, role).id,
    }
    given = {name: known[name](value) if name in known else value for name, value in facts.items()}
    body = staff_step(Event(kind, now, given)).body
    assert all(each in body for each in words), body
    assert bool(body) is bool(words)


def test_it_tells_no_levels_of_a_rating(now: datetime) -> None:
    """They are for leader and overseer; the history is for everybody."""
    told = staff_step(Event(E.RATED, now, {"round": 1, "result": 1, "comment": "Tệ."}))
    assert "Tệ." not in f"{told.title}{told.body}"


def test_it_speaks_of_nothing_that_does_not_exist() -> None:
    assert set(BODIES) <= set(EventKind)
