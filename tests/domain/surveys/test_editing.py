"""Changing a questionnaire piece by piece, and telling what differs."""

from dataclasses import replace

import pytest

from portal.domain.surveys.difference import Way, differences
from portal.domain.surveys.editing import moved, new_code, put_item, put_scale, put_section, removed
from portal.domain.surveys.questionnaire import Questionnaire, Section
from tests.domain.surveys.examples import APOLOGY, FIVE, LATE, POLITE, SHORT, said


def codes(questionnaire: Questionnaire) -> list[list[str]]:
    return [[item.code for item in section.items] for section in questionnaire.sections]


@pytest.mark.parametrize(
    ("code", "by", "expected"),
    [
        ("why", -1, [["why", "polite"], ["late", "apology"], ["words"]]),
        # Over the edge of its section into the next one, and back.
        ("why", 1, [["polite"], ["why", "late", "apology"], ["words"]]),
        ("late", -1, [["polite", "why", "late"], ["apology"], ["words"]]),
        # The first stays first, the last last.
        ("polite", -1, [["polite", "why"], ["late", "apology"], ["words"]]),
        ("words", 1, [["polite", "why"], ["late", "apology"], ["words"]]),
        ("unknown", 1, [["polite", "why"], ["late", "apology"], ["words"]]),
    ],
)
def test_an_item_moves(code: str, by: int, expected: list[list[str]]) -> None:
    assert codes(moved(SHORT, "item", code, by=by)) == expected


@pytest.mark.parametrize(
    ("code", "by", "order"),
    [("date", -1, ["date", "staff", "other"]), ("staff", -1, ["staff", "date", "other"])],
)
def test_a_section_moves_with_its_items(code: str, by: int, order: list[str]) -> None:
    assert [section.code for section in moved(SHORT, "section", code, by=by).sections] == order


def test_a_piece_takes_the_place_of_the_one_with_its_code() -> None:
    assert (
        put_item(SHORT, replace(POLITE, text=said("New")), section="staff").by_code["polite"].text.vi == "New"
    )
    assert codes(put_item(SHORT, POLITE, section="date")) == [
        ["why"],
        ["late", "apology", "polite"],
        ["words"],
    ]
    titled = put_section(SHORT, Section("staff", said("People"), ()))
    assert (titled.sections[0].title.vi, codes(titled)) == ("People", codes(SHORT))
    assert codes(put_section(SHORT, Section("new", said("New"), ())))[-1] == []
    assert put_scale(SHORT, replace(FIVE, low_to=2)).scales == (replace(FIVE, low_to=2),)


def test_a_piece_is_taken_out() -> None:
    assert codes(removed(SHORT, "item", "late")) == [["polite", "why"], ["apology"], ["words"]]
    assert codes(removed(SHORT, "section", "date")) == [["polite", "why"], ["words"]]
    assert removed(SHORT, "scale", "five").scales == ()


@pytest.mark.parametrize(
    ("words", "taken", "code"),
    [
        ("Wait for a seat", [], "wait_for_a_seat"),
        ("Đợi lâu không?", [], "doi_lau_khong"),
        ("Polite", ["polite"], "polite_2"),
        ("Polite", ["polite", "polite_2"], "polite_3"),
        ("39 tiêu chí", [], "tieu_chi"),
        ("???", [], "part"),
        ("x" * 80, [], "x" * 36),
    ],
)
def test_a_code_is_made_of_words(words: str, taken: list[str], code: str) -> None:
    assert new_code(words, taken) == code


def told(old: Questionnaire, new: Questionnaire) -> list[tuple[Way, str]]:
    return [(piece.way, piece.place) for piece in differences(old, new)]


def test_the_same_says_nothing_else() -> None:
    assert differences(SHORT, SHORT) == []


def test_everything_that_differs_is_told() -> None:
    assert told(SHORT, put_item(SHORT, replace(POLITE, required=False), section="staff")) == [
        (Way.CHANGED, "item/polite")
    ]
    assert told(SHORT, removed(SHORT, "section", "other")) == [
        (Way.REMOVED, "section/other"),
        (Way.REMOVED, "item/words"),
    ]
    assert told(removed(SHORT, "item", "late"), SHORT) == [(Way.ADDED, "item/late")]
    assert told(SHORT, replace(SHORT, title=said("Other"))) == [(Way.CHANGED, "title")]
    assert told(SHORT, put_scale(SHORT, replace(FIVE, low_to=2))) == [(Way.CHANGED, "scale/five")]
    assert told(SHORT, moved(SHORT, "item", "late", by=1)) == [
        (Way.MOVED, "item/apology"),
        (Way.MOVED, "item/late"),
    ]
    assert (Way.MOVED, "item/apology") in told(SHORT, put_item(SHORT, APOLOGY, section="other"))


def test_a_difference_shows_the_answers_too() -> None:
    piece = differences(removed(SHORT, "item", "late"), SHORT)[0]
    assert (piece.before, piece.after) == ("", "Late? (Yes / No)")
    assert LATE.text.vi in piece.after
