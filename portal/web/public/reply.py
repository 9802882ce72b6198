"""The sender's reply to what the office asked."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.events import EventKind
from portal.queries.followed import FollowedCase
from portal.services.ask_sender import reply as reply_to_office
from portal.services.keep_uploads import give_uploads
from portal.web.public.blueprint import blueprint
from portal.web.public.follow_case import Said, case_page, is_asked
from portal.web.public.grants import sending
from portal.web.public.own_case import for_its_sender
from portal.web.public.saying import ReplyForm
from portal.web.public.uploads import take_files
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.post("/follow/<reference>/reply")
@checks_itself
@commits
@for_its_sender
def reply(followed: FollowedCase) -> ResponseReturnValue:
    """Take the reply with its files; the clock goes on."""
    form = ReplyForm()
    sound = form.is_sound()
    if sound and was_said(followed, form.text.data):
        return _thanked(followed)
    take_files(form)
    if not sound or form.errors:
        return case_page(followed, Said(reply=form)), UNSOUND
    if not is_asked(followed.case.state):
        form.form_errors.append(_("Cơ quan không còn chờ bổ sung. Xin gọi đường dây nóng để bổ sung thêm."))
        return case_page(followed, Said(reply=form)), UNSOUND
    reply_to_office(sending(), followed.case, text=form.text.data)
    give_uploads(sending(), form.submission_key.data, followed.case)
    return _thanked(followed)


def was_said(followed: FollowedCase, text: str) -> bool:
    """Whether this is the second click on the same reply."""
    replies = [event for event in followed.events if event.kind is EventKind.REPLIED]
    return bool(replies) and replies[-1].facts.get("text") == text


def _thanked(followed: FollowedCase) -> ResponseReturnValue:
    flash(_("Đã nhận nội dung bổ sung của Ông/Bà. Việc xử lý tiếp tục."), "success")
    return redirect(url_for("public.follow_case", reference=followed.case.reference), 303)
