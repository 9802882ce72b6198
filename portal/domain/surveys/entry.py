"""Typing a ballot from paper or from an interview: which key stands for which answer (rules §9)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.bilingual import Bilingual
from portal.domain.periods import month_of
from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire
from portal.domain.text import fold

# Stands for an item that was left blank on paper, or that somebody would not answer: nobody invents an answer for it.
BLANK = "-"
# What is said before the first question; consent comes before everything else.
OPENING = Bilingual(
    "Xin chào Ông/Bà, chúng tôi gọi từ {unit} để hỏi mức độ hài lòng của Ông/Bà. Phiếu không ghi tên, không ai biết "
    "Ông/Bà đã trả lời thế nào. Xin phép hỏi Ông/Bà vài câu được không ạ?",
    "Good day, this is {unit}, calling to ask how satisfied you are with our service. No name is written down, and "
    "nobody will know what you answered. May we ask you a few questions?",
)
# The keys of values from 0 to 10, and those of the first eleven places.
_VALUES = "0123456789+"
_PLACES = "1234567890+"


class WrongDay(StrEnum):
    """Why a ballot cannot be of the day that somebody wrote on it."""

    FUTURE = "future"
    BEFORE_SURVEY = "before_survey"
    TOLD = "told"


def wrong_day(on: date, *, today: date, since: date, is_sampled: bool) -> WrongDay | None:
    """What is wrong with the day a ballot was filled in; None for a day on which it may count.

    `since` is the day the version was published or the campaign began. A month of volunteers that is over has been
    told: one ballot more would be the difference of two pages, so what comes late counts on the day it comes, as
    everywhere. Of a sample nothing is told before its campaign ends, and then it takes no more ballots.
    """
    if on > today:
        return WrongDay.FUTURE
    if on < since:
        return WrongDay.BEFORE_SURVEY
    return WrongDay.TOLD if not is_sampled and month_of(on) < month_of(today) else None


@dataclass(frozen=True, slots=True)
class Pick:
    """One answer that may be typed: its value, its words, the key and the letters that choose it."""

    value: str
    label: Bilingual
    key: str
    letters: str = ""


def picks_of(questionnaire: Questionnaire, item: Item, language: str = "vi") -> tuple[Pick, ...]:
    """What may be chosen for an item, in order; nothing for words.

    On a scale from 0 to 10, or within it, the key is the value, as it is printed on paper; elsewhere it is the place.
    Choices are found by their first letters in the language of the questionnaire as well.
    """
    if item.kind is ItemKind.WORDS:
        return ()
    if item.kind is ItemKind.SCALE:
        return _levels(questionnaire, item)
    return tuple(
        Pick(choice.code, choice.label, _place(number), _letters(choice.label.said(language)))
        for number, choice in enumerate(item.choices)
    )


def _levels(questionnaire: Questionnaire, item: Item) -> tuple[Pick, ...]:
    points = questionnaire.scale_of(item).points
    by_value = all(0 <= point.value < len(_VALUES) for point in points)
    return tuple(
        Pick(str(point.value), point.label, _VALUES[point.value] if by_value else _place(number))
        for number, point in enumerate(points)
    )


def _place(number: int) -> str:
    return _PLACES[number] if number < len(_PLACES) else ""


def _letters(label: str) -> str:
    return "".join(letter for letter in fold(label) if letter.isalpha())
