"""Following a case: reference and code open it for a while in this browser."""

from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired

from portal.domain.reference import read_code, read_reference
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import RECEIPT, grant, is_granted, revoke, unlock
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.limits import GUESSING, GUESSING_ONE, may, spend
from portal.web.shared.sentences import _, _l

UNSOUND, TOO_MANY = 422, 429
LEFT = "left"


class FollowForm(Form):
    """The two codes of the receipt."""

    reference = Line(_l("Mã phản ánh"), [DataRequired(_l("Xin nhập mã phản ánh."))])
    code = Line(_l("Mã tra cứu"), [DataRequired(_l("Xin nhập mã tra cứu."))])


@blueprint.get("/follow")
def follow() -> ResponseReturnValue:
    """The empty form."""
    return form_page(FollowForm(), left=session.pop(LEFT, ""))


@blueprint.get("/follow/<reference>")
def follow_reference(reference: str) -> ResponseReturnValue:
    """Where messages and QR codes lead: the reference is filled in, the code is asked for."""
    known = read_reference(reference)
    if known and is_granted(known):
        return redirect(url_for("public.follow_case", reference=known))
    return form_page(FollowForm(reference=known or ""))


@blueprint.post("/follow")
@checks_itself
def enter() -> ResponseReturnValue:
    """Open a case whose code was typed rightly; everybody else learns nothing, not even whether it exists."""
    form = FollowForm()
    if not form.is_sound():
        return form_page(form), UNSOUND
    meant = read_reference(form.reference.data) or read_code(form.reference.data[:40])
    if not (may(GUESSING) and may(GUESSING_ONE, meant)):
        form.form_errors.append(_("Đã nhập sai quá nhiều lần. Xin thử lại sau một giờ."))
        return form_page(form), TOO_MANY
    case = unlock(form.reference.data, form.code.data)
    if case is None:
        spend(GUESSING)
        spend(GUESSING_ONE, meant)
        form.form_errors.append(wrong_words())
        return form_page(form), UNSOUND
    grant(case.reference)
    return redirect(url_for("public.follow_case", reference=case.reference), 303)


@blueprint.post("/follow/<reference>/leave")
def leave(reference: str) -> ResponseReturnValue:
    """Forget the case in this browser: for those who used somebody else's computer."""
    revoke(read_reference(reference) or "")
    session[LEFT] = read_reference(reference) or ""
    session.pop(RECEIPT, None)
    flash(_("Đã đóng. Trên máy này cần nhập lại hai mã để xem phản ánh."), "success")
    return redirect(url_for("public.follow"), 303)


def form_page(form: Any, left: str = "") -> str:
    """The form, with what was typed; `left` is a case whose drafts this browser is to forget."""
    return render_template("public/follow.html", form=form, left=left)


def wrong_words() -> str:
    """The same for every mistake."""
    return _("Mã phản ánh hoặc mã tra cứu chưa đúng. Xin xem lại trên biên nhận, thư hoặc tin nhắn đã nhận.")
