"""Letters of apology in words, about dossiers and cases alike: number, promise, and every try to deliver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import url_for

from portal.domain.letter_form import LetterForm, LetterKind
from portal.queries.dossiers import Letter, LetterDelivery
from portal.web.desk.dossier_lines import STATUS_TONES
from portal.web.shared.dossiers import letter_number
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, term_words, weekday

DELIVERY_TONES = {"under_way": "soon", "done": "done", "failed": "late"}


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One try to deliver a letter."""

    way: str
    status: str
    tone: str
    when: str
    remark: str
    proof_href: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter with every try to deliver it."""

    title: str
    href: str
    status: str
    tone: str
    note: str
    deliveries: list[DeliveryView]


def letter_view(letter: Letter, deliveries: Sequence[LetterDelivery]) -> LetterView:
    """One letter in words."""
    own = [each for each in deliveries if each.letter_id == letter.id]
    return LetterView(
        title=letter_title(letter),
        href=url_for("desk.letter", letter_id=letter.id),
        status=term_words(letter.status),
        tone=STATUS_TONES[letter.status],
        note=letter_note(letter),
        deliveries=[delivery_view(each) for each in own],
    )


def letter_title(letter: Letter) -> str:
    """The number of a letter, or that it has none yet."""
    if letter.number is None:
        return _("Thư chưa có số")
    return _("Thư số %(number)s", number=letter_number(letter))


def letter_note(letter: Letter) -> str:
    """Reason and new date in one line, and when it was issued."""
    reason = letter.reason_words or term_words(letter.reason)
    new = promise_words(letter)
    issued = _("phát hành %(moment)s", moment=moment(letter.issued_at)) if letter.issued_at else ""
    timing = term_words(letter.timing).lower() if letter.timing else ""
    return " · ".join(part for part in (reason, new, issued, timing) if part)


def delivery_view(each: LetterDelivery) -> DeliveryView:
    """One try in words."""
    done = f" → {moment(each.done_at)}" if each.done_at else ""
    href = url_for("desk.proof_file", letter_id=each.letter_id, delivery_id=each.id) if each.proof_key else ""
    return DeliveryView(
        way=term_words(each.way),
        status=delivery_words()[each.status.value],
        tone=DELIVERY_TONES[each.status.value],
        when=f"{moment(each.at)}{done}",
        remark=each.remark,
        proof_href=href,
    )


def delivery_words() -> dict[str, str]:
    """How a try went."""
    return {"under_way": _("đang gửi"), "done": _("đã đến"), "failed": _("không đến")}


class Promising(Protocol):
    """What tells what a letter promises."""

    @property
    def form(self) -> LetterForm: ...
    @property
    def new_due_at(self) -> datetime | None: ...


def promise_words(letter: Promising) -> str:
    """What a letter promises: an hour for the result of a dossier, a day for the answer to a case."""
    if letter.new_due_at is None:
        return ""
    if letter.form.kind is LetterKind.CASE:
        return _("hứa trả lời chậm nhất %(day)s", day=weekday(letter.new_due_at))
    return _("hẹn lại %(moment)s", moment=moment(letter.new_due_at))
