"""The sender's rating of an answer."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.queries.followed import FollowedCase
from portal.services.errors import RuleBroken
from portal.services.rate_answer import rate_answer
from portal.web.public.blueprint import blueprint
from portal.web.public.follow_case import Said, case_page, may_ask_again
from portal.web.public.grants import sending
from portal.web.public.own_case import for_its_sender
from portal.web.public.saying import RatingForm
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.post("/follow/<reference>/rating")
@checks_itself
@commits
@for_its_sender
def rate(followed: FollowedCase) -> ResponseReturnValue:
    """Keep the rating; a second one changes nothing."""
    form = RatingForm()
    if not form.is_sound():
        return case_page(followed, Said(rating=form)), UNSOUND
    try:
        rate_answer(sending(), followed.case, form.rating)
    except RuleBroken:
        form.form_errors.append(_("Phản ánh này chưa có câu trả lời để đánh giá."))
        return case_page(followed, Said(rating=form)), UNSOUND
    flash(_thanks(form, followed), "success")
    return redirect(url_for("public.follow_case", reference=followed.case.reference), 303)


def _thanks(form: RatingForm, followed: FollowedCase) -> str:
    if form.rating.is_dissatisfied and may_ask_again(followed):
        return _("Cảm ơn Ông/Bà đã đánh giá. Ông/Bà có thể đề nghị xem xét lại ở phần bên dưới.")
    return _("Cảm ơn Ông/Bà đã đánh giá. Chỉ lãnh đạo đơn vị và cơ quan theo dõi xem được đánh giá này.")
