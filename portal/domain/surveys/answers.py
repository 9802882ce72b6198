"""What somebody answered: read against the questionnaire, with its branches followed (rules §9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire

LONGEST_WORDS = 2000  # letters

# A scale's value, a choice's code, several codes, or words.
Answer = int | str | tuple[str, ...]
Answers = Mapping[str, Answer]


class Wrong(StrEnum):
    """Why an answer is not taken."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Given:
    """The answers taken, by item, and what is wrong with the others."""

    answers: Answers
    wrong: Mapping[str, Wrong]


def read_answers(
    questionnaire: Questionnaire, raw: Mapping[str, Sequence[str]], *, blank: str | None = None
) -> Given:
    """What was given, item by item as texts.

    What stands behind a branch not taken is left aside, whatever was typed there before; an item that is not
    required may stay empty. `blank` is what staff type for an item that was left blank on paper, required or not.
    """
    answers: dict[str, Answer] = {}
    wrong: dict[str, Wrong] = {}
    for item in questionnaire.items:
        if not is_asked(item, answers):
            continue
        given = [each.strip() for each in raw.get(item.code, ()) if each.strip()]
        if blank is not None and given == [blank]:
            continue
        if not given:
            if item.required:
                wrong[item.code] = Wrong.MISSING
            continue
        found = _read(questionnaire, item, given)
        if isinstance(found, Wrong):
            wrong[item.code] = found
        else:
            answers[item.code] = found
    return Given(answers, wrong)


def is_asked(item: Item, answers: Answers) -> bool:
    """Whether an item is asked, by what was answered before it."""
    return item.when is None or bool(item.when.answers & _as_words(answers.get(item.when.item)))


def low_items(questionnaire: Questionnaire, answers: Answers) -> list[Item]:
    """The items answered "average or below", each of which asks for a remedy [001-05, 004-07]."""
    return [
        item
        for item in questionnaire.rated_items()
        if isinstance(value := answers.get(item.code), int) and questionnaire.scale_of(item).is_low(value)
    ]


def told_apart(questionnaire: Questionnaire, answers: Answers) -> tuple[dict[str, Answer], dict[str, str]]:
    """Answers that can be counted, and words, which may tell of persons and so are kept apart."""
    words = {
        code: answer
        for code, answer in answers.items()
        if questionnaire.by_code[code].kind is ItemKind.WORDS and isinstance(answer, str)
    }
    return {code: answer for code, answer in answers.items() if code not in words}, words


def rated(questionnaire: Questionnaire, answers: Answers) -> dict[str, int]:
    """The answers on scales, by item."""
    codes = (item.code for item in questionnaire.rated_items())
    return {code: value for code in codes if isinstance(value := answers.get(code), int)}


def _read(questionnaire: Questionnaire, item: Item, given: Sequence[str]) -> Answer | Wrong:
    if item.kind is ItemKind.WORDS:
        return Wrong.TOO_LONG if len(given[0]) > LONGEST_WORDS else given[0]
    if item.kind is ItemKind.SCALE:
        by_words = {str(value): value for value in questionnaire.scale_of(item).values}
        return by_words.get(given[0], Wrong.UNKNOWN) if len(given) == 1 else Wrong.UNKNOWN
    return _chosen(item, given)


def _chosen(item: Item, given: Iterable[str]) -> Answer | Wrong:
    wanted = set(given)
    chosen = tuple(choice.code for choice in item.choices if choice.code in wanted)
    if len(chosen) != len(wanted) or (item.kind is ItemKind.CHOICE and len(chosen) != 1):
        return Wrong.UNKNOWN
    return chosen if item.kind is ItemKind.SEVERAL else chosen[0]


def _as_words(answer: Answer | None) -> frozenset[str]:
    if answer is None:
        return frozenset()
    return frozenset(answer) if isinstance(answer, tuple) else frozenset({str(answer)})
