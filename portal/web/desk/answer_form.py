"""The answer as it is being written, and what the desk helps to write it with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, MultipleFileField, RadioField, SelectField

from portal.domain.placeholders import Filled, Placeholder, fill
from portal.domain.states import Outcome
from portal.queries.canned_texts import CannedText, canned_texts
from portal.queries.case_file import Answer, Case
from portal.services.answer_case import AnswerText
from portal.services.keep_uploads import Upload
from portal.web.shared.acting import actor, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Hidden, Words
from portal.web.shared.numbers import whole
from portal.web.shared.office import office
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import area_name, category_name, day, unit_name, weekday


class AnswerForm(Form):
    """What the author writes; `seen` is the version of the answer that the page showed."""

    body = Words(_l("Nội dung trả lời"))
    apology = Words(_l("Lời xin lỗi vì trả lời trễ hạn, nêu rõ lý do"))
    outcome = RadioField(_l("Kết quả xử lý"), validate_choice=False)
    as_document = BooleanField(_l("Trả lời bằng văn bản có số, ngày"))
    files = MultipleFileField(_l("Tệp gửi kèm câu trả lời"))
    canned = SelectField(_l("Câu mẫu"), validate_choice=False)
    seen = Hidden()

    def __init__(self, case: Case, **given: Any) -> None:
        super().__init__(**given)
        self.outcome.choices = terms(Outcome)
        self.texts = {str(text.id): text for text in texts_for(case, self.chosen_outcome)}
        self.canned.choices = [choice(key, text.title) for key, text in self.texts.items()]

    @property
    def text(self) -> AnswerText:
        """What was typed, as the service wants it."""
        as_document = bool(self.as_document.data)
        return AnswerText(self.body.data, self.chosen_outcome, self.apology.data, as_document)

    @property
    def chosen_outcome(self) -> Outcome | None:
        """The outcome that was ticked."""
        return Outcome(self.outcome.data) if self.outcome.data in list(Outcome) else None

    @property
    def seen_version(self) -> int:
        """The version of the answer that the page showed; 0 is "none yet"."""
        return whole(self.seen.data) or 0

    @property
    def uploads(self) -> list[Upload]:
        """The files that came with the form."""
        sent = (each for each in self.files.data or [] if getattr(each, "filename", ""))
        return [Upload(each.filename, each.read()) for each in sent]


class DecisionForm(Form):
    """What the approver says of a submitted answer."""

    remark = Words(_l("Cần sửa gì"))
    seen = Hidden()

    @property
    def seen_version(self) -> int:
        """The version of the answer that was read."""
        return whole(self.seen.data) or 0


def texts_for(case: Case, outcome: Outcome | None) -> list[CannedText]:
    """The canned texts that fit a case, those that also fit its outcome first."""
    return list(canned_texts(session(), settings().category_chain(case.category_id), outcome=outcome))


def begun_form(
    case: Case, answer: Answer | None, *, like: str = "", due_on: date | None = None
) -> AnswerForm:
    """The editor as it opens: with the saved draft, else with the answer that is taken as a pattern.

    `due_on` is given when an apology is owed.
    """
    apology = apology_begun(due_on) if due_on else ""
    if answer is None:
        return AnswerForm(case, formdata=None, data={"body": like, "apology": apology, "seen": "0"})
    given = {
        "body": answer.body or like,
        "apology": answer.apology or apology,
        "outcome": answer.outcome.value if answer.outcome else None,
        "as_document": answer.as_document,
        "seen": str(answer.version),
    }
    return AnswerForm(case, formdata=None, data=given)


def apology_begun(due_on: date) -> str:
    """How an apology begins; the author writes the reason after it."""
    return _(
        "Chúng tôi xin lỗi Ông/Bà vì đã trả lời sau thời hạn (hết %(day)s). Lý do chậm trễ:",
        day=weekday(due_on),
    )


def lacks_reason(apology: str, due_on: date) -> bool:
    """Whether the author left the apology as it was begun, without the reason."""
    return apology.strip() == apology_begun(due_on).strip()


def filled(text: CannedText, case: Case) -> Filled:
    """A canned text with what is known of the case in its placeholders."""
    return fill(text.body, values_of(case))


def values_of(case: Case) -> Mapping[Placeholder, str]:
    """What the placeholders of canned texts stand for in this case."""
    return {
        Placeholder.SENDER_NAME: case.sender.name or case.sender.organisation,
        Placeholder.REFERENCE: case.reference,
        Placeholder.SUBJECT: case.subject,
        Placeholder.CATEGORY: category_name(case.category_id) if case.category_id else "",
        Placeholder.AREA: area_name(case.area_id),
        Placeholder.UNIT: unit_name(case.unit_id),
        Placeholder.OFFICER_NAME: actor().name,
        Placeholder.RECEIVED_ON: day(case.received_at),
        Placeholder.DUE_ON: weekday(case.due_on),
        Placeholder.HOTLINE: office().hotline,
    }
