"""Hints for an answer that people understand at the first reading: gentle, never a reason to refuse it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.states import Outcome
from portal.domain.text import contains_words, folded_words

LONGEST_SENTENCE = 30  # words, as Vietnamese counts them: syllables apart
EXCERPT = 8  # words

# What offices write out of habit and readers pass over; one may stand, a chain of them says nothing.
FORMULAS = (
    "căn cứ quy định",
    "căn cứ tình hình thực tế",
    "theo quy định của pháp luật",
    "theo quy định hiện hành",
    "theo thẩm quyền",
    "theo chức năng, nhiệm vụ",
    "trên cơ sở đó",
    "trong thời gian tới",
    "trong thời gian sớm nhất",
    "kịp thời",
    "tiếp thu ý kiến",
    "tiếp tục tăng cường",
    "tăng cường công tác",
    "đẩy mạnh công tác",
    "phối hợp với các đơn vị liên quan",
    "phối hợp với các đơn vị có liên quan",
    "các ngành chức năng",
    "nghiêm túc rút kinh nghiệm",
    "chấn chỉnh",
    "xem xét, giải quyết",
    "kiểm tra, xử lý",
    "nâng cao hiệu quả",
    "quán triệt",
)
FORMULAS_IN_A_ROW = 3

# Read by everybody as a word.
KNOWN = frozenset({
    *(
        "UBND",
        "HĐND",
        "CCCD",
        "CMND",
        "BHYT",
        "BHXH",
        "THCS",
        "THPT",
        "TTHC",
        "HTX",
        "TP",
        "CT",
        "VNĐ",
        "VND",
    ),
    *("SMS", "PDF", "QR", "OTP", "ATM", "SIM", "ID", "WC", "USB", "GPS"),
})
_ABBREVIATION = re.compile(r"(?<![\w/.-])[A-ZĐ]{2,6}(?![\w/-])")
_ROMAN = re.compile(r"[IVXLC]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…;:])\s+|\n+")
_GREETINGS = ("kính gửi", "kính thưa", "thưa", "xin chào", "chào", "dear")
_CLOSINGS = ("trân trọng", "cảm ơn", "kính chào", "kính thư", "sincerely", "regards", "thank you")
_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}|ngày\s+\d|tháng\s+\d|quý\s+[1-4IVX]|năm\s+20\d\d|\d+\s+(ngày|tuần|tháng|giờ)"
    r"|hôm nay|ngày mai|sáng mai|chiều mai|(tuần|tháng|quý|năm) (này|sau|tới)",
    re.IGNORECASE,
)


class HintKind(StrEnum):
    """What could be said more plainly."""

    LONG_SENTENCE = "long_sentence"
    FORMULAS = "formulas"
    ABBREVIATION = "abbreviation"
    NO_NEXT_STEP = "no_next_step"
    NO_GREETING = "no_greeting"
    NO_CLOSING = "no_closing"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint, with the words it is about; a count where there is one to tell."""

    kind: HintKind
    excerpt: str = ""
    count: int = 0


def plain_language_hints(text: str, outcome: Outcome | None = None) -> tuple[Hint, ...]:
    """What could be said more plainly in an answer: first what is missing, then what is hard to read.

    Nothing for an empty text.
    """
    if not text.strip():
        return ()
    return (
        *_missing_next_step(text, outcome),
        *_missing_greeting(text),
        *_missing_closing(text),
        *_abbreviations(text),
        *(hint for sentence in sentences(text) for hint in _of_sentence(sentence)),
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line end, a colon and a semicolon end one too."""
    return [each.strip() for each in _SENTENCE_END.split(text) if each and each.strip()]


def _of_sentence(sentence: str) -> Iterator[Hint]:
    count = len(folded_words(sentence))
    if count > LONGEST_SENTENCE:
        yield Hint(HintKind.LONG_SENTENCE, _excerpt(sentence), count)
    formulas = [each for each in FORMULAS if contains_words(sentence, each)]
    if len(formulas) >= FORMULAS_IN_A_ROW:
        yield Hint(HintKind.FORMULAS, "; ".join(formulas), len(formulas))


def _excerpt(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:EXCERPT]) + (" …" if len(words) > EXCERPT else "")


def _abbreviations(text: str) -> Iterator[Hint]:
    found = (
        line for line in text.splitlines() if line != line.upper()
    )  # a heading in capitals abbreviates nothing
    words = dict.fromkeys(match[0] for line in found for match in _ABBREVIATION.finditer(line))
    for word in words:
        if word not in KNOWN and not _ROMAN.fullmatch(word) and not _is_explained(word, text):
            yield Hint(HintKind.ABBREVIATION, word)


def _is_explained(word: str, text: str) -> bool:
    """Whether the text says what it stands for: "Trung tâm Kiểm định (TTKĐ)", or the other way round."""
    return f"({word})" in text or f"{word} (" in text


def _missing_next_step(text: str, outcome: Outcome | None) -> Iterator[Hint]:
    """What is only proposed has to say what happens next and when."""
    if outcome is Outcome.PROPOSED and not _DATE.search(text):
        yield Hint(HintKind.NO_NEXT_STEP)


def _missing_greeting(text: str) -> Iterator[Hint]:
    if not text.strip().lower().startswith(_GREETINGS):
        yield Hint(HintKind.NO_GREETING)


def _missing_closing(text: str) -> Iterator[Hint]:
    end = " ".join(sentences(text)[-3:]).lower()
    if not any(each in end for each in _CLOSINGS):
        yield Hint(HintKind.NO_CLOSING)
