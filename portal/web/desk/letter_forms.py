"""What is typed about letters of apology: the letter itself, decisions about it, how it goes out and arrives."""

from datetime import datetime, time
from typing import Any

from wtforms import BooleanField, FileField, Label, RadioField, SelectField

from portal.domain.apologies import DelayReason, Way
from portal.domain.letter_form import DOSSIER_FORMS, LetterKind, Paper, title_of
from portal.domain.letter_form import LetterForm as FormOfLetter
from portal.domain.time import VIETNAM, at_time, local_day
from portal.queries.dossiers import Letter
from portal.services.draft_letter import Edits
from portal.web.shared.acting import now, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Hidden, Line, Words
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import ClockField, DayField


class ReasonForm(Form):
    """Why dossiers are late: the same for all letters drafted together."""

    reason = SelectField(_l("Lý do trễ hạn"), validate_choice=False)
    reason_words = Words(_l("Nói rõ hơn, người nộp hồ sơ đọc được"))
    submit_now = BooleanField(_l("Trình duyệt luôn"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.reason.choices = terms(DelayReason, any_label=_("Chọn lý do"))

    @property
    def chosen_reason(self) -> DelayReason | None:
        """The reason that was chosen."""
        return DelayReason(self.reason.data) if self.reason.data in list(DelayReason) else None


class LetterForm(Form):
    """What its writer makes of a letter; `seen` is the version that the page showed."""

    reason = SelectField(_l("Lý do trễ hạn"), validate_choice=False)
    reason_words = Words(_l("Lý do ghi trong thư"))
    new_due = DayField(_l("Ngày hẹn trả mới"))
    new_time = ClockField(_l("Giờ"))
    form = RadioField(_l("Mẫu thư"), validate_choice=False)
    paper = RadioField(_l("Khổ giấy"), validate_choice=False)
    seen = Hidden()

    def __init__(self, letter: Letter, *, closing: time, **given: Any) -> None:
        super().__init__(**given)
        self.closing = closing
        self.reason.choices = terms(DelayReason, any_label=_("Chọn lý do"))
        if letter.form.kind is LetterKind.CASE:
            # One form, one paper; and an answer is promised for a day.
            del self.form, self.paper, self.new_time
            self.new_due.label = Label(self.new_due.id, _("Trả lời chậm nhất ngày"))
        else:
            self._offer_forms(letter)
        if letter.apology_only:
            del self.new_due
            if "new_time" in self:
                del self.new_time

    def _offer_forms(self, letter: Letter) -> None:
        self.form.choices = [
            choice(each.value, title_of(each, apology_only=letter.apology_only)) for each in DOSSIER_FORMS
        ]
        self.paper.choices = [
            choice(Paper.A5.value, _("A5, theo mẫu phiếu")),
            choice(Paper.A4.value, _("A4, thể thức văn bản hành chính")),
        ]

    @property
    def edits(self) -> Edits:
        """What was typed, as the service wants it."""
        return Edits(
            reason=DelayReason(self.reason.data) if self.reason.data in list(DelayReason) else None,
            reason_words=self.reason_words.data,
            new_due_at=self.new_due_at,
            form=FormOfLetter(self.form.data) if "form" in self and self.form.data in DOSSIER_FORMS else None,
            paper=Paper(self.paper.data) if "paper" in self and self.paper.data in list(Paper) else None,
        )

    @property
    def new_due_at(self) -> datetime | None:
        """The new appointment; None where there is none, or only half of it was typed."""
        if "new_due" not in self or self.new_due.data is None:
            return None
        hour = self.new_time.data if "new_time" in self else self.closing
        return at_time(self.new_due.data, hour) if hour is not None else None

    @property
    def seen_version(self) -> int | None:
        """The version of the letter that the page showed."""
        return whole(self.seen.data)


def sent_letter_form(letter: Letter) -> LetterForm:
    """The editor as it was sent."""
    return LetterForm(letter, closing=closing_on(letter))


def closing_on(letter: Letter) -> time:
    """When the office closes, which is what a promised day without an hour means."""
    return settings().reckoning(letter.unit_id, local_day(now())).hours.close()


def begun_letter_form(letter: Letter) -> LetterForm:
    """The editor as it opens, with the letter as it is."""
    due = letter.new_due_at.astimezone(VIETNAM) if letter.new_due_at else None
    given: dict[str, Any] = {
        "reason": letter.reason.value if letter.reason else "",
        "reason_words": letter.reason_words,
        "form": letter.form.value,
        "paper": letter.paper.value,
        "seen": str(letter.version),
    }
    if due is not None:
        given |= {"new_due": local_day(due), "new_time": due.time()}
    return LetterForm(letter, closing=closing_on(letter), formdata=None, data=given)


class SolvedForm(Form):
    """When a dossier got its result, what shows it, and who has to update the software."""

    solved_on = DayField(_l("Ngày có kết quả"))
    evidence = Words(_l("Căn cứ: số, ngày văn bản hoặc nơi lưu kết quả"))
    owner = SelectField(_l("Người phải cập nhật phần mềm một cửa"), validate_choice=False)


class WhyForm(Form):
    """The reason of a step that goes back."""

    reason = Words(_l("Lý do"), id="why")


class DocumentForm(Form):
    """The document of the head after the second overrun."""

    document = Line(_l("Số, ngày và trích yếu văn bản"))


class IssueForm(Form):
    """By which way a letter goes out."""

    way = RadioField(_l("Gửi bằng cách nào"), validate_choice=False)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.way.choices = terms(Way)

    @property
    def chosen(self) -> Way | None:
        """The way that was chosen."""
        return Way(self.way.data) if self.way.data in list(Way) else None


class SignedForm(Form):
    """A letter signed elsewhere: the file signed with a token, or the scan of the paper."""

    signed_file = FileField(_l("Tệp PDF đã ký số"))


class ScanForm(Form):
    """The scan of a letter signed with ink."""

    scan = FileField(_l("Bản quét (PDF) thư đã ký, đóng dấu"))


class ProofForm(Form):
    """That a letter arrived."""

    remark = Line(_l("Số bưu gửi, hoặc ai đã nhận"))
    proof = FileField(_l("Ảnh hoặc tệp chứng minh"))


def sent_file(field: FileField) -> tuple[str, bytes]:
    """The name and content of an upload; both empty without one."""
    sent = field.data
    return (sent.filename, sent.read()) if getattr(sent, "filename", "") else ("", b"")
