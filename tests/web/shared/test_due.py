"""How a deadline is put into words, state by state."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from flask import Flask

from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.web.shared.due import due_view

pytestmark = pytest.mark.usefixtures("standing_office")


@dataclass(frozen=True)
class Row:
    """A case as lists know it."""

    state: State
    is_open: bool = False
    verdict: Verdict | None = None
    due_on: date = date(2026, 11, 23)
    late_by: int = 0
    receiving_unit_id: int = 1


@pytest.mark.parametrize(
    ("row", "tone", "words"),
    [
        # Friday 20/11; due on Monday.
        (Row(State.IN_PROGRESS, is_open=True), "soon", "còn 1 ngày làm việc"),
        (Row(State.WITHDRAWN), "done", "đã dừng"),
        (Row(State.ANSWERED, verdict=Verdict.LATE, late_by=2), "late", "trễ 2 ngày làm việc"),
        # Answered where only the public answer counts: not stopped, the clock runs on.
        (Row(State.ANSWERED), "soon", "chờ công khai, còn 1 ngày làm việc"),
        (Row(State.CLOSED, due_on=date(2026, 11, 19)), "late", "chờ công khai, quá hạn 1 ngày"),
    ],
)
def test_due_words(app: Flask, now: datetime, row: Row, tone: str, words: str) -> None:
    app.config["CLOCK"] = lambda: now
    try:
        with app.test_request_context("/"):
            view = due_view(row)
    finally:
        app.config.pop("CLOCK")
    assert (view.tone, view.words) == (tone, words)
