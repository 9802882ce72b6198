"""A lost code: sent to the contact on record, never shown; the page says the same to everybody."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from portal.services.recover_code import meant, recover_code, recovery_of
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import sending
from portal.web.shared.acting import commits
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.limits import RECOVERING, RECOVERING_ONE, may, spend
from portal.web.shared.sentences import _, _l

UNSOUND, TOO_MANY = 422, 429
LONGEST = 254


class RecoverForm(Form):
    """What is left when the code is gone."""

    known = Line(
        _l("Mã phản ánh, thư điện tử hoặc số điện thoại"),
        [
            DataRequired(_l("Xin nhập mã phản ánh, thư điện tử hoặc số điện thoại.")),
            Length(max=LONGEST, message=_l("Nội dung dài quá.")),
        ],
    )


@blueprint.get("/follow/recover")
def recover() -> ResponseReturnValue:
    """The empty form."""
    return form_page(RecoverForm(formdata=None))


@blueprint.post("/follow/recover")
@checks_itself
@commits
def send_code() -> ResponseReturnValue:
    """Queue the codes if there is somebody to send them to; the answer is the same for everybody.

    Whether something was found shows in no word, no status, and in little more than the moment a row takes
    to write; with a few tries an hour nobody makes a list of our senders from that.
    """
    form = RecoverForm()
    if not form.is_sound():
        return form_page(form), UNSOUND
    known = meant(form.known.data)
    if not known:
        form.complain("known", _("Xin xem lại: đây chưa phải mã phản ánh, thư điện tử hay số điện thoại."))
        return form_page(form), UNSOUND
    if not spend(RECOVERING):
        form.form_errors.append(_("Từ mạng này đã gửi quá nhiều yêu cầu. Xin thử lại sau một giờ."))
        return form_page(form), TOO_MANY
    _send(known)
    flash(same_words(), "success")
    return redirect(url_for("public.recover"), 303)


def _send(known: str) -> None:
    """Send unless the contact has been sent enough; that, too, is told to nobody."""
    recovery = recovery_of(sending(), known)
    if recovery is None:
        return
    key = f"recover:{recovery[1]}"
    if may(RECOVERING_ONE, key):
        spend(RECOVERING_ONE, key)
        recover_code(sending(), recovery)


def same_words() -> str:
    """What everybody reads."""
    return _(
        "Nếu đúng, chúng tôi đã gửi mã tra cứu đến thư điện tử hoặc số điện thoại Ông/Bà đã để lại. "
        "Xin đợi vài phút và xem cả thư rác."
    )


def form_page(form: Any) -> str:
    """The form, with what was typed."""
    return render_template("public/recover.html", form=form)
