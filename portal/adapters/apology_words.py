"""The letter of apology cut into the pieces its papers set, the same for PDF and for Word."""

from dataclasses import dataclass

from portal.adapters.settable import breakable, settable
from portal.domain.apology_letter import ApologyLetter, Piece
from portal.domain.contact import phone_words
from portal.domain.letter_form import Paper
from portal.domain.letter_wording import paragraphs_of
from portal.domain.official_paper import ended, moment_words, padded_number, place_and_date, recipient_lines


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the form: what is named, and what it is; the weightiest stand out."""

    label: str
    words: str
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class ApologyWords:
    """Everything a paper shows, worded by NĐ 30/2020, Annex I."""

    title: str
    about: str
    legal_basis: str
    parent_agency: str
    agency: str
    number: str
    place_and_date: str
    addressee: str
    reached_at: str
    facts: tuple[Fact, ...]
    paragraphs: tuple[str, ...]
    signer_capacity: tuple[str, ...]
    signer_name: str
    recipients: tuple[str, ...]
    look_up: str
    look_up_label: str
    mark: str


def apology_words(letter: ApologyLetter, paper: Paper) -> ApologyWords:
    """The pieces of a letter. On the form the receipt is told by its facts, in an official letter by a sentence."""
    said = [
        words for piece, words in paragraphs_of(letter) if paper is Paper.A4 or piece is not Piece.RECEIVED
    ]
    return ApologyWords(
        title=settable(letter.title),
        about=settable(letter.about),
        legal_basis=settable(letter.legal_basis),
        parent_agency=settable(letter.parent_agency),
        agency=settable(letter.agency),
        number=settable(padded_number(letter.number)),
        place_and_date=settable(place_and_date(letter.place, letter.dated)),
        addressee=settable(letter.addressee),
        reached_at=settable(_reached_at(letter)),
        facts=tuple(_facts(letter)),
        paragraphs=tuple(breakable(settable(words)) for words in ended(said)),
        signer_capacity=tuple(settable(letter.signer_capacity).splitlines()),
        signer_name=settable(letter.signer_name),
        recipients=tuple(settable(line) for line in recipient_lines(letter.recipients)),
        look_up=settable(letter.look_up),
        look_up_label=letter.look_up_label,
        mark=letter.mark,
    )


def _reached_at(letter: ApologyLetter) -> str:
    known = (
        letter.address and f"Địa chỉ: {letter.address}",
        letter.phone and f"Điện thoại: {phone_words(letter.phone)}",
    )
    return "; ".join(filter(None, known))


def _facts(letter: ApologyLetter) -> list[Fact]:
    facts = (
        Fact("Địa chỉ", letter.address),
        Fact("Điện thoại", phone_words(letter.phone)),
        Fact("Mã hồ sơ", letter.dossier_code, stands_out=True),
        Fact("Thủ tục hành chính", letter.procedure),
        Fact("Nơi tiếp nhận", letter.counter),
        Fact("Ngày tiếp nhận", moment_words(letter.received_at)),
        Fact("Thời gian hẹn trả", moment_words(letter.promised_at)),
    )
    return [
        Fact(fact.label, breakable(settable(fact.words)), fact.stands_out) for fact in facts if fact.words
    ]
