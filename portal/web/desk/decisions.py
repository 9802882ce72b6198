"""Deciding what waits on the page of approvals, one by one or several answers at once."""

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.bulk import BulkKind
from portal.queries.approvals import Answer, Case
from portal.services.answer_case import approve_answer, current_answer, issue_answer, send_back
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.prepare_publication import check_stand
from portal.services.publish_answer import current_draft, publish, send_publication_back
from portal.services.refuse_case import decline_refusal, refuse_case
from portal.services.reopen_case import refuse_reopening, reopen
from portal.services.transition import check_seen
from portal.web.desk.approvals import DecisionForm, Tried, approvals_page
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.desk.case_filter import place_asked, place_query
from portal.web.desk.many_cases import planned, ticked
from portal.web.desk.wholly import attempt
from portal.web.shared.acting import act, commits
from portal.web.shared.form import checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.office import contacts_of_office
from portal.web.shared.refusals import CONFLICT, refusal_words, rule_words
from portal.web.shared.sentences import _

UNSOUND = 422

Decide = Callable[[Case, DecisionForm], str]


@blueprint.post("/approvals/answers/<reference>")
@checks_itself
@commits
def decide_waiting_answer(reference: str) -> ResponseReturnValue:
    """Approve and issue, approve alone, or send back with a remark."""
    return decided("answers", reference, {"issue": _issue, "approve": _approve, "send_back": _send_back})


@blueprint.post("/approvals/publications/<reference>")
@checks_itself
@commits
def decide_waiting_publication(reference: str) -> ResponseReturnValue:
    """Publish a public version, or send it back with a remark."""
    return decided("publications", reference, {"publish": _publish, "send_back": _send_version_back})


@blueprint.post("/approvals/reopenings/<reference>")
@checks_itself
@commits
def decide_waiting_reopening(reference: str) -> ResponseReturnValue:
    """Grant or refuse a request to look again, with the reason."""
    return decided("reopenings", reference, {"grant": _grant, "refuse": _refuse})


@blueprint.post("/approvals/refusals/<reference>")
@checks_itself
@commits
def decide_waiting_refusal(reference: str) -> ResponseReturnValue:
    """Agree that a case is not accepted, with the words for its sender, or say no to the proposal."""
    return decided("refusals", reference, {"agree": _agree, "decline": _decline})


@blueprint.post("/approvals/answers")
@commits
def decide_waiting_answers() -> ResponseReturnValue:
    """Have all ticked answers approved and issued, once it was shown which of them can be."""
    return planned(BulkKind.ISSUE, ticked("answer"), {})


def decided(heap: str, reference: str, ways: Mapping[str, Decide]) -> ResponseReturnValue:
    """Take one decision; what cannot be taken comes back with everything typed."""
    case, form = seen_case(reference), DecisionForm()
    decide = ways.get(request.form.get("step", ""))
    if decide is None:
        abort(400)
    if not form.is_sound():
        return approvals_page(heap, tried=Tried(reference, form)), UNSOUND
    done: list[str] = []
    error = attempt(lambda: done.append(decide(case, form)))
    if error is not None:
        return refused(heap, reference, form, error=error)
    flash(f"{reference}: {done[0]}", "success")
    return back(heap)


def refused(heap: str, reference: str, form: DecisionForm, *, error: Exception) -> ResponseReturnValue:
    """The page again, with what was typed and why it could not be done."""
    if isinstance(error, NotPermitted):
        raise error
    if isinstance(error, RuleBroken):
        form.complain("words" if error.field == "text" else "remark", rule_words(error))
        return approvals_page(heap, tried=Tried(reference, form)), UNSOUND
    form.complain("", f"{reference}: {refusal_words(error)}")
    return approvals_page(heap, tried=Tried(reference, form)), CONFLICT


def back(heap: str) -> ResponseReturnValue:
    """To the page one came from."""
    place = place_asked()
    return redirect(url_for("desk.approvals", show=heap, **(place_query(place) if place else {})), 303)


def _waiting_answer(case: Case, seen: str) -> Answer:
    """The answer as it was read; another wording is not approved unread. Raises ChangedMeanwhile."""
    answer = current_answer(act(), case)
    if answer is None or str(answer.version) != seen:
        raise ChangedMeanwhile(case.reference)
    return answer


def _approve(case: Case, form: DecisionForm) -> str:
    approve_answer(act(), case, _waiting_answer(case, form.seen.data))
    return _("đã duyệt.")


def _issue(case: Case, form: DecisionForm) -> str:
    _approve_and_issue(case, form.seen.data)
    return _("đã duyệt và gửi câu trả lời.")


def _approve_and_issue(case: Case, seen: str) -> None:
    answer = _waiting_answer(case, seen)
    approve_answer(act(), case, answer)
    issue_answer(act(), case, answer)


def _send_back(case: Case, form: DecisionForm) -> str:
    send_back(act(), case, _waiting_answer(case, form.seen.data), remark=form.remark.data)
    return _("đã trả lại cho người soạn.")


def _publish(case: Case, form: DecisionForm) -> str:
    check_stand(act(), case, form.seen.data)
    draft = current_draft(act(), case)
    if draft is None:
        raise ChangedMeanwhile(case.reference)
    publish(act(), case, draft, office=contacts_of_office())
    return _("đã công khai câu trả lời.")


def _send_version_back(case: Case, form: DecisionForm) -> str:
    check_stand(act(), case, form.seen.data)
    draft = current_draft(act(), case)
    if draft is None:
        raise ChangedMeanwhile(case.reference)
    send_publication_back(act(), case, draft, remark=form.remark.data)
    return _("đã trả lại bản công khai cho người soạn.")


def _grant(case: Case, form: DecisionForm) -> str:
    check_seen(case, _number(form))
    _want_reason(form)
    reopen(act(), case, reason=form.remark.data)
    return _("đã chấp nhận đề nghị xem xét lại.")


def _refuse(case: Case, form: DecisionForm) -> str:
    check_seen(case, _number(form))
    _want_reason(form)
    refuse_reopening(act(), case, reason=form.remark.data)
    return _("đã từ chối đề nghị xem xét lại.")


def _agree(case: Case, form: DecisionForm) -> str:
    check_seen(case, _number(form))
    refuse_case(act(), case, text=form.words.data)
    return _("đã quyết định không tiếp nhận và báo người gửi.")


def _decline(case: Case, form: DecisionForm) -> str:
    check_seen(case, _number(form))
    _want_reason(form)
    decline_refusal(act(), case, text=form.remark.data)
    return _("hồ sơ tiếp tục được xử lý, người đề xuất được báo.")


def _number(form: DecisionForm) -> int:
    return whole(form.seen.data) or 0


def _want_reason(form: DecisionForm) -> None:
    if not form.remark.data:
        raise RuleBroken("reason", "missing")
