"""Canned texts and the words of messages: kept only when every placeholder can be filled."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.audit import AuditEntry
from portal.models.desk import CannedText
from portal.models.message import MessageChannel, MessageTemplate
from portal.services.change_texts import (
    TemplateKey,
    TextFacts,
    change_message,
    change_text,
    create_text,
    placeholders_of,
    preview,
    reset_message,
)
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.word_message import Wording, shipped_wording
from tests.factories import acting

TEXT = TextFacts("thanks", "Cảm ơn", "{unit} cảm ơn Ông/Bà {sender_name}.")
KEY = TemplateKey("received", "vi", MessageChannel.EMAIL)
OWN = Wording("Đã nhận {reference}", "Mã tra cứu: {code}")


@pytest.fixture(autouse=True)
def office(standing_office: None) -> None:
    """Every test has the demo office."""


def entries(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_a_text_is_added_and_changed_with_a_trace(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    row = create_text(act, TEXT)
    change_text(act, row.id, replace(TEXT, title=" Lời cảm ơn ", active=False))
    assert (row.title, row.active) == ("Lời cảm ơn", False)
    assert [entry.action for entry in entries(session)] == ["text_created", "text_changed"]
    assert entries(session)[1].before == {"title": "Cảm ơn", "active": True}


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"title": " "}, "title", "missing"),
        ({"code": ""}, "code", "missing"),
        ({"body": ""}, "body", "missing"),
        ({"body": "Kính gửi {ten}"}, "body", "unknown_placeholder"),
        ({"code": "taken"}, "code", "taken"),
    ],
)
def test_it_refuses_a_text_that_is_unfit(
    session: Session, now: datetime, typed: dict[str, str], field: str, code: str
) -> None:
    act = acting(session, "administrator", now)
    create_text(act, replace(TEXT, code="taken"))
    with pytest.raises(RuleBroken) as refused:
        create_text(act, replace(TEXT, **typed))  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.code) == (field, code)
    assert len(session.scalars(select(CannedText)).all()) == 1


def test_a_message_has_the_offices_words_until_they_are_put_back(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    change_message(act, KEY, OWN)
    change_message(act, KEY, replace(OWN, subject="Đã  nhận"))
    row = session.get_one(MessageTemplate, ("received", "vi", MessageChannel.EMAIL))
    assert (row.subject, row.body) == ("Đã nhận", "Mã tra cứu: {code}\n")
    reset_message(act, KEY)
    reset_message(act, KEY)  # what is shipped already stays so
    assert session.scalars(select(MessageTemplate)).all() == []
    changes = entries(session)
    assert [entry.action for entry in changes] == ["message_changed", "message_changed", "message_reset"]
    assert changes[0].before is not None
    assert changes[0].before["subject"] == shipped_wording("received", "vi", MessageChannel.EMAIL).subject


@pytest.mark.parametrize(
    ("name", "wording", "field", "code"),
    [
        ("received", Wording("", "Nội dung"), "subject", "missing"),
        ("received", Wording("Đã nhận", " "), "body", "missing"),
        ("received", Wording("Đã nhận", "{sender_name}"), "body", "unknown_placeholder"),
        ("received", Wording("Đã nhận {nobody}", "Nội dung"), "subject", "unknown_placeholder"),
        ("received", Wording("Đã nhận", "{}"), "body", "unknown_placeholder"),
        ("received", Wording("Đã nhận", "{office.name}"), "body", "unknown_placeholder"),
        ("received", Wording("Đã nhận", "Mã {code"), "body", "braces"),
        ("received", Wording("Mã {code}", "Nội dung"), "subject", "personal"),  # a secret
        ("answered", Wording("{answer}", "Nội dung"), "subject", "personal"),  # the sender's matter
        ("staff_assigned", Wording("{name}", "Nội dung"), "subject", "personal"),  # a name
        ("staff_assigned", Wording("Mới", "{code}"), "body", "unknown_placeholder"),  # the sender's alone
    ],
)
def test_it_refuses_words_that_are_unfit(
    session: Session, now: datetime, name: str, wording: Wording, field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        change_message(acting(session, "administrator", now), replace(KEY, name=name), wording)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_text_message_needs_no_subject(session: Session, now: datetime) -> None:
    key = replace(KEY, channel=MessageChannel.SMS)
    change_message(acting(session, "administrator", now), key, Wording("", "Da nhan {reference}"))
    assert session.get_one(MessageTemplate, ("received", "vi", MessageChannel.SMS)).subject == ""


def test_a_preview_leaves_open_what_it_has_no_example_for() -> None:
    shown = preview(Wording("{reference}", "{code} {due}"), {"reference": "PA-1", "code": "4H7T"})
    assert shown == Wording("PA-1", "4H7T {due}")


def test_messages_may_use_what_the_shipped_words_use() -> None:
    assert {"old_due", "new_due", "notice"} <= placeholders_of("due_moved")
    assert "code" not in placeholders_of("staff_routed")


@pytest.mark.parametrize("role", ["leader", "coordinator", "sender"])
def test_it_is_the_administrators_alone(session: Session, now: datetime, role: str) -> None:
    act = acting(session, role, now)
    with pytest.raises(NotPermitted):
        create_text(act, TEXT)
    with pytest.raises(NotPermitted):
        change_message(act, KEY, OWN)
    with pytest.raises(NotPermitted):
        reset_message(act, KEY)
    assert entries(session) == []
