"""A party outside the portal gives its opinion: the link it was sent carries a code and expires (rules §3)."""

from flask import abort, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from portal.domain.people import SENDER
from portal.domain.reference import is_code, opinion_code
from portal.queries.opinions import Owed, outside_opinion
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.give_opinion import give_from_outside
from portal.web.public.blueprint import blueprint
from portal.web.shared import acting
from portal.web.shared.acting import commits
from portal.web.shared.form import Form, Hidden, Line, Words, checks_itself
from portal.web.shared.limits import GUESSING, GUESSING_ONE, may, spend
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l

UNSOUND, TOO_MANY = 422, 429
PLACE = "opinions"
MOST = 5


class CodeForm(Form):
    """The code of the mail; the link types it in."""

    reference = Hidden()
    code = Line(_l("Mã trong thư đề nghị"), [DataRequired(_l("Xin nhập mã trong thư đề nghị."))])


class OutsideForm(Form):
    """What the party says, and who says it."""

    name = Line(_l("Người trả lời, chức vụ, cơ quan"), [Length(max=160, message=_l("Tên dài quá."))])
    text = Words(_l("Ý kiến"))


@blueprint.get("/opinions/<int:opinion_id>")
def opinion(opinion_id: int) -> ResponseReturnValue:
    """The question, for those whose code was right; everybody else is asked for the code."""
    owed = granted(opinion_id)
    if owed is None:
        return code_page(opinion_id, CodeForm(formdata=None))
    return opinion_page(owed, OutsideForm(formdata=None))


@blueprint.post("/opinions/<int:opinion_id>/code")
@checks_itself
def enter_opinion(opinion_id: int) -> ResponseReturnValue:
    """Check the code; whoever has a wrong one learns nothing, not even whether anything was asked."""
    form = CodeForm()
    if not form.is_sound():
        return code_page(opinion_id, form), UNSOUND
    if not (may(GUESSING) and may(GUESSING_ONE, f"opinion-{opinion_id}")):
        form.form_errors.append(_("Đã nhập sai quá nhiều lần. Xin thử lại sau một giờ."))
        return code_page(opinion_id, form), TOO_MANY
    if not is_right(opinion_id, form.code.data):
        spend(GUESSING)
        spend(GUESSING_ONE, f"opinion-{opinion_id}")
        form.form_errors.append(_("Mã chưa đúng, hoặc đường dẫn đã hết hạn. Xin xem lại thư đề nghị."))
        return code_page(opinion_id, form), UNSOUND
    session[PLACE] = [*[each for each in session.get(PLACE, []) if each != opinion_id], opinion_id][-MOST:]
    return redirect(url_for("public.opinion", opinion_id=opinion_id), 303)


@blueprint.post("/opinions/<int:opinion_id>")
@checks_itself
@commits
def give(opinion_id: int) -> ResponseReturnValue:
    """Keep the opinion; the unit that asked is told."""
    owed, form = granted(opinion_id) or abort(404), OutsideForm()
    if not form.is_sound():
        return opinion_page(owed, form), UNSOUND
    if owed.opinion.text and owed.opinion.text == form.text.data:
        return redirect(url_for("public.opinion", opinion_id=opinion_id), 303)  # the second click
    try:
        act = Act(acting.session(), SENDER, acting.now(), acting.settings())
        give_from_outside(act, owed.case, owed.opinion, text=form.text.data, name=form.name.data)
    except RuleBroken as broken:
        form.complain(broken.field, rule_words(broken))
        return opinion_page(owed, form), UNSOUND
    flash(_("Đã nhận ý kiến. Xin cảm ơn Quý cơ quan."), "success")
    return redirect(url_for("public.opinion", opinion_id=opinion_id), 303)


def granted(opinion_id: int) -> Owed | None:
    """The question, if this browser has shown its code and the link has not expired."""
    if opinion_id not in session.get(PLACE, []):
        return None
    owed = outside_opinion(acting.session(), opinion_id)
    return owed if owed is not None and is_alive(owed) else None


def is_right(opinion_id: int, typed: str) -> bool:
    """Whether a code opens a question that is still to be opened."""
    owed = outside_opinion(acting.session(), opinion_id)
    nonce = owed.opinion.code_nonce if owed else "0" * 16
    expected = opinion_code(current_app.config["TRACKING_KEY"].encode(), opinion_id, nonce)
    return is_code(typed, expected) and owed is not None and is_alive(owed)


def is_alive(owed: Owed) -> bool:
    """Whether the link still opens anything: not expired, not taken back."""
    expires = owed.opinion.link_expires_at
    return expires is not None and acting.now() < expires and owed.opinion.cancelled_at is None


def code_page(opinion_id: int, form: CodeForm) -> str:
    """Where the code is asked for."""
    form.reference.data = str(opinion_id)
    return render_template("public/opinion_code.html", form=form, opinion_id=opinion_id)


def opinion_page(owed: Owed, form: OutsideForm) -> str:
    """The question and the place to answer; nothing of the sender."""
    return render_template(
        "public/opinion.html",
        opinion=owed.opinion,
        reference=owed.case.reference,
        form=form,
        open=owed.opinion.is_open and owed.case.is_open,
    )
