"""What keeps a questionnaire from being published, each fault with the place it stands at."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire, Scale, Section

MOST_ITEMS = 80
MOST_CHOICES = 30
MOST_POINTS = 11
LONGEST_TEXT = 600  # letters
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Problem(StrEnum):
    """Why a questionnaire cannot be published as it is."""

    NO_ITEMS = "no_items"
    TOO_MANY = "too_many"
    BAD_CODE = "bad_code"
    SAME_CODE = "same_code"
    NO_TEXT = "no_text"
    NO_ENGLISH = "no_english"
    TOO_LONG = "too_long"
    NO_SCALE = "no_scale"
    SCALE_TOO_SHORT = "scale_too_short"
    SCALE_TOO_LONG = "scale_too_long"
    SCALE_NOT_RISING = "scale_not_rising"
    SCALE_CUT = "scale_cut"
    TOO_FEW_CHOICES = "too_few_choices"
    TOO_MANY_CHOICES = "too_many_choices"
    CONDITION_NOT_EARLIER = "condition_not_earlier"
    CONDITION_NEVER = "condition_never"
    EMPTY_SECTION = "empty_section"
    FACTOR_WITHOUT_SCALE = "factor_without_scale"


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem and where it stands: the codes of section, item, scale or choice, joined by a slash."""

    place: str
    problem: Problem


def faults_of(questionnaire: Questionnaire) -> list[Fault]:
    """Everything to be mended before publication, in the order of the questionnaire."""
    return [
        *_number_of(questionnaire),
        *_texts("", (questionnaire.title,)),
        *_codes("", (questionnaire.code,)),
        *_codes("", [section.code for section in questionnaire.sections]),
        *_codes("", [item.code for item in questionnaire.items]),
        *_codes("", [scale.code for scale in questionnaire.scales]),
        *(fault for scale in questionnaire.scales for fault in _scale(scale)),
        *(fault for section in questionnaire.sections for fault in _section(questionnaire, section)),
    ]


def answerable(questionnaire: Questionnaire) -> Questionnaire:
    """A draft as far as it can be answered: without scales and choices that are not there yet, a code but once."""
    seen: set[str] = set()
    scales = {scale.code for scale in questionnaire.scales if scale.points}

    def is_there(item: Item) -> bool:
        if item.kind is ItemKind.WORDS:
            return True
        return item.scale in scales if item.kind is ItemKind.SCALE else bool(item.choices)

    def is_first(item: Item) -> bool:
        known = item.code in seen
        seen.add(item.code)
        return not known

    sections = (
        replace(section, items=tuple(item for item in section.items if is_there(item) and is_first(item)))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


def repeated_codes(questionnaire: Questionnaire) -> list[str]:
    """The codes that several items of a draft have, in their order: of each the first alone can be answered."""
    times = Counter(item.code for item in questionnaire.items)
    return [code for code, number in times.items() if number > 1]


def _number_of(questionnaire: Questionnaire) -> Iterator[Fault]:
    if not questionnaire.items:
        yield Fault("", Problem.NO_ITEMS)
    if len(questionnaire.items) > MOST_ITEMS:
        yield Fault("", Problem.TOO_MANY)


def _codes(place: str, codes: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for code in codes:
        if not CODE.fullmatch(code):
            yield Fault(_join(place, code), Problem.BAD_CODE)
        elif code in seen:
            yield Fault(_join(place, code), Problem.SAME_CODE)
        seen.add(code)


def _texts(place: str, texts: Iterable[Bilingual]) -> Iterator[Fault]:
    for text in texts:
        if not text.vi.strip():
            yield Fault(place, Problem.NO_TEXT)
        elif not text.en.strip():
            yield Fault(place, Problem.NO_ENGLISH)
        if max(len(text.vi), len(text.en)) > LONGEST_TEXT:
            yield Fault(place, Problem.TOO_LONG)


def _scale(scale: Scale) -> Iterator[Fault]:
    values = [point.value for point in scale.points]
    if len(values) < 2:
        yield Fault(scale.code, Problem.SCALE_TOO_SHORT)
        return
    if len(values) > MOST_POINTS:
        yield Fault(scale.code, Problem.SCALE_TOO_LONG)
    if values != sorted(set(values)):
        yield Fault(scale.code, Problem.SCALE_NOT_RISING)
    # Something must be satisfied and something low, and nothing both.
    if not min(values) <= scale.low_to < scale.satisfied_from <= max(values):
        yield Fault(scale.code, Problem.SCALE_CUT)
    yield from _texts(scale.code, [point.label for point in scale.points])


def _section(questionnaire: Questionnaire, section: Section) -> Iterator[Fault]:
    yield from _texts(section.code, (section.title,))
    if not section.items:
        yield Fault(section.code, Problem.EMPTY_SECTION)
    elif section.is_factor and not any(item.kind is ItemKind.SCALE for item in section.items):
        yield Fault(section.code, Problem.FACTOR_WITHOUT_SCALE)
    for item in section.items:
        yield from _item(questionnaire, section, item)


def _item(questionnaire: Questionnaire, section: Section, item: Item) -> Iterator[Fault]:
    place = _join(section.code, item.code)
    yield from _texts(place, (item.text, item.hint) if item.hint else (item.text,))
    if item.kind is ItemKind.SCALE and item.scale not in {scale.code for scale in questionnaire.scales}:
        yield Fault(place, Problem.NO_SCALE)
    if item.kind in {ItemKind.CHOICE, ItemKind.SEVERAL}:
        yield from _choices(place, item)
    yield from _condition(questionnaire, place, item)


def _choices(place: str, item: Item) -> Iterator[Fault]:
    if len(item.choices) < 2:
        yield Fault(place, Problem.TOO_FEW_CHOICES)
    if len(item.choices) > MOST_CHOICES:
        yield Fault(place, Problem.TOO_MANY_CHOICES)
    yield from _codes(place, [choice.code for choice in item.choices])
    yield from _texts(place, [choice.label for choice in item.choices])


def _condition(questionnaire: Questionnaire, place: str, item: Item) -> Iterator[Fault]:
    codes, when = [each.code for each in questionnaire.items], item.when
    if when is None:
        return
    if when.item not in codes or codes.index(when.item) >= codes.index(item.code):
        yield Fault(place, Problem.CONDITION_NOT_EARLIER)
        return
    if not when.answers or not when.answers <= _possible(questionnaire, questionnaire.by_code[when.item]):
        yield Fault(place, Problem.CONDITION_NEVER)


def _possible(questionnaire: Questionnaire, item: Item) -> set[str]:
    """Everything that an item may be answered with."""
    if item.kind is ItemKind.SCALE:
        scales = {scale.code: scale for scale in questionnaire.scales}
        return {str(value) for value in scales[item.scale].values} if item.scale in scales else set()
    return {choice.code for choice in item.choices}


def _join(place: str, code: str) -> str:
    return f"{place}/{code}" if place else code
