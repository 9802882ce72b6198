"""What the page of an answer shows: the editor, or the text to be approved or issued, beside the sender's words."""

from typing import Any

from flask import current_app, render_template, request

from portal.domain.answers import AnswerStatus
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.domain.verdict import is_overdue
from portal.queries.case_file import Answer, Case, CaseFile
from portal.queries.clocks import deadline_of
from portal.queries.published import Publication, published_by_ids
from portal.services.answer_case import AnswerText, can_be_answered
from portal.services.preview_answer import Preview, preview_answer
from portal.services.word_message import Office
from portal.web.desk.answer_form import AnswerForm, DecisionForm, begun_form
from portal.web.desk.answer_help import help_with
from portal.web.desk.case_files import file_views
from portal.web.desk.next_steps import may
from portal.web.shared.acting import act, actor, now, session, settings
from portal.web.shared.differences import differences
from portal.web.shared.due import due_view
from portal.web.shared.numbers import whole
from portal.web.shared.sent_drafts import drafts_done
from portal.web.shared.staff_timeline import staff_timeline

EDITABLE = {None, AnswerStatus.DRAFT, AnswerStatus.SENT_BACK}


def answer_page(
    file: CaseFile,
    form: AnswerForm | None = None,
    *,
    decision: DecisionForm | None = None,
    preview: bool = False,
    overtaken: bool = False,
) -> str:
    """The page with everything that was typed; `overtaken` shows beside it what another has saved."""
    case, answer = file.case, file.answer
    pattern = pattern_asked()
    due_on = owed_since(file)
    editable = may_edit(file)
    mine = form or begun_editor(file, pattern)
    changes = None
    if overtaken and answer is not None:
        mine.seen.data, changes = str(answer.version), differences(answer.body, mine.body.data)
    text = mine.text if editable else saved_text(answer)
    return render_template(
        "desk/answer.html",
        file=file,
        case=case,
        answer=answer,
        form=mine,
        decision=decision or begun_decision(answer),
        wrong=at_fault(mine, decision),
        editable=editable,
        may=permissions(file),
        due=due_view(case),
        owes_apology=due_on is not None,
        pattern=pattern,
        previews=sent_as(case, text) if preview or not editable else (),
        saved=text,
        changes=changes,
        drafts_done=drafts_done(),
        help=help_with(case, text, list(mine.texts.values()), hinting=editable),
        **beside(file),
    )


def at_fault(editor: AnswerForm, decision: DecisionForm | None) -> AnswerForm | DecisionForm:
    """The form whose errors the page tells."""
    return decision if decision and decision.errors and not editor.errors else editor


def begun_editor(file: CaseFile, pattern: Publication | None) -> AnswerForm:
    """The answer as it stands saved, or begun from a published one."""
    like = pattern.answer if pattern else ""
    return begun_form(file.case, file.answer, like=like, due_on=owed_since(file))


def begun_decision(answer: Answer | None) -> DecisionForm:
    """An empty decision about the answer as it is shown."""
    return DecisionForm(formdata=None, data={"seen": str(answer.version if answer else 0)})


def beside(file: CaseFile) -> dict[str, Any]:
    """What stands beside the answer: its files, the sender's, and what happened lately."""
    return {
        "files": file_views(file.case, file.files_of(file.answer)) if file.answer else [],
        "sender_files": file_views(file.case, file.files_of(None)),
        "recent": staff_timeline(file.events)[:6],
    }


def permissions(file: CaseFile) -> dict[str, bool]:
    """What this person may do with the answer as it stands."""
    status = file.answer.status if file.answer else None
    approver = may(Permission.APPROVE_ANSWER, file)
    return {
        "approve": status is AnswerStatus.SUBMITTED and approver and not written_by_me(file),
        "send_back": status in {AnswerStatus.SUBMITTED, AnswerStatus.APPROVED} and approver,
        "issue": status is AnswerStatus.APPROVED and may(Permission.WRITE_ANSWER, file),
        "own": status is AnswerStatus.SUBMITTED and approver and written_by_me(file),
    }


def may_edit(file: CaseFile) -> bool:
    """Whether this person may write the answer of the present round."""
    status = file.answer.status if file.answer else None
    return status in EDITABLE and can_be_answered(file.case) and may(Permission.WRITE_ANSWER, file)


def written_by_me(file: CaseFile) -> bool:
    """Whether this person wrote the answer and two people are required (rules §5)."""
    policy = settings().unit_policy(file.case.unit_id, local_day(now()))
    return policy.two_persons and file.answer is not None and file.answer.author_id == actor().account_id


def owed_since(file: CaseFile) -> Any:
    """The due date that an answer given now would miss; None when it comes in time."""
    clock = file.answer_clock
    if clock is None or clock.satisfied_at is not None or clock.stopped:
        return None
    return clock.due_on if is_overdue(deadline_of(settings(), clock), now()) else None


def saved_text(answer: Answer | None) -> AnswerText:
    """The answer as it stands saved."""
    if answer is None:
        return AnswerText("", None)
    return AnswerText(answer.body, answer.outcome, answer.apology, answer.as_document)


def pattern_asked() -> Publication | None:
    """The published answer that the author wants to start from."""
    number = whole(request.args.get("like"))
    return next(iter(published_by_ids(session(), [number])), None) if number else None


def sent_as(case: Case, text: AnswerText) -> tuple[Preview, ...]:
    """The messages as the sender will read them, the way the answer will take first."""
    config = current_app.config
    sender = Office(config["OFFICE_NAME"], config["OFFICE_HOTLINE"], config["BASE_URL"].rstrip("/"), b"")
    return preview_answer(act(), case, text, office=sender)
