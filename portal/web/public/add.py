"""What the sender adds to their case without having been asked."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.domain.events import EventKind
from portal.domain.workflow import NOTES
from portal.queries.followed import FollowedCase
from portal.services.add_words import add_words
from portal.services.errors import RuleBroken
from portal.web.public.blueprint import blueprint
from portal.web.public.follow_case import JUST_ADDED, Said, case_page, most_added
from portal.web.public.grants import sending
from portal.web.public.own_case import for_its_sender
from portal.web.public.saying import AddingForm
from portal.web.public.uploads import take_files
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.limits import ADDING, ADDING_ONE, may, spend
from portal.web.shared.sentences import _

UNSOUND, TOO_MANY = 422, 429


@blueprint.post("/follow/<reference>/add")
@checks_itself
@commits
@for_its_sender
def add(followed: FollowedCase) -> ResponseReturnValue:
    """Take the words and files; pressed twice, they are there once."""
    form = AddingForm()
    sound = form.is_sound()
    if sound and was_added(followed, form):
        return _thanked(followed)
    take_files(form, most_added(followed))
    if not sound or form.errors:
        return case_page(followed, Said(adding=form)), UNSOUND
    if followed.case.state not in NOTES[EventKind.ADDED]:
        form.form_errors.append(too_late())
        return case_page(followed, Said(adding=form)), UNSOUND
    reference = followed.case.reference
    if not (may(ADDING) and may(ADDING_ONE, reference)):
        form.form_errors.append(
            _("Đã bổ sung quá nhiều lần. Xin thử lại sau một giờ, nội dung vẫn còn nguyên.")
        )
        return case_page(followed, Said(adding=form)), TOO_MANY
    try:
        add_words(sending(), followed.case, text=form.text.data, upload_key=form.submission_key.data)
    except RuleBroken:
        form.complain("text", _("Xin viết nội dung hoặc chọn tệp muốn bổ sung."))
        return case_page(followed, Said(adding=form)), UNSOUND
    spend(ADDING)
    spend(ADDING_ONE, reference)
    return _thanked(followed)


def was_added(followed: FollowedCase, form: AddingForm) -> bool:
    """Whether this is the second click on the same form."""
    added = (event.facts for event in followed.events if event.kind is EventKind.ADDED)
    told = (form.submission_key.data, form.text.data)
    return any((facts.get("form"), facts.get("text")) == told for facts in added)


def too_late() -> str:
    """Why nothing can be added any more, and what can be done instead."""
    return _(
        "Phản ánh này không bổ sung thêm được nữa. Nếu đã có câu trả lời, xin dùng “Đề nghị xem xét lại” "
        "hoặc đánh giá; nếu không, xin gọi đường dây nóng."
    )


def _thanked(followed: FollowedCase) -> ResponseReturnValue:
    session[JUST_ADDED] = followed.case.reference
    flash(_("Đã nhận nội dung bổ sung của Ông/Bà. Thời hạn trả lời giữ nguyên."), "success")
    return redirect(url_for("public.follow_case", reference=followed.case.reference), 303)
