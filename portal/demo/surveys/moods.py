"""How the people of Bình An rate: better and worse units, weak items, one bad month; told by a seed."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from portal.domain.surveys.answers import Answer, is_asked
from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire

FOLDER = Path(__file__).resolve().parent

# Where the middle of the ratings of a unit lies, on the scale of 1 to 5 and beyond it.
UNITS = {
    "HCC": 5.15, "TB": 5.25, "TP": 4.75, "LH": 4.85, "SCT": 5.0, "QLTM": 4.95, "QLNL": 5.2, "QLCN": 4.7,
    "KTAT": 5.3, "VP": 5.4,
}  # fmt: skip
# What people like less, and more, than the rest.
ITEMS = {
    "seats": -0.55, "equipment": -0.3, "on_time": -0.45, "guide_once": -0.35, "told_in_time": -0.4, "time": -0.4,
    "result": -0.25, "easy_form": -0.15, "fees": 0.3, "fair": 0.2, "polite": 0.15, "attitude": 0.25,
}  # fmt: skip
# So many months ago the software of a ward was changed over, and everything took long.
BAD_MONTH = ("TP", 4, -1.3)
# A commune has mended a lot in the last half of the year.
MENDED = ("LH", 6, 0.45)
PERSONAL, PASSING = 0.75, 0.6
WRITES = {"one_stop": 0.14, "answer": 0.2}


@cache
def texts() -> dict[str, dict[str, list[str]]]:
    """What people write."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


def middle_of(unit: str, months_ago: int) -> float:
    """Where the ratings of a unit lie so many months ago."""
    middle = UNITS.get(unit, 5.0)
    if (unit, months_ago) == BAD_MONTH[:2]:
        middle += BAD_MONTH[2]
    if unit == MENDED[0] and months_ago >= MENDED[1]:
        middle -= MENDED[2]
    return middle


def answers_of(random: Random, asked: Questionnaire, middle: float) -> dict[str, Answer]:
    """One person's answers, in the order of the questionnaire and along its branches."""
    mood = random.gauss(middle, PERSONAL)
    answers: dict[str, Answer] = {}
    for item in asked.items:
        if is_asked(item, answers):
            answer = _answer(random, asked, item, mood=mood)
            if answer:
                answers[item.code] = answer
    return answers


def _answer(random: Random, asked: Questionnaire, item: Item, *, mood: float) -> Answer | None:
    if item.kind is ItemKind.SCALE:
        return max(1, min(5, round(random.gauss(mood + ITEMS.get(item.code, 0.0), PASSING))))
    if item.kind is ItemKind.WORDS:
        return _words(random, mood) if random.random() < WRITES.get(asked.code, 0.0) else None
    codes = [choice.code for choice in item.choices]
    if item.kind is ItemKind.SEVERAL:
        return tuple(sorted({random.choice(codes)}, key=codes.index)) if random.random() < 0.7 else None
    usual = {"gave_feedback": ("no", 0.82), "was_late": ("no", 0.9), "got_apology": ("in_time", 0.6)}
    code, share = usual.get(item.code, (codes[0], 0.5))
    return code if random.random() < share else random.choice([each for each in codes if each != code])


def _words(random: Random, mood: float) -> str:
    kind = "pleased" if mood > 4.6 else "mixed" if mood > 3.6 else "displeased"
    said = texts()[kind]
    return f"{random.choice(said['beginnings'])} {random.choice(said['endings'])}".strip()


def months_between(day: date, today: date) -> int:
    """How many months ago a day was."""
    return (today.year - day.year) * 12 + today.month - day.month
