"""What is typed on the page of a remedy."""

from typing import Any, ClassVar

from wtforms import MultipleFileField, SelectField
from wtforms.validators import DataRequired, InputRequired

from portal.queries.surveys.remedies import Remedy
from portal.services.keep_uploads import Upload
from portal.services.surveys.publish_remedy import PublicWords
from portal.services.surveys.remedy_rights import possible_owners
from portal.services.surveys.write_remedy import RemedyPlan
from portal.web.shared.acting import act
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, Hidden, Line, Words, own_key
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField


class Someone(SelectField):
    """A person to choose by their number."""

    def __init__(self, label: Any = None, **given: Any) -> None:
        super().__init__(label, validate_choice=False, **given)

    @property
    def number(self) -> int | None:
        """The number of who was chosen."""
        typed = str(self.data or "")
        return whole(typed)


class Seen(Form):
    """A form that knows which version of the remedy its page showed."""

    # What its draft is called; a form without one has nothing to type.
    draft: ClassVar[str] = ""
    seen = Hidden()

    @property
    def version(self) -> int:
        """The version that was seen; none at all when somebody wrote one of their own."""
        return whole(self.seen.data) or 0

    def draft_key(self, remedy_id: int) -> str:
        """What the browser keeps the typed words under: never those meant for another version."""
        return f"remedy-{self.draft}-{remedy_id}-{self.version}"


class PlanForm(Seen):
    """Cause, measure, who and by when."""

    draft = "plan"
    cause = Words(_l("Nguyên nhân"), [DataRequired(_l("Xin ghi nguyên nhân."))])
    measure = Words(_l("Biện pháp khắc phục"), [DataRequired(_l("Xin ghi biện pháp khắc phục."))])
    owner_id = Someone(
        _l("Người chịu trách nhiệm"), validators=[DataRequired(_l("Xin chọn người chịu trách nhiệm."))]
    )
    due_on = DayField(_l("Hoàn thành trước hết ngày"), [InputRequired(_l("Xin ghi ngày phải hoàn thành."))])

    def offer(self, remedy: Remedy) -> "PlanForm":
        """Fill in who can be responsible."""
        people = [
            choice(str(each.id), f"{each.name} – {each.post}") for each in possible_owners(act(), remedy)
        ]
        self.owner_id.choices = [choice("", _("Chọn một người")), *people]
        return self

    @property
    def plan(self) -> RemedyPlan:
        """What was typed."""
        return RemedyPlan(self.cause.data, self.measure.data, self.owner_id.number, self.due_on.data)


class DoneForm(Seen):
    """What was reached, and the files that show it; they stay kept while the form comes back."""

    draft = "done"
    submission_key = Hidden()
    evidence = Words(_l("Kết quả đã đạt được"))
    files = MultipleFileField(_l("Minh chứng: ảnh hoặc văn bản"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.submission_key.data = own_key(self.submission_key.data)

    @property
    def uploads(self) -> list[Upload]:
        """The files that came with the form."""
        sent = (each for each in self.files.data or [] if getattr(each, "filename", ""))
        return [Upload(each.filename, each.read()) for each in sent]


class ReopenForm(Seen):
    """Why it was not done after all."""

    draft = "reopen"
    reason = Words(_l("Vì sao cần khắc phục tiếp"))


class PublicForm(Seen):
    """What the public is told."""

    draft = "public"
    said_vi = Words(_l("Ông/Bà góp ý (tiếng Việt)"))
    did_vi = Words(_l("Chúng tôi đã làm (tiếng Việt)"))
    said_en = Words(_l("Ông/Bà góp ý (tiếng Anh)"))
    did_en = Words(_l("Chúng tôi đã làm (tiếng Anh)"))
    dismissal = Line(_l("Nếu không phải dữ liệu cá nhân, lý do"))

    @property
    def words(self) -> PublicWords:
        """What was typed."""
        return PublicWords(self.said_vi.data, self.did_vi.data, self.said_en.data, self.did_en.data)
