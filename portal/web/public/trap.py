"""A trap for machines that no person meets; whoever falls in loses nothing and presses once more."""

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, Signer

from portal.extensions import limiter
from portal.web.shared.acting import now
from portal.web.shared.sentences import _

# From the first sight of the form to the confirmed sending, in seconds. Nobody reads two pages faster.
QUICKEST = 1.0


def stamp() -> str:
    """The moment a form is first shown, signed, for a hidden field."""
    return _signer().sign(f"{now().timestamp():.3f}").decode()


def is_trapped(form: Any) -> bool:
    """Whether a machine seems to have filled the form; if so the form says what to do."""
    if not form.leave_empty.data:
        return False
    form.leave_empty.data = ""
    _explain(form)
    return True


def is_too_quick(form: Any) -> bool:
    """Whether the form was sent faster than anybody can; where limits are off, haste is allowed."""
    if not is_hasty(form.shown.data or ""):
        return False
    _explain(form)
    return True


def is_hasty(shown: str) -> bool:
    """Whether less time has passed since a form was first shown than anybody needs."""
    return limiter.enabled and now().timestamp() - _shown_at(shown) < QUICKEST


def _explain(form: Any) -> None:
    form.form_errors.append(
        _(
            "Biểu mẫu có vẻ được máy điền tự động nên chưa được nhận. "
            "Nội dung vẫn còn nguyên, xin Ông/Bà bấm gửi lại một lần nữa."
        )
    )


def _shown_at(stamped: str) -> float:
    """The moment of a stamp; one that is not ours passes: the token against forgery has been checked."""
    try:
        return float(_signer().unsign(stamped))
    except (BadSignature, ValueError):
        return 0.0


def _signer() -> Signer:
    return Signer(current_app.secret_key or "", salt="form-shown")
