"""Changing a questionnaire piece by piece: each change makes a new one, faults and all (rules §9)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Protocol, TypeVar

from portal.domain.surveys.questionnaire import Item, Questionnaire, Scale, Section
from portal.domain.text import fold

Part = Literal["section", "item", "scale"]
LONGEST_CODE = 40


class HasCode(Protocol):
    """What is told apart by a code."""

    @property
    def code(self) -> str: ...


Coded = TypeVar("Coded", bound=HasCode)


def put_section(questionnaire: Questionnaire, section: Section) -> Questionnaire:
    """A section in the place of the one with its code, which keeps its items; or a new one at the end."""
    old = next((each for each in questionnaire.sections if each.code == section.code), None)
    kept = replace(section, items=old.items) if old else section
    return replace(questionnaire, sections=_put(questionnaire.sections, kept))


def put_item(questionnaire: Questionnaire, item: Item, *, section: str) -> Questionnaire:
    """An item in the place of the one with its code; at the end of a section where it was not in it."""
    sections = []
    for each in questionnaire.sections:
        codes = [other.code for other in each.items]
        if each.code == section:
            sections.append(replace(each, items=_put(each.items, item)))
        elif item.code in codes:
            sections.append(replace(each, items=_without(each.items, item.code)))
        else:
            sections.append(each)
    return replace(questionnaire, sections=tuple(sections))


def put_scale(questionnaire: Questionnaire, scale: Scale) -> Questionnaire:
    """A scale in the place of the one with its code, or a new one."""
    return replace(questionnaire, scales=_put(questionnaire.scales, scale))


def removed(questionnaire: Questionnaire, part: Part, code: str) -> Questionnaire:
    """Without a section and its items, an item, or a scale; what pointed at it becomes a fault."""
    if part == "section":
        return replace(questionnaire, sections=_without(questionnaire.sections, code))
    if part == "scale":
        return replace(questionnaire, scales=_without(questionnaire.scales, code))
    sections = (replace(each, items=_without(each.items, code)) for each in questionnaire.sections)
    return replace(questionnaire, sections=tuple(sections))


def moved(questionnaire: Questionnaire, part: Part, code: str, *, by: int) -> Questionnaire:
    """One place up (-1) or down (1); an item at the edge of its section goes over into the next one."""
    if part == "section":
        return replace(questionnaire, sections=_moved(questionnaire.sections, code, by))
    if part == "scale":
        return replace(questionnaire, scales=_moved(questionnaire.scales, code, by))
    for place, section in enumerate(questionnaire.sections):
        codes = [item.code for item in section.items]
        if code in codes:
            inside = 0 <= codes.index(code) + by < len(codes)
            items = _moved(section.items, code, by)
            if inside:
                return put_items(questionnaire, place, items)
            return _over(questionnaire, code, place=place, by=by)
    return questionnaire


def put_items(questionnaire: Questionnaire, place: int, items: tuple[Item, ...]) -> Questionnaire:
    """Other items in the section at a place."""
    sections = list(questionnaire.sections)
    sections[place] = replace(sections[place], items=items)
    return replace(questionnaire, sections=tuple(sections))


def new_code(words: str, taken: Sequence[str]) -> str:
    """A code made of some words, one that is not taken: "Wait for a seat" becomes "wait_for_a_seat"."""
    folded = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in fold(words))
    parts = [part for part in folded.split("_") if part]
    code = "_".join(parts).lstrip("0123456789_")[: LONGEST_CODE - 4].rstrip("_") or "part"
    number, found = 2, code
    while found in taken:
        found, number = f"{code}_{number}", number + 1
    return found


def _over(questionnaire: Questionnaire, code: str, *, place: int, by: int) -> Questionnaire:
    """An item over the edge of its section: to the end of the one before, or the beginning of the next."""
    there = place + by
    if not 0 <= there < len(questionnaire.sections):
        return questionnaire
    item = questionnaire.by_code[code]
    others = questionnaire.sections[there].items
    without = put_items(questionnaire, place, _without(questionnaire.sections[place].items, code))
    return put_items(without, there, (*others, item) if by < 0 else (item, *others))


def _put(rows: tuple[Coded, ...], row: Coded) -> tuple[Coded, ...]:
    if row.code not in {each.code for each in rows}:
        return (*rows, row)
    return tuple(row if each.code == row.code else each for each in rows)


def _without(rows: tuple[Coded, ...], code: str) -> tuple[Coded, ...]:
    return tuple(each for each in rows if each.code != code)


def _moved(rows: tuple[Coded, ...], code: str, by: int) -> tuple[Coded, ...]:
    codes = [each.code for each in rows]
    if code not in codes or not 0 <= codes.index(code) + by < len(codes):
        return rows
    at, order = codes.index(code), list(rows)
    order[at], order[at + by] = order[at + by], order[at]
    return tuple(order)
