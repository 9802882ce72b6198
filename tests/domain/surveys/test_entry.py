"""Keys for answers, and what was left blank on paper."""

from datetime import date

import pytest

from portal.domain.surveys.answers import Wrong, read_answers
from portal.domain.surveys.entry import BLANK, WrongDay, picks_of, wrong_day
from portal.domain.surveys.questionnaire import (
    Choice,
    Item,
    ItemKind,
    Point,
    Purpose,
    Questionnaire,
    Scale,
    Section,
)
from tests.domain.surveys.examples import SHORT, WHY, WORDS, said


def of_values(*values: int) -> tuple[Questionnaire, Item]:
    """A questionnaire of one item on a scale with these values."""
    item = Item("one", ItemKind.SCALE, said("One"), scale="own")
    scale = Scale("own", tuple(Point(value, said(str(value))) for value in values), values[-1], values[0])
    return Questionnaire(
        "own", Purpose.OTHER, said("Own"), (Section("all", said("All"), (item,)),), (scale,)
    ), item


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ((1, 2, 3, 4, 5), "12345"),
        # Some print the best first; the key is still what is printed.
        ((5, 4, 3, 2, 1), "54321"),
        ((0, 25, 50, 75, 100), "12345"),
        (tuple(range(11)), "0123456789+"),
        (tuple(range(1, 11)), "123456789+"),
    ],
)
def test_a_level_has_the_key_that_is_printed_or_its_place(values: tuple[int, ...], keys: str) -> None:
    assert "".join(pick.key for pick in picks_of(*of_values(*values))) == keys


def test_a_choice_is_found_by_its_place_and_by_its_letters() -> None:
    slow, rude = picks_of(SHORT, WHY)
    assert [(each.value, each.key, each.letters) for each in (slow, rude)] == [
        ("rude", "1", "rude"),
        ("slow", "2", "slow"),
    ]


def test_letters_forgive_accents_and_stop_at_nothing_but_letters() -> None:
    choices = (Choice("yes", said("Có, đúng hẹn")), *(Choice(f"c{n}", said("Khác")) for n in range(12)))
    found = picks_of(SHORT, Item("many", ItemKind.CHOICE, said("Many"), choices=choices))
    assert found[0].letters == "codunghen"
    assert [pick.key for pick in found[9:]] == ["0", "+", "", ""]


def test_words_have_no_keys() -> None:
    assert picks_of(SHORT, WORDS) == ()


def test_what_was_left_blank_is_no_answer_and_no_fault() -> None:
    raw = {"polite": [BLANK], "why": ["rude"], "late": ["no"], "words": [BLANK]}
    given = read_answers(SHORT, raw, blank=BLANK)
    # Why is asked of low ratings alone, and there is none.
    assert (given.answers, given.wrong) == ({"late": "no"}, {})


def test_the_public_leaves_nothing_blank_by_that() -> None:
    assert read_answers(SHORT, {"polite": [BLANK], "late": ["no"]}).wrong == {"polite": Wrong.UNKNOWN}


@pytest.mark.parametrize(
    ("on", "is_sampled", "wrong"),
    [
        (date(2026, 11, 20), False, None),  # today
        (date(2026, 11, 1), False, None),  # the first day of a month that runs
        (date(2026, 11, 21), False, WrongDay.FUTURE),
        (date(2026, 11, 21), True, WrongDay.FUTURE),
        (date(2026, 10, 31), False, WrongDay.TOLD),  # the month before was told when it was over
        (date(2025, 11, 20), False, WrongDay.BEFORE_SURVEY),  # before there was anything to fill in
        (date(2026, 10, 31), True, None),  # nothing of a sample is told before its campaign ends
        (date(2026, 10, 15), True, None),  # the day it began
        (date(2026, 10, 14), True, WrongDay.BEFORE_SURVEY),
    ],
)
def test_the_day_of_a_ballot(on: date, is_sampled: bool, wrong: WrongDay | None) -> None:
    today, since = date(2026, 11, 20), date(2026, 10, 15)
    assert wrong_day(on, today=today, since=since, is_sampled=is_sampled) == wrong
