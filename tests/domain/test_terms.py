"""The official terms: every value that is shown has one, in both languages, as the glossary spells it."""

from enum import Enum

import pytest

from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.clock import TimeUnit
from portal.domain.events import EventKind
from portal.domain.kinds import Channel, Kind, ReplyBy, SenderKind, Urgency
from portal.domain.permissions import Role
from portal.domain.policies import Leg, SatisfiedBy
from portal.domain.ratings import Level as RatingLevel
from portal.domain.reminders import Reminder
from portal.domain.states import Level, Outcome, State
from portal.domain.terms import TERMS, term
from portal.domain.verdict import Verdict

SHOWN = (
    *(AnswerStatus, PublicationStatus, TimeUnit, EventKind, Channel, Kind, ReplyBy, SenderKind, Urgency),
    *(Role, Leg, SatisfiedBy, RatingLevel, Reminder, Level, Outcome, State, Verdict),
)


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_it_has_a_term_for_every_value(kind: type[Enum]) -> None:
    named = [value for value, _, _ in TERMS if type(value) is kind]

    assert set(named) == set(kind)
    assert len(named) == len(kind)


def test_it_leaves_no_term_empty() -> None:
    assert all(vietnamese.strip() and english.strip() for _, vietnamese, english in TERMS)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Kind.FEEDBACK, "Phản ánh", "Feedback"),  # glossary 1
        (State.NOT_ACCEPTED, "Không tiếp nhận", "Not accepted"),  # glossary 25
        (Outcome.PROPOSED, "Kiến nghị xử lý", "Proposed to the competent level"),  # glossary 44
        (Verdict.IN_TIME, "Đúng hạn", "On time"),  # glossary 36
        (RatingLevel.NEUTRAL, "Bình thường", "Neutral"),  # glossary 74, not "trung bình"
        (EventKind.RECEIVED, "Tiếp nhận", "Received"),  # the event ...
        (State.RECEIVED, "Mới tiếp nhận", "Received"),  # ... and the state of the same value
    ],
)
def test_it_speaks_the_words_of_the_glossary(
    value: Kind | State | Outcome | Verdict | RatingLevel | EventKind, vietnamese: str, english: str
) -> None:
    assert term(value) == vietnamese
    assert term(value, "en") == english


def test_it_never_calls_ordinary_feedback_a_denunciation() -> None:
    ordinary = [
        vietnamese for value, vietnamese, _ in TERMS if value not in (Kind.COMPLAINT, Kind.DENUNCIATION)
    ]

    assert not [words for words in ordinary if "khiếu nại" in words.lower() or "tố cáo" in words.lower()]
