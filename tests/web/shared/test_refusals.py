"""What services refuse, in sentences and as pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from portal.domain.answers import AnswerStatus, AnswerStep, IllegalAnswerStep, SamePerson
from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.states import State
from portal.domain.workflow import IllegalStep, MissingFact
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.web.shared.refusals import REFUSALS, changed, forbidden, refusal_words, rule_words

SAID: list[tuple[Exception, str]] = [
    (ChangedMeanwhile("PA-1"), "đã thay đổi"),
    (NotPermitted(Permission.ROUTE), "không có quyền"),
    (IllegalStep(EventKind.CLOSED, State.ROUTED), "“Kết thúc” khi hồ sơ ở trạng thái “Đã chuyển xử lý”"),
    (IllegalAnswerStep(AnswerStep.ISSUE, AnswerStatus.DRAFT), "“Đang soạn”"),
    (SamePerson(1), "không được tự duyệt"),
    (MissingFact(EventKind.RETURNED, "reason"), "Còn thiếu"),
    (RuleBroken("outcome", "missing"), "Xin chọn kết quả xử lý."),
]


@pytest.fixture(autouse=True)
def request_of_staff(app: Flask, now: datetime) -> Iterator[None]:
    """Words need a request; this one carried a reason and a secret."""
    app.config["CLOCK"] = lambda: now
    form = {"reason": "Vì vậy.", "csrf_token": "t", "text": " "}
    with app.test_request_context("/desk/cases/PA-1/return", method="POST", data=form):
        yield


@pytest.mark.parametrize(("error", "words"), SAID)
def test_it_says_why(error: Exception, words: str) -> None:
    assert words in refusal_words(error)


def test_it_has_words_for_every_refusal() -> None:
    assert {type(error) for error, _words in SAID} == set(REFUSALS)


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("reason", "missing", "Xin ghi lý do."),  # its own sentence
        ("colour", "missing", "Mục này không được để trống."),  # that of the rule, for any entry
        ("colour", "ugly", "Nội dung này chưa hợp lệ. Xin kiểm tra lại."),  # none
    ],
)
def test_it_has_a_sentence_for_every_rule(field: str, code: str, words: str) -> None:
    assert rule_words(RuleBroken(field, code)) == words


def test_it_shows_what_was_typed_and_nothing_else() -> None:
    answer: Any = changed(ChangedMeanwhile("PA-1"))
    assert answer[1] == 409
    assert "Vì vậy." in answer[0]
    assert "csrf" not in answer[0]


def test_it_forbids() -> None:
    answer: Any = forbidden(NotPermitted(None))
    assert answer[1] == 403
    assert "không được mở trang này" in answer[0]
