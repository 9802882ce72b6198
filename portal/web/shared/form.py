"""What all our forms have in common: refusals of services become errors beside the fields they are about."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from portal.domain.text import nfc
from portal.extensions import csrf
from portal.services.errors import RuleBroken
from portal.web.shared.acting import View
from portal.web.shared.sentences import _


def checks_itself(view: View) -> View:
    """Leave the check against forgery to the view's form, which keeps what was typed (see `Form`)."""
    csrf.exempt(view)
    return view


def tidied(text: str | None) -> str:
    """A text as it may go on: in one Unicode form, without spaces around it, never None."""
    return nfc(text or "").strip()


def own_key(typed: str | None) -> str:
    """The key of a form; a new one when it is first shown, or when somebody wrote one of their own."""
    try:
        return str(UUID(typed or ""))
    except ValueError:
        return str(uuid4())


class Line(StringField):
    """One line of text, tidied."""

    data: str  # never None: tidied

    def __init__(self, label: Any = None, validators: Any = None, **given: Any) -> None:
        super().__init__(label, validators, filters=[tidied], **given)


class Words(TextAreaField):
    """Several lines of text, tidied."""

    data: str  # never None: tidied

    def __init__(self, label: Any = None, validators: Any = None, **given: Any) -> None:
        super().__init__(label, validators, filters=[tidied], **given)


class Hidden(HiddenField):
    """What a form carries along without showing it."""

    data: str  # never None: tidied

    def __init__(self, **given: Any) -> None:
        super().__init__(filters=[tidied], **given)


class Form(FlaskForm):  # type: ignore[misc]  # published without types
    """A form whose views are exempt from the general check against forgery and rely on this one.

    The general check would answer an expired session with an error page, and with it everything typed
    would be gone; here the form comes back with a sentence above it.
    """

    def is_sound(self) -> bool:
        """Whether everything typed may go on; also says in words when the session has expired."""
        self.validate()
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = []
            self.form_errors.append(expired_words())
        return not self.errors

    @property
    def has_field_errors(self) -> bool:
        """Whether anything typed is wrong, and not only the form as a whole."""
        return any(field.errors for field in self)

    def complain(self, name: str, sentence: str) -> None:
        """Put an error beside a field, or above the form when it has no such field."""
        field = self._fields.get(name)
        if field is None or field.type in {"HiddenField", "CSRFTokenField"}:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]

    def refuse(self, broken: RuleBroken, sentences: Mapping[tuple[str, str], str]) -> None:
        """Put a service's refusal beside its field."""
        sentence = sentences.get((broken.field, broken.code))
        self.complain(broken.field, sentence or _("Nội dung này chưa hợp lệ. Xin kiểm tra lại."))


def expired_words() -> str:
    """What happened to a session that is over, and that nothing is lost."""
    return _(
        "Trang đã mở quá lâu nên phiên làm việc hết hạn. Nội dung Ông/Bà nhập vẫn còn nguyên bên dưới, "
        "xin bấm gửi lại. Nếu vẫn gặp thông báo này, xin cho phép trình duyệt lưu cookie của trang."
    )
