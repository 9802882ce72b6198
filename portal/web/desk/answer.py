"""Writing an answer: kept as a draft, put before the approver, approved or sent back, issued to the sender."""

from io import BytesIO

from flask import abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.queries.case_file import Answer, Case
from portal.services.answer_case import (
    approve_answer,
    current_answer,
    issue_answer,
    save_draft,
    send_back,
    submit_answer,
)
from portal.services.answer_document import answer_document
from portal.services.attach_to_answer import attach_to_answer, drop_from_answer
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.transition import require
from portal.web.desk.answer_form import AnswerForm, DecisionForm, filled, lacks_reason
from portal.web.desk.answer_page import answer_page, may_edit, owed_since
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import UNSOUND, opened, seen_case
from portal.web.shared.acting import act, actor, commits, ports, session
from portal.web.shared.form import checks_itself
from portal.web.shared.office import office
from portal.web.shared.refusals import CONFLICT, rule_words
from portal.web.shared.sent_drafts import draft_done
from portal.web.shared.sentences import _


@blueprint.get("/cases/<reference>/answer")
def answer(reference: str) -> ResponseReturnValue:
    """The editor, or the text that waits to be approved or issued."""
    file = opened(reference)
    check_reader(file.case)
    return answer_page(file)


@blueprint.post("/cases/<reference>/answer")
@checks_itself
@commits
def save_answer(reference: str) -> ResponseReturnValue:
    """Keep what was written, and with "submit" put it before the approver; "use" only fills in a canned text."""
    case = seen_case(reference)
    form = AnswerForm(case)
    require(actor(), Permission.WRITE_ANSWER, case)
    if not form.is_sound():
        return answer_page(opened(reference), form), UNSOUND
    step = request.form.get("step", "save")
    if step == "use":
        use_canned_text(form, case)
        return answer_page(opened(reference), form)
    try:
        keep(case, form, submit=step == "submit")
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, rule_words(broken))
        return answer_page(opened(reference), form), UNSOUND
    except ChangedMeanwhile:
        session().rollback()
        return overtaken_page(reference, form), CONFLICT
    draft_done(f"answer-{reference}-{form.seen_version}")
    if step == "preview":
        session().flush()
        return answer_page(opened(reference), preview=True)
    flash(_("Đã trình duyệt câu trả lời.") if step == "submit" else _("Đã lưu bản soạn."), "success")
    return redirect(url_for("desk.case" if step == "submit" else "desk.answer", reference=reference), 303)


def overtaken_page(reference: str, form: AnswerForm) -> str:
    """Both versions, to go on from; what can be written no more is shown by the page of conflicts."""
    file = opened(reference)
    if not may_edit(file):
        raise ChangedMeanwhile(reference)
    return answer_page(file, form, overtaken=True)


def keep(case: Case, form: AnswerForm, *, submit: bool) -> Answer:
    """Save the draft with its files, and put it before the approver if that was asked for."""
    kept = save_draft(act(), case, form.text, seen_version=form.seen_version)
    problems = attach_to_answer(act(), case, kept, uploads=form.uploads, ports=ports())
    for problem in problems:
        flash(f"{problem.name}: {rule_words(RuleBroken('files', problem.code))}", "error")
    if submit:
        check_apology(form, case)
        submit_answer(act(), case, kept)
    return kept


def check_apology(form: AnswerForm, case: Case) -> None:
    """An apology without its reason is none (rules §3)."""
    due_on = owed_since(opened(case.reference))
    if due_on is not None and lacks_reason(form.apology.data, due_on):
        raise RuleBroken("apology", "missing")


def use_canned_text(form: AnswerForm, case: Case) -> None:
    """Put the chosen canned text behind what is there, its placeholders filled."""
    text = form.texts.get(form.canned.data or "")
    if text is None:
        return
    inserted = filled(text, case)
    form.body.data = "\n\n".join(part for part in (form.body.data, inserted.text) if part)
    if inserted.left_open:
        names = ", ".join(f"{{{name}}}" for name in inserted.left_open)
        flash(_("Còn chỗ trống cần tự điền trong câu mẫu: %(names)s", names=names), "info")


@blueprint.post("/cases/<reference>/answer/decision")
@checks_itself
@commits
def decide_answer(reference: str) -> ResponseReturnValue:
    """Approve the answer that was read, with "issue" send it at once, or send it back with a remark."""
    case, form = seen_case(reference), DecisionForm()
    if not form.is_sound():
        return answer_page(opened(reference), decision=form), UNSOUND
    submitted = answer_read(case, form.seen_version)
    step = request.form.get("step")
    try:
        words = decided(case, submitted, step=step or "", remark=form.remark.data)
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, rule_words(broken))
        return answer_page(opened(reference), decision=form), UNSOUND
    flash(words, "success")
    return redirect(url_for("desk.case", reference=reference), 303)


def decided(case: Case, submitted: Answer, *, step: str, remark: str) -> str:
    """Take the approver's step; returns what to say of it."""
    if step == "send_back":
        send_back(act(), case, submitted, remark=remark)
        return _("Đã trả lại cho người soạn.")
    if step != "issue_approved":
        approve_answer(act(), case, submitted)
    if step == "approve":
        return _("Đã duyệt câu trả lời.")
    issue_answer(act(), case, submitted)
    return _("Đã gửi câu trả lời.")


def answer_read(case: Case, seen_version: int) -> Answer:
    """The answer as it was read; one that was changed since is to be read again first."""
    found = current_answer(act(), case)
    if found is None or found.version != seen_version:
        raise ChangedMeanwhile(case.reference)
    return found


@blueprint.post("/cases/<reference>/answer/files/<int:file_id>/drop")
@commits
def drop_file(reference: str, file_id: int) -> ResponseReturnValue:
    """Take a file off the answer that is being written."""
    case = seen_case(reference)
    draft = current_answer(act(), case) or abort(404)
    drop_from_answer(act(), case, draft, file_id=file_id)
    flash(_("Đã bỏ tệp."), "success")
    return redirect(url_for("desk.answer", reference=reference), 303)


@blueprint.get("/cases/<reference>/answer.pdf")
def answer_pdf(reference: str) -> ResponseReturnValue:
    """The saved answer as the formal document it will be; a draft has no number yet."""
    case = seen_case(reference)
    check_reader(case)
    found = current_answer(act(), case) or abort(404)
    document = answer_document(act(), case, found, office_address=office().address)
    pdf = BytesIO(ports().printer.answer(document))
    name = f"{case.reference}.pdf"
    return send_file(pdf, mimetype="application/pdf", as_attachment=True, download_name=name)


def check_reader(case: Case) -> None:
    """A draft is read by those who write and approve in the unit, not by all who see the case."""
    if not actor().may(Permission.APPROVE_ANSWER, case.unit_id):
        require(actor(), Permission.WRITE_ANSWER, case)
