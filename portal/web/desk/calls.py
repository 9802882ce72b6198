"""The hotline screen: one call, one screen, by keyboard alone."""

from collections.abc import Callable, Sequence

import flask
from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.kinds import MAIN_KINDS
from portal.domain.permissions import Permission
from portal.domain.reference import tracking_code
from portal.domain.spelling import spelled
from portal.domain.time import local_day
from portal.ports import FileProblem
from portal.queries.callers import Case, attached_already
from portal.queries.cases import case_for
from portal.services.errors import RuleBroken
from portal.services.keep_uploads import Upload, give_uploads, keep_uploads
from portal.services.note_case import attach_call
from portal.services.open_case import open_case
from portal.web.desk.blueprint import blueprint
from portal.web.desk.call_entry import CallEntry, entering_unit, new_case
from portal.web.desk.call_prospects import caller_view, outlook_of, resembling
from portal.web.shared.acting import act, actor, commits, language, now, ports, require, session, settings
from portal.web.shared.form import checks_itself
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _

UNSOUND = 422
# In the cookie's session: the draft in the browser is done with, once.
DONE = "call_done"


@blueprint.get("/calls")
def calls() -> ResponseReturnValue:
    """An empty screen for the next call."""
    require(Permission.ENTER_CASES)
    return call_page(CallEntry(formdata=None))


@blueprint.get("/calls/<reference>")
def call_saved(reference: str) -> ResponseReturnValue:
    """What was just saved, to be read back, above an empty screen for the next call."""
    require(Permission.ENTER_CASES)
    case = case_for(session(), actor(), reference)
    if case is None:
        abort(404)
    return call_page(CallEntry(formdata=None), saved=case)


@blueprint.post("/calls")
@checks_itself
@commits
def save_call() -> ResponseReturnValue:
    """Save the call as a case or with the case it belongs to; "look" and "drop" save nothing."""
    require(Permission.ENTER_CASES)
    form = CallEntry()
    if "look" in request.form:
        return call_page(form)
    if "drop" in request.form:
        flask.session[DONE] = True
        return redirect(url_for("desk.calls"), 303)
    if not form.is_sound():
        return call_page(form), UNSOUND
    try:
        case = _attach(form) if form.attach_to.data else _open(form)
    except RuleBroken as broken:
        session().rollback()  # the service may have begun
        form.complain(FIELDS.get(broken.field, broken.field), refusal_words(broken))
        return call_page(form), UNSOUND
    flask.session[DONE] = True
    return redirect(url_for("desk.call_saved", reference=case.reference), 303)


def _open(form: CallEntry) -> Case:
    """Open a case with the scans that came with it; a scan that cannot be kept does not hold it up."""
    case = open_case(act(), new_case(form))
    if case.entered_at == now():
        for problem in take_scans(form, case):
            flash(f"{problem.name}: {rule_words(RuleBroken('files', problem.code))}", "error")
    return case


def take_scans(form: CallEntry, case: Case) -> Sequence[FileProblem]:
    """Keep the files of the form with the case; returns why some cannot be."""
    sent = [file for file in request.files.getlist(form.files.name) if file.filename]
    if not sent:
        return []
    uploads = [Upload(file.filename or "", file.stream.read()) for file in sent]
    key, outside = form.submission_key.data, ports()
    problems = keep_uploads(
        act(), key, uploads, most=most_files(), inspector=outside.inspector, files=outside.files
    )
    give_uploads(act(), key, case)
    return problems


def most_files() -> int:
    """How many files may come with a case, by the receiving unit's policy."""
    return settings().unit_policy(entering_unit(), local_day(now())).attachments_per_case


def _attach(form: CallEntry) -> Case:
    """Add the words to the open case of this caller; pressed twice they are added once."""
    if form.chosen_kind not in MAIN_KINDS:
        raise RuleBroken("kind", "other_procedure")
    case = case_for(session(), actor(), form.attach_to.data)
    if case is None or not case.is_open:
        raise RuleBroken("attach_to", "ended")
    words = form.body.data
    if not attached_already(session(), case, account_id=actor().account_id, text=words, now=now()):
        attach_call(act(), case, text=words)
    return case


def call_page(form: CallEntry, saved: Case | None = None) -> str:
    """The screen with what was typed, what is known of the caller, and what would happen."""
    return render_template(
        "desk/calls.html",
        form=form,
        caller=caller_view(form.caller.data),
        outlook=outlook_of(form),
        similar=resembling(form.body.data or ""),
        saved=saved,
        spoken=spoken(saved) if saved else (),
        done=flask.session.pop(DONE, False),
        most_files=most_files(),
    )


def spoken(case: Case) -> list[dict[str, object]]:
    """What is read back: the reference, and to the one who has just entered the case its secret code."""
    read = [{"label": _("Mã phản ánh"), "text": case.reference}]
    if is_own_entry(case):
        key = current_app.config["TRACKING_KEY"].encode()
        code = tracking_code(key, case.reference, case.code_nonce)
        read.append({"label": _("Mã tra cứu, chỉ đọc cho người gọi"), "text": code})
    return [{**each, "symbols": spelled(each["text"], language())} for each in read]


def is_own_entry(case: Case) -> bool:
    """Whether this operator entered the case today; nobody else on the staff is shown a sender's code."""
    return case.entered_by_id == actor().account_id and local_day(case.entered_at) == local_day(now())


FIELDS = {
    "phone": "caller",
    "category_id": "category",
    "area_id": "area",
    "received_at": "received_on",
    "unit_id": "unit",
    "reason": "unit_reason",
}

WORDS: dict[tuple[str, str], Callable[[], str]] = {
    ("kind", "other_procedure"): lambda: _(
        "Khiếu nại, tố cáo không ghi ở đây. Xin nói với người gọi theo hướng dẫn trên trang; chưa có gì được lưu."
    ),
    ("kind", "no_response_clock"): lambda: _("Chưa có thời hạn trả lời cho loại này. Xin báo quản trị."),
    ("phone", "contact_missing"): lambda: _(
        "Cơ quan không nhận phản ánh không có liên hệ. Xin hỏi số điện thoại."
    ),
    ("phone", "needed_for_reply"): lambda: _("Trả lời qua điện thoại thì cần số điện thoại."),
    ("email", "needed_for_reply"): lambda: _("Trả lời qua thư điện tử thì cần địa chỉ thư điện tử."),
    ("address", "needed_for_reply"): lambda: _("Trả lời qua bưu điện thì cần địa chỉ."),
    ("received_at", "future"): lambda: _("Ngày giờ nhận không thể ở sau lúc này."),
    ("backdating_reason", "missing"): lambda: _("Vào sổ sau ngày nhận thì cần ghi lý do."),
    ("reason", "missing"): lambda: _("Xin ghi lý do chọn đơn vị khác."),
    ("unit_id", "unknown"): lambda: _("Đơn vị này không còn hoạt động. Xin chọn đơn vị khác."),
    ("attach_to", "ended"): lambda: _("Phản ánh này đã kết thúc. Xin lưu thành phản ánh mới."),
}


def refusal_words(broken: RuleBroken) -> str:
    """Why the service refuses, for the operator."""
    words = WORDS.get((broken.field, broken.code))
    return words() if words else _("Nội dung này chưa hợp lệ. Xin kiểm tra lại.")
