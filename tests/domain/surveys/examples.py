"""Questionnaires to ask with in tests."""

from dataclasses import replace

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.questionnaire import (
    Choice,
    Condition,
    Item,
    ItemKind,
    Point,
    Purpose,
    Questionnaire,
    Scale,
    Section,
)


def said(words: str) -> Bilingual:
    """The same words in both languages."""
    return Bilingual(words, words)


FIVE = Scale("five", tuple(Point(value, said(str(value))) for value in range(1, 6)), 4, 3)
POLITE = Item("polite", ItemKind.SCALE, said("Polite?"), required=True, scale="five")
LATE = Item(
    "late",
    ItemKind.CHOICE,
    said("Late?"),
    required=True,
    choices=(Choice("yes", said("Yes")), Choice("no", said("No"))),
)
APOLOGY = Item(
    "apology",
    ItemKind.SCALE,
    said("The letter?"),
    required=True,
    scale="five",
    when=Condition("late", frozenset({"yes"})),
)
WHY = Item(
    "why",
    ItemKind.SEVERAL,
    said("Why?"),
    choices=(Choice("rude", said("Rude")), Choice("slow", said("Slow"))),
    when=Condition("polite", frozenset({"1", "2", "3"})),
)
WORDS = Item("words", ItemKind.WORDS, said("Anything else?"))
SHORT = Questionnaire(
    "short",
    Purpose.OTHER,
    said("Short"),
    (
        Section("staff", said("Staff"), (POLITE, WHY), is_factor=True),
        Section("date", said("Date"), (LATE, APOLOGY), is_factor=True),
        Section("other", said("Other"), (WORDS,)),
    ),
    (FIVE,),
)
# Its next version: a level 5 was the best and is now a low one, and what was asked in words is asked no more.
ELEVEN = Scale("five", tuple(Point(value, said(str(value))) for value in range(11)), 8, 6)
LONGER = replace(SHORT, sections=SHORT.sections[:2], scales=(ELEVEN,))
