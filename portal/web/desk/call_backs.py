"""Who must be told the answer by phone or by post: the list, and the page to read from while they listen."""

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField
from wtforms.validators import AnyOf, Length, Optional

from portal.domain.contact import phone_words
from portal.domain.kinds import ReplyBy
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.call_backs import Turn, Waiting, call_back_page, waiting_for
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.note_case import call_back
from portal.services.read_out import ANSWER, words_to_read
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_facts import about_words
from portal.web.shared.acting import act, actor, commits, now, require, session, settings
from portal.web.shared.form import Form, Hidden, Line, checks_itself
from portal.web.shared.office import office_in_messages
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

UNSOUND = 422
REACHED, NOT_REACHED = "reached", "not_reached"


class Call(Form):
    """What came of one try."""

    # How many tries the page knew of, so that two people do not record the same call.
    attempts = Hidden()
    result = RadioField(
        _l("Kết quả"),
        validate_choice=False,
        validators=[AnyOf((REACHED, NOT_REACHED), message=_l("Xin chọn kết quả của lần này."))],
    )
    next_try_on = DayField(_l("Nếu chưa được, lần sau vào ngày"), [Optional()])
    remark = Line(_l("Ghi chú"), [Length(max=1_000, message=_l("Ghi chú dài quá."))])

    def __init__(self, waiting: Waiting) -> None:
        super().__init__()
        by_post = is_by_post(waiting)
        self.result.choices = [
            (REACHED, _("Đã gửi thư") if by_post else _("Đã gặp và đọc nội dung")),
            (NOT_REACHED, _("Chưa gửi được") if by_post else _("Chưa gặp được")),
        ]
        if not self.is_submitted():
            self.attempts.data = str(waiting.row.attempts)
            self.next_try_on.data = next_working_day(waiting)


@dataclass(frozen=True, slots=True)
class CallLine:
    """One line of the list."""

    waiting: Waiting
    by_post: bool
    reach: str
    overdue: bool
    about: str

    @property
    def is_answer(self) -> bool:
        """Whether an answer is to be told."""
        return self.waiting.row.template == ANSWER


@blueprint.get("/call_backs")
def call_backs() -> ResponseReturnValue:
    """Those not told yet, in the order of their next try."""
    require(Permission.CALL_BACK)
    page = call_back_page(session(), actor(), turn_asked())
    following = (
        url_for("desk.call_backs", after=f"{page.next.next_try_on}~{page.next.id}") if page.next else None
    )
    return render_template(
        "desk/call_backs.html",
        lines=[_line(each) for each in page.waiting],
        first_url=url_for("desk.call_backs") if "after" in request.args else None,
        next_url=following,
    )


@blueprint.get("/call_backs/<int:number>")
def call_back_one(number: int) -> ResponseReturnValue:
    """The answer to read out, and what is known of the earlier tries."""
    waiting = _find(number)
    return call_page(waiting, Call(waiting))


@blueprint.post("/call_backs/<int:number>")
@checks_itself
@commits
def record_call_back(number: int) -> ResponseReturnValue:
    """Record one try."""
    waiting = _find(number)
    form = Call(waiting)
    if not form.is_sound():
        return call_page(waiting, form), UNSOUND
    if form.attempts.data != str(waiting.row.attempts):
        raise ChangedMeanwhile(waiting.case.reference)
    reached = form.result.data == REACHED
    try:
        call_back(
            act(),
            waiting.case,
            waiting.row,
            reached=reached,
            remark=form.remark.data,
            next_try_on=form.next_try_on.data,
        )
    except RuleBroken as broken:
        form.complain(broken.field, _("Xin ghi ngày gọi lại, từ hôm nay trở đi."))
        return call_page(waiting, form), UNSOUND
    flash(_("Đã ghi.") if reached else _("Đã ghi, sẽ nhắc lại vào ngày hẹn."), "success")
    return redirect(url_for("desk.call_backs"), 303)


def call_page(waiting: Waiting, form: Call) -> str:
    """The page one reads from while the sender listens."""
    line = _line(waiting)
    words = (
        "" if line.is_answer else words_to_read(act(), waiting.case, waiting.row, office=office_in_messages())
    )
    return render_template("desk/call_backs_one.html", line=line, form=form, words=words)


def _find(number: int) -> Waiting:
    require(Permission.CALL_BACK)
    waiting = waiting_for(session(), actor(), number)
    if waiting is None:
        abort(404)
    return waiting


def _line(waiting: Waiting) -> CallLine:
    sender, by_post = waiting.case.sender, is_by_post(waiting)
    return CallLine(
        waiting=waiting,
        by_post=by_post,
        reach=sender.address if by_post else phone_words(sender.phone) or sender.address,
        overdue=waiting.row.next_try_on < local_day(now()),
        about=about_words(waiting.row.template),
    )


def is_by_post(waiting: Waiting) -> bool:
    """Whether the answer goes by post: asked for so, or there is no number."""
    sender = waiting.case.sender
    return bool(sender.address) and (waiting.case.reply_by is ReplyBy.POST or not sender.phone)


def next_working_day(waiting: Waiting) -> date:
    """The next day on which the office is open."""
    today = local_day(now())
    return settings().reckoning(waiting.case.receiving_unit_id, today).calendar.add_working_days(today, 1)


def turn_asked() -> Turn | None:
    """Where the page begins, as the address says; the beginning where it says nothing sensible."""
    day, _separator, number = request.args.get("after", "").partition("~")
    try:
        return Turn(date.fromisoformat(day), int(number))
    except ValueError:
        return None
