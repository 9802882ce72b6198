"""What a sender may say on their own case: a reply, a rating, the wish to have it looked at again."""

from typing import Any

from wtforms import MultipleFileField, RadioField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length

from portal.domain.ratings import Level, Rating
from portal.services.rate_answer import LONGEST_COMMENT
from portal.web.shared.form import Form, Hidden, Words, own_key
from portal.web.shared.sentences import _l
from portal.web.shared.words import term_words

LONGEST_REPLY = 10_000
QUESTIONS = ("result", "time", "attitude")


def _long_text(label: Any, missing: Any, longest: int) -> Words:
    message = _l("Nội dung dài quá. Xin rút gọn còn tối đa %(n)s ký tự.", n=longest)
    checks: list[Any] = [Length(max=longest, message=message)]
    return Words(label, [DataRequired(missing), *checks] if missing else checks)


class ReplyForm(Form):
    """What the office asked for."""

    submission_key = Hidden()
    text = _long_text(_l("Nội dung bổ sung"), _l("Xin viết nội dung bổ sung."), LONGEST_REPLY)
    files = MultipleFileField(_l("Ảnh hoặc tài liệu kèm theo"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.submission_key.data = own_key(self.submission_key.data)


class AddingForm(Form):
    """What the sender adds without having been asked."""

    submission_key = Hidden()
    text = _long_text(_l("Nội dung bổ sung"), None, LONGEST_REPLY)
    files = MultipleFileField(_l("Ảnh hoặc tài liệu kèm theo"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.submission_key.data = own_key(self.submission_key.data)


def _question(label: Any) -> RadioField:
    levels = [str(level.value) for level in Level]
    return RadioField(
        label,
        validate_choice=False,
        validators=[
            InputRequired(_l("Xin chọn một mức cho câu “%(question)s”.", question=label)),
            AnyOf(levels, message=_l("Xin chọn một trong năm mức.")),
        ],
    )


class RatingForm(Form):
    """Three questions on the five official levels, and a comment."""

    result = _question(_l("Kết quả giải quyết"))
    time = _question(_l("Thời gian giải quyết"))
    attitude = _question(_l("Thái độ phục vụ"))
    comment = _long_text(_l("Ý kiến thêm"), None, LONGEST_COMMENT)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name in QUESTIONS:
            self[name].choices = [(str(level.value), term_words(level)) for level in reversed(Level)]

    @property
    def rating(self) -> Rating:
        """The rating, once the form is sound."""
        levels = {name: Level(int(self[name].data)) for name in QUESTIONS}
        return Rating(**levels, comment=self.comment.data)


class ReopeningForm(Form):
    """Why the sender is not satisfied."""

    reason = _long_text(
        _l("Ông/Bà chưa đồng ý ở điểm nào?"),
        _l("Xin nêu lý do để lãnh đạo đơn vị xem xét lại."),
        LONGEST_REPLY,
    )


class WithdrawalForm(Form):
    """Why the sender takes it back."""

    reason = _long_text(
        _l("Vì sao Ông/Bà rút phản ánh này?"),
        _l("Xin nêu lý do, ví dụ: việc đã được giải quyết."),
        LONGEST_COMMENT,
    )
