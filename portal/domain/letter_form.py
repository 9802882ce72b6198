"""The forms of the letter of apology: what each is called, the law it stands on, and the paper it is set on.

Mẫu số 04 of the one-stop forms changed its name on 15/9/2025 (law §4.1). Issued as an official letter instead of the
form, the same words stand on A4 (law §4.4). No form is prescribed where an answer to feedback is late: that letter is
an ordinary official letter, on A4 alone.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter apologises for: a late dossier of the one-stop office, or a late answer to a case."""

    DOSSIER = "dossier"
    CASE = "case"


class LetterForm(StrEnum):
    """By which decree the letter is written; about a late answer by none."""

    OF_2018 = "2018"
    OF_2025 = "2025"
    LATE_ANSWER = "late_answer"

    @property
    def kind(self) -> LetterKind:
        """What letters of this form are about."""
        return LetterKind.CASE if self is LetterForm.LATE_ANSWER else LetterKind.DOSSIER

    @property
    def papers(self) -> "tuple[Paper, ...]":
        """The papers it can be set on."""
        return (Paper.A4,) if self.kind is LetterKind.CASE else tuple(Paper)


class Paper(StrEnum):
    """A5: the form in its own layout (TT 01/2018 Đ9.2). A4: an official letter (NĐ 30/2020, Annex I)."""

    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form says of itself; `about` follows "V/v" on an official letter."""

    title: str
    about: str
    title_apology_only: str
    about_apology_only: str
    legal_basis: str


# Those of the one-stop office, the older first.
DOSSIER_FORMS = (LetterForm.OF_2018, LetterForm.OF_2025)
FORM_OF_2025_FROM = date(2025, 9, 15)  # TT 03/2025/TT-VPCP

FORMS: dict[LetterForm, FormFacts] = {
    LetterForm.OF_2018: FormFacts(
        title="Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        about="xin lỗi và hẹn lại ngày trả kết quả",
        title_apology_only="Phiếu xin lỗi về việc trả kết quả trễ hẹn",
        about_apology_only="xin lỗi về việc trả kết quả trễ hẹn",
        legal_basis="Mẫu số 04 - Thông tư số 01/2018/TT-VPCP",
    ),
    LetterForm.OF_2025: FormFacts(
        title="Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        about="xin lỗi và đề nghị gia hạn thời gian giải quyết",
        title_apology_only="Văn bản xin lỗi về việc giải quyết quá thời hạn",
        about_apology_only="xin lỗi về việc giải quyết quá thời hạn",
        legal_basis="Mẫu số 04 - Thông tư số 03/2025/TT-VPCP",
    ),
    LetterForm.LATE_ANSWER: FormFacts(
        title="Thư xin lỗi về việc chậm trả lời phản ánh, kiến nghị",
        about="xin lỗi về việc chậm trả lời phản ánh, kiến nghị",
        title_apology_only="Thư xin lỗi về việc đã trả lời chậm phản ánh, kiến nghị",
        about_apology_only="xin lỗi về việc đã trả lời chậm phản ánh, kiến nghị",
        legal_basis="Thể thức theo Nghị định số 30/2020/NĐ-CP",
    ),
}


def form_in_force(on: date) -> LetterForm:
    """The form that the law prescribes for letters about dossiers dated on a day."""
    return LetterForm.OF_2025 if on >= FORM_OF_2025_FROM else LetterForm.OF_2018


def title_of(form: LetterForm, *, apology_only: bool = False) -> str:
    """What the paper is called; without a new date it does not promise one."""
    facts = FORMS[form]
    return facts.title_apology_only if apology_only else facts.title


def about_of(form: LetterForm, *, apology_only: bool = False) -> str:
    """What an official letter is about, without "V/v"."""
    facts = FORMS[form]
    return facts.about_apology_only if apology_only else facts.about
