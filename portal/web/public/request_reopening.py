"""The sender's wish to have an answered case looked at again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.queries.followed import FollowedCase
from portal.services import reopen_case
from portal.services.errors import RuleBroken
from portal.web.public.blueprint import blueprint
from portal.web.public.follow_case import Said, case_page
from portal.web.public.grants import sending
from portal.web.public.own_case import for_its_sender
from portal.web.public.saying import ReopeningForm
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.post("/follow/<reference>/reopening")
@checks_itself
@commits
@for_its_sender
def request_reopening(followed: FollowedCase) -> ResponseReturnValue:
    """Put the wish before the leader; pressed twice it is put once."""
    form = ReopeningForm()
    if not form.is_sound():
        return case_page(followed, Said(reopening=form)), UNSOUND
    if followed.case.state is not State.REOPEN_REQUESTED:
        try:
            reopen_case.request_reopening(sending(), followed.case, reason=form.reason.data)
        except (IllegalStep, RuleBroken):
            form.form_errors.append(
                _("Đã hết thời gian đề nghị xem xét lại. Ông/Bà có thể gửi một phản ánh mới về việc này.")
            )
            return case_page(followed, Said(reopening=form)), UNSOUND
    flash(_("Đã chuyển đề nghị của Ông/Bà đến lãnh đạo đơn vị."), "success")
    return redirect(url_for("public.follow_case", reference=followed.case.reference), 303)
