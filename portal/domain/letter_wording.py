"""The words of the letter of apology: the shipped ones, a unit's own, and what neither may leave out (law §4.1).

A unit may replace any paragraph. Placeholders such as {dossier_code} are filled from the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from portal.domain.apology_letter import ApologyLetter, Piece, Standing
from portal.domain.letter_form import LetterForm, LetterKind
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
    # About a late answer.
    REFERENCE = "reference"
    DUE_ON = "due_on"
    ANSWERED_ON = "answered_on"
    NEW_DATE = "new_date"
    CONTACT = "contact"


class WordingProblem(StrEnum):
    """Why a unit's paragraph cannot be kept."""

    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    UNFIT_PLACEHOLDER = "unfit_placeholder"  # known, but some letters with this paragraph cannot fill it
    NO_REASON = "no_reason"
    NO_APOLOGY = "no_apology"
    NO_NEW_TIME = "no_new_time"
    NO_DOSSIER = "no_dossier"
    NO_REFERENCE = "no_reference"
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
    LetterForm.LATE_ANSWER: {
        Piece.RECEIVED: (
            "Phản ánh, kiến nghị mã {reference} của {you} được tiếp nhận ngày {received_on}, thời hạn trả lời đến "
            "hết ngày {due_on}."
        ),
        Piece.OVERDUE: "Thời hạn nêu trên đã hết nhưng {agency} chưa có câu trả lời gửi đến {you}.",
        Piece.RETURNED: "{agency} đã trả lời {you} ngày {answered_on}, chậm hơn thời hạn nêu trên.",
        Piece.REASON: "Lý do: {reason}.",
        Piece.APOLOGY: "{agency} xin nhận trách nhiệm và chân thành xin lỗi {you} về sự chậm trễ này.",
        Piece.NEW_TIME: "{agency} sẽ trả lời {you} chậm nhất vào ngày {new_date}.",
        Piece.CLOSING: (
            "Khi cần trao đổi thêm, xin {you} liên hệ {contact} và cho biết mã {reference}. Rất mong nhận được sự "
            "thông cảm của {you}."
        ),
    },
}  # fmt: skip

_CASE_ALONE = frozenset({
    LetterPlaceholder.REFERENCE,
    LetterPlaceholder.DUE_ON,
    LetterPlaceholder.ANSWERED_ON,
    LetterPlaceholder.NEW_DATE,
    LetterPlaceholder.CONTACT,
})
_BOTH = frozenset({
    LetterPlaceholder.AGENCY,
    LetterPlaceholder.YOU,
    LetterPlaceholder.ADDRESSEE,
    LetterPlaceholder.RECEIVED_ON,
    LetterPlaceholder.REASON,
})

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
    LetterPlaceholder.NEW_DATE: {Piece.OVERDUE, Piece.NEW_TIME},
    LetterPlaceholder.ANSWERED_ON: {Piece.RETURNED},
}
_NEEDED = {
    LetterKind.DOSSIER: (
        (Piece.RECEIVED, LetterPlaceholder.DOSSIER_CODE, WordingProblem.NO_DOSSIER),
        (Piece.RECEIVED, LetterPlaceholder.PROMISED_AT, WordingProblem.NO_PROMISE),
        (Piece.REASON, LetterPlaceholder.REASON, WordingProblem.NO_REASON),
        (Piece.NEW_TIME, LetterPlaceholder.NEW_TIME, WordingProblem.NO_NEW_TIME),
    ),
    LetterKind.CASE: (
        (Piece.RECEIVED, LetterPlaceholder.REFERENCE, WordingProblem.NO_REFERENCE),
        (Piece.RECEIVED, LetterPlaceholder.DUE_ON, WordingProblem.NO_PROMISE),
        (Piece.REASON, LetterPlaceholder.REASON, WordingProblem.NO_REASON),
        (Piece.NEW_TIME, LetterPlaceholder.NEW_DATE, WordingProblem.NO_NEW_TIME),
    ),
}
_APOLOGIES = ("xin lỗi", "cáo lỗi", "tạ lỗi")


def names_of(form: LetterForm) -> tuple[LetterPlaceholder, ...]:
    """The placeholders that letters of a form can fill."""
    if form.kind is LetterKind.CASE:
        return tuple(name for name in LetterPlaceholder if name in _CASE_ALONE | _BOTH)
    return tuple(name for name in LetterPlaceholder if name not in _CASE_ALONE)


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
        LetterPlaceholder.RECEIVED_ON: _bare_day(letter.received_at),
        LetterPlaceholder.PROMISED_AT: moment_words(letter.promised_at),
        LetterPlaceholder.RETURNED_ON: date_words(letter.returned_at) if letter.returned_at else "",
        LetterPlaceholder.REASON: letter.reason.strip().rstrip("."),
        LetterPlaceholder.NEW_TIME: moment_words(letter.new_at) if letter.new_at else "",
        LetterPlaceholder.REAPPOINTMENT: str(letter.reappointment),
        LetterPlaceholder.REFERENCE: letter.reference,
        LetterPlaceholder.DUE_ON: _bare_day(letter.promised_at),
        LetterPlaceholder.ANSWERED_ON: _bare_day(letter.returned_at),
        LetterPlaceholder.NEW_DATE: _bare_day(letter.new_at),
        LetterPlaceholder.CONTACT: letter.contact,
    }


def _bare_day(moment: datetime | None) -> str:
    return date_words(moment).removeprefix("ngày ") if moment else ""


def wording_faults(
    own: Mapping[Piece, str], form: LetterForm = LetterForm.OF_2025
) -> tuple[WordingFault, ...]:
    """What keeps a unit's own paragraphs from being used; those it leaves to the shipped words are not in `own`."""
    return tuple(fault for piece in Piece if piece in own for fault in _faults(piece, own[piece], form))


def _faults(piece: Piece, text: str, form: LetterForm) -> list[WordingFault]:
    if not text.strip():
        return [WordingFault(piece, WordingProblem.EMPTY)]
    faults = [*_placeholder_faults(piece, text, form), *_omissions(piece, text, form)]
    if len(text) > LONGEST_PIECE:
        faults.append(WordingFault(piece, WordingProblem.TOO_LONG))
    return faults


def _placeholder_faults(piece: Piece, text: str, form: LetterForm) -> list[WordingFault]:
    unfit = tuple(
        name
        for name, pieces in _ONLY_IN.items()
        if name in names_of(form) and name in placeholders_in(text) and piece not in pieces
    )
    found = (
        (WordingProblem.UNKNOWN_PLACEHOLDER, unknown_placeholders(text, names_of(form))),
        (WordingProblem.UNFIT_PLACEHOLDER, unfit),
    )
    return [WordingFault(piece, problem, names) for problem, names in found if names]


def _omissions(piece: Piece, text: str, form: LetterForm) -> list[WordingFault]:
    named = placeholders_in(text)
    needed = ((name, problem) for at, name, problem in _NEEDED[form.kind] if at is piece)
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
        and (_bare_day if letter.kind is LetterKind.CASE else moment_words)(letter.new_at) in text
    )
