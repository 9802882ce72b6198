"""The shipped wordings: one for every message the services send, complete, and private words never in a subject."""

import itertools
import re
from string import Formatter

import pytest

from portal.models.message import MessageChannel
from portal.services.word_message import shipped_wording, shipped_wordings
from tests.support.source import sources

SHIPPED = [(name, language) for name in shipped_wordings() for language in ("vi", "en")]
# Who sent it, what they wrote, and the key to it.
PRIVATE = {
    "code",
    "codes",
    "name",
    "text",
    "reason",
    "answer",
    "link",
    "desk_link",
    "question",
    "opinion_link",
}


def test_it_falls_back_on_vietnamese() -> None:
    assert shipped_wording("received", "km", MessageChannel.EMAIL).subject.startswith("Đã tiếp nhận")


def test_it_takes_the_short_words_for_a_short_message() -> None:
    wording = shipped_wording("received", "vi", MessageChannel.SMS)
    assert len(wording.body) < 200
    assert wording.body.isascii()


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_it_ships_no_private_word_in_a_subject(name: str, language: str) -> None:
    subject = shipped_wording(name, language, MessageChannel.EMAIL).subject
    fields = {field for _, field, _, _ in Formatter().parse(subject) if field}
    assert not fields & PRIVATE
    assert "\n" not in subject


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_it_ships_the_same_facts_in_both_languages(name: str, language: str) -> None:
    bodies = [shipped_wording(name, each, MessageChannel.EMAIL).body for each in ("vi", language)]
    first, second = ({field for _, field, _, _ in Formatter().parse(body) if field} for body in bodies)
    assert first == second


def test_it_ships_every_message_that_the_services_send() -> None:
    """A template that is missing fails only when a message of its kind is delivered."""
    sent = set(
        itertools.chain.from_iterable(templates_in(source.text) for source in sources("portal/services"))
    )
    assert {"received", "answered", "staff_reminder", "staff_digest"} <= sent <= set(shipped_wordings())


def templates_in(source: str) -> set[str]:
    told = re.findall(r'tell_(?:sender|outside)\(act, case, "(\w+)"', source)
    staff = re.findall(r'"(staff_\w+)"', source)
    return {*told, *staff}
