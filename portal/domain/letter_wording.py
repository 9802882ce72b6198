"""The words of the letter of apology: the shipped ones, a unit's own, and what neither may leave out (law §4.1).

A unit may replace any paragraph. Placeholders such as {dossier_code} are filled from the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.domain.apology_letter import ApologyLetter, Piece, Standing
from portal.domain.letter_form import LetterForm
from portal.domain.official_paper import date_words, moment_words
from portal.domain.placeholders import fill, placeholders_in, unknown_placeholders
from portal.domain.text import contains_words

LONGEST_PIECE = 2000  # letters


class LetterPlaceholder(StrEnum):
    """What the paragraphs of a letter may leave open."""

    AGENCY = "agency"
    YOU = "you"
    ADDRESSEE = "addressee"
    COUNTER = "counter"
    PROCEDURE = "procedure"
    DOSSIER_CODE = "dossier_code"
    RECEIVED_ON = "received_on"
    PROMISED_AT = "promised_at"
    RETURNED_ON = "returned_on"
    REASON = "reason"
    NEW_TIME = "new_time"
    REAPPOINTMENT = "reappointment"


class WordingProblem(StrEnum):
    """Why a unit's paragraph cannot be kept."""

    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    UNFIT_PLACEHOLDER = "unfit_placeholder"  # known, but some letters with this paragraph cannot fill it
    NO_REASON = "no_reason"
    NO_APOLOGY = "no_apology"
    NO_NEW_TIME = "no_new_time"
    NO_DOSSIER = "no_dossier"
    NO_PROMISE = "no_promise"
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class WordingFault:
    """A problem of one paragraph, and the placeholders concerned."""

    piece: Piece
    problem: WordingProblem
    names: tuple[str, ...] = ()


class Element(StrEnum):
    """What makes a letter of apology one: reason, apology and new time."""

    REASON = "reason"
    APOLOGY = "apology"
    NEW_TIME = "new_time"


_COMMON = {
    Piece.RECEIVED: (
        "Ngày {received_on}, {counter} đã tiếp nhận hồ sơ mã số {dossier_code} của {you} đề nghị giải quyết thủ tục "
        "“{procedure}”, hẹn trả kết quả vào {promised_at}."
    ),
    Piece.REASON: "Lý do: {reason}.",
}

SHIPPED: dict[LetterForm, dict[Piece, str]] = {
    LetterForm.OF_2018: {
        **_COMMON,
        Piece.AHEAD: (
            "Qua kiểm tra tiến độ, {agency} nhận thấy hồ sơ của {you} chưa thể có kết quả đúng thời gian đã hẹn."
        ),
        Piece.OVERDUE: "Đã quá thời gian hẹn nhưng đến nay hồ sơ của {you} vẫn chưa được giải quyết xong.",
        Piece.RETURNED: (
            "Hồ sơ của {you} đã được trả kết quả vào {returned_on}, chậm hơn so với thời gian đã hẹn."
        ),
        Piece.APOLOGY: (
            "{agency} nhận trách nhiệm về sự chậm trễ này và chân thành xin lỗi {you} vì những phiền hà đã gây ra."
        ),
        Piece.NEW_TIME: "{agency} xin hẹn lại thời gian trả kết quả cho {you} vào {new_time}, tại {counter}.",
        Piece.CLOSING: "Rất mong nhận được sự thông cảm của {you}.",
    },
    LetterForm.OF_2025: {
        **_COMMON,
        Piece.AHEAD: (
            "Qua theo dõi quá trình giải quyết, {agency} nhận thấy không thể trả kết quả cho {you} đúng thời hạn đã "
            "hẹn."
        ),
        Piece.OVERDUE: "Thời hạn đã hẹn đã hết nhưng {agency} chưa giải quyết xong hồ sơ của {you}.",
        Piece.RETURNED: (
            "{agency} đã trả kết quả cho {you} vào {returned_on}, chậm hơn so với thời hạn đã hẹn."
        ),
        Piece.APOLOGY: (
            "{agency} xin nhận trách nhiệm và chân thành xin lỗi {you} vì đã không giữ đúng thời hạn đã hẹn."
        ),
        Piece.NEW_TIME: (
            "{agency} đề nghị gia hạn thời gian giải quyết hồ sơ và sẽ trả kết quả cho {you} vào {new_time}, tại "
            "{counter}."
        ),
        Piece.CLOSING: "Kính mong {you} thông cảm và tiếp tục phối hợp.",
    },
}  # fmt: skip

_STANDING = {
    Standing.AHEAD: Piece.AHEAD,
    Standing.OVERDUE: Piece.OVERDUE,
    Standing.RETURNED: Piece.RETURNED,
}
# Fillable in some letters only, with the paragraphs that stand in no others.
_ONLY_IN = {
    LetterPlaceholder.NEW_TIME: {Piece.AHEAD, Piece.OVERDUE, Piece.NEW_TIME},
    LetterPlaceholder.REAPPOINTMENT: {Piece.AHEAD, Piece.OVERDUE, Piece.NEW_TIME},
    LetterPlaceholder.RETURNED_ON: {Piece.RETURNED},
}
_NEEDED = (
    (Piece.RECEIVED, LetterPlaceholder.DOSSIER_CODE, WordingProblem.NO_DOSSIER),
    (Piece.RECEIVED, LetterPlaceholder.PROMISED_AT, WordingProblem.NO_PROMISE),
    (Piece.REASON, LetterPlaceholder.REASON, WordingProblem.NO_REASON),
    (Piece.NEW_TIME, LetterPlaceholder.NEW_TIME, WordingProblem.NO_NEW_TIME),
)
_APOLOGIES = ("xin lỗi", "cáo lỗi", "tạ lỗi")


def texts_of(form: LetterForm, own: Mapping[Piece, str] | None = None) -> dict[Piece, str]:
    """Every paragraph of a form with its placeholders: the unit's own where there is one, else the shipped."""
    return {**SHIPPED[form], **{piece: text for piece, text in (own or {}).items() if text.strip()}}


def worded(letter: ApologyLetter, own: Mapping[Piece, str] | None = None) -> ApologyLetter:
    """The letter with its paragraphs filled in, in the words of its unit where there are any."""
    values = values_of(letter)
    texts = texts_of(letter.form, own)
    return replace(letter, wording={piece: fill(texts[piece], values).text for piece in pieces_of(letter)})


def pieces_of(letter: ApologyLetter) -> tuple[Piece, ...]:
    """Which paragraphs a letter has, in order: a result returned already needs no new time."""
    before = (Piece.RECEIVED, _STANDING[letter.standing], Piece.REASON, Piece.APOLOGY)
    return (*before, Piece.CLOSING) if letter.apology_only else (*before, Piece.NEW_TIME, Piece.CLOSING)


def paragraphs_of(letter: ApologyLetter) -> list[tuple[Piece, str]]:
    """The filled paragraphs in order, one for each line of the words."""
    return [
        (piece, line.strip())
        for piece in pieces_of(letter)
        for line in letter.wording.get(piece, "").split("\n")
        if line.strip()
    ]


def values_of(letter: ApologyLetter) -> dict[LetterPlaceholder, str]:
    """What the letter puts in place of the placeholders; "" where it has nothing to put."""
    return {
        LetterPlaceholder.AGENCY: letter.agency,
        LetterPlaceholder.YOU: letter.you,
        LetterPlaceholder.ADDRESSEE: letter.addressee,
        LetterPlaceholder.COUNTER: letter.counter,
        LetterPlaceholder.PROCEDURE: letter.procedure,
        LetterPlaceholder.DOSSIER_CODE: letter.dossier_code,
        LetterPlaceholder.RECEIVED_ON: date_words(letter.received_at).removeprefix("ngày "),
        LetterPlaceholder.PROMISED_AT: moment_words(letter.promised_at),
        LetterPlaceholder.RETURNED_ON: date_words(letter.returned_at) if letter.returned_at else "",
        LetterPlaceholder.REASON: letter.reason.strip().rstrip("."),
        LetterPlaceholder.NEW_TIME: moment_words(letter.new_at) if letter.new_at else "",
        LetterPlaceholder.REAPPOINTMENT: str(letter.reappointment),
    }


def wording_faults(own: Mapping[Piece, str]) -> tuple[WordingFault, ...]:
    """What keeps a unit's own paragraphs from being used; those it leaves to the shipped words are not in `own`."""
    return tuple(fault for piece in Piece if piece in own for fault in _faults(piece, own[piece]))


def _faults(piece: Piece, text: str) -> list[WordingFault]:
    if not text.strip():
        return [WordingFault(piece, WordingProblem.EMPTY)]
    faults = [*_placeholder_faults(piece, text), *_omissions(piece, text)]
    if len(text) > LONGEST_PIECE:
        faults.append(WordingFault(piece, WordingProblem.TOO_LONG))
    return faults


def _placeholder_faults(piece: Piece, text: str) -> list[WordingFault]:
    unfit = tuple(
        name for name, pieces in _ONLY_IN.items() if name in placeholders_in(text) and piece not in pieces
    )
    found = (
        (WordingProblem.UNKNOWN_PLACEHOLDER, unknown_placeholders(text, tuple(LetterPlaceholder))),
        (WordingProblem.UNFIT_PLACEHOLDER, unfit),
    )
    return [WordingFault(piece, problem, names) for problem, names in found if names]


def _omissions(piece: Piece, text: str) -> list[WordingFault]:
    named = placeholders_in(text)
    needed = ((name, problem) for at, name, problem in _NEEDED if at is piece)
    faults = [WordingFault(piece, problem, (name,)) for name, problem in needed if name not in named]
    if piece is Piece.APOLOGY and not says_sorry(text):
        faults.append(WordingFault(piece, WordingProblem.NO_APOLOGY))
    return faults


def says_sorry(text: str) -> bool:
    """Whether a text apologises in so many words."""
    return any(contains_words(text, words) for words in _APOLOGIES)


def missing_elements(letter: ApologyLetter) -> tuple[Element, ...]:
    """Which of reason, apology and new time a filled letter lacks; the new time counts if later than promised."""
    said = {piece: letter.wording.get(piece, "") for piece in pieces_of(letter)}
    in_place = {
        Element.REASON: bool(values_of(letter)[LetterPlaceholder.REASON])
        and bool(said[Piece.REASON].strip()),
        Element.APOLOGY: says_sorry(said[Piece.APOLOGY]),
        Element.NEW_TIME: letter.apology_only or _says_later_time(letter, said.get(Piece.NEW_TIME, "")),
    }
    return tuple(element for element, there in in_place.items() if not there)


def _says_later_time(letter: ApologyLetter, text: str) -> bool:
    return (
        letter.new_at is not None
        and letter.new_at > letter.promised_at
        and moment_words(letter.new_at) in text
    )
