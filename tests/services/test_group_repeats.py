"""One sender, the very same words: registered, answered, and grouped with the first."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import ReplyBy
from portal.domain.states import State
from portal.services.group_repeats import group_repeat, new_cases, note_seen
from portal.services.open_case import NewSender
from tests.factories import acting, answered_case, opened_case
from tests.support.records import told_sender

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_looks_at_nothing_that_was_there_before_the_first_look(session: Session, now: datetime) -> None:
    opened_case(session, now)
    assert new_cases(session) == []
    note_seen(acting(session, "system", now), [])
    session.flush()
    assert new_cases(session) == []
    later = opened_case(session, now)
    assert new_cases(session) == [later.id]
    note_seen(acting(session, "system", now), [later.id])
    session.flush()
    assert new_cases(session) == []


def test_it_groups_the_same_words_of_the_same_sender(session: Session, now: datetime) -> None:
    first = opened_case(session, now)
    again = opened_case(
        session,
        now + timedelta(hours=1),
        body=" ĐIỆN ÁP tại ấp Thanh Tân yếu kéo dài; máy bơm không chạy được ",
    )
    assert again.register_number == first.register_number + 1
    assert group_repeat(acting(session, "system", now), again.id)
    assert (again.state, again.main_case_id) == (State.MERGED, first.id)
    assert told_sender(session, again) == ["received", "merged"]
    third = opened_case(session, now + timedelta(hours=2))
    assert group_repeat(acting(session, "system", now), third.id)
    assert third.main_case_id == first.id


def test_it_leaves_others_alone(session: Session, now: datetime) -> None:
    opened_case(session, now)
    system = acting(session, "system", now)
    for given in (
        {"body": "Điện áp tại ấp Thanh Tân yếu kéo dài, máy bơm không chạy được, xin giúp."},
        {"sender": NewSender(email="be@example.com")},
        {"sender": NewSender(), "reply_by": ReplyBy.NONE},
    ):
        other = opened_case(session, now, **given)
        assert not group_repeat(system, other.id)
        assert other.state is not State.MERGED
    assert not group_repeat(system, 999_999)


def test_it_repeats_nothing_that_was_answered_or_is_long_ago(session: Session, now: datetime) -> None:
    answered_case(session, now)
    system = acting(session, "system", now)
    assert not group_repeat(system, opened_case(session, now).id)
    assert not group_repeat(system, opened_case(session, now + timedelta(days=40)).id)
