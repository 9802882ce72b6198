"""Taking a case back: asked once more before it is done, because it ends the case."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.states import OPEN_STATES
from portal.queries.followed import FollowedCase
from portal.services.end_case import withdraw_case
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import sending
from portal.web.public.own_case import for_its_sender
from portal.web.public.saying import WithdrawalForm
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.get("/follow/<reference>/withdrawal")
@for_its_sender
def ask_to_withdraw(followed: FollowedCase) -> ResponseReturnValue:
    """What withdrawing means, and the question whether it is meant."""
    if followed.case.state not in OPEN_STATES:
        return _back(followed)
    return render_template("public/withdraw.html", case=followed.case, form=WithdrawalForm())


@blueprint.post("/follow/<reference>/withdrawal")
@checks_itself
@commits
@for_its_sender
def withdraw(followed: FollowedCase) -> ResponseReturnValue:
    """End the case; what has ended meanwhile stays as it is."""
    form = WithdrawalForm()
    if not form.is_sound():
        return render_template("public/withdraw.html", case=followed.case, form=form), UNSOUND
    if followed.case.state in OPEN_STATES:
        withdraw_case(sending(), followed.case, reason=form.reason.data)
        flash(_("Đã rút phản ánh theo yêu cầu của Ông/Bà."), "success")
    return _back(followed)


def _back(followed: FollowedCase) -> ResponseReturnValue:
    return redirect(url_for("public.follow_case", reference=followed.case.reference), 303)
