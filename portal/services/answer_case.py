"""Answering: draft, submit, approve or send back, issue to the sender (rules §5)."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.answers import AnswerStatus, AnswerStep, after_step, check_two_persons
from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.policies import Leg, SatisfiedBy
from portal.domain.states import Outcome, State
from portal.domain.text import nfc
from portal.domain.workflow import IllegalStep
from portal.models.answer import Answer
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.message import CallBack
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.answer_record import keep_version, note_first_answer, record_answered
from portal.services.clocks import (
    closing_moment,
    is_late,
    resume,
    running,
    satisfy,
    stop_leg,
)
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.merge_case import merged_into
from portal.services.messages import tell_sender, tell_staff
from portal.services.numbering import next_number
from portal.services.shared_answer import Shared, give_shared, tells_of
from portal.services.split_case import check_parts_answered, note_part_answered
from portal.services.transition import record, require

LONGEST_ANSWER = 20_000


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What the author wrote."""

    body: str
    outcome: Outcome | None
    apology: str = ""
    as_document: bool = False


def current_answer(act: Act, case: Case) -> Answer | None:
    """The answer of the case's present round, if anybody has begun it."""
    return act.session.scalars(
        select(Answer).where(Answer.case_id == case.id, Answer.round == round_of(case))
    ).one_or_none()


def round_of(case: Case) -> int:
    """The round a case is in: 1, and one more for each reopening."""
    return case.reopened_count + 1


def save_draft(act: Act, case: Case, text: AnswerText, *, seen_version: int | None = None) -> Answer:
    """Keep what the author wrote as a new version. Raises ChangedMeanwhile when another has saved since.

    Raises IllegalStep for a case that is not being worked on, IllegalAnswerStep for a text before the approver.
    """
    require(act.actor, Permission.WRITE_ANSWER, case)
    if len(text.body) > LONGEST_ANSWER:
        raise RuleBroken("body", "too_long")
    if not can_be_answered(case):
        raise IllegalStep(EventKind.ANSWER_DRAFTED, case.state)
    answer = current_answer(act, case)
    if answer is None:
        answer = Answer(case_id=case.id, round=round_of(case), version=0, status=AnswerStatus.DRAFT)
        act.session.add(answer)
        act.session.flush()
        record(act, case, EventKind.ANSWER_DRAFTED, answer_id=answer.id)
    elif seen_version is not None and answer.version != seen_version:
        raise ChangedMeanwhile(case.reference)
    answer.status = after_step(AnswerStep.SAVE, answer.status)
    _write(act, answer, text)
    case.answer_status = answer.status
    return answer


def _write(act: Act, answer: Answer, text: AnswerText) -> None:
    answer.body, answer.apology = nfc(text.body).strip(), nfc(text.apology).strip()
    answer.outcome, answer.as_document = text.outcome, text.as_document
    answer.author_id = act.actor.account_id
    keep_version(act, answer)


def submit_answer(act: Act, case: Case, answer: Answer) -> None:
    """Put a finished draft before the approver. Raises RuleBroken when something is missing."""
    require(act.actor, Permission.WRITE_ANSWER, case)
    _check_complete(act, case, answer)
    _step(case, answer, AnswerStep.SUBMIT)
    answer.submitted_at = act.now
    record(act, case, EventKind.ANSWER_SUBMITTED, answer_id=answer.id, version=answer.version)
    tell_staff(act, case, "staff_awaiting_approval", to=approvers(act, case, answer))


def _check_complete(act: Act, case: Case, answer: Answer) -> None:
    if not answer.body:
        raise RuleBroken("body", "missing")
    if answer.outcome is None:
        raise RuleBroken("outcome", "missing")
    if owes_apology(act, case) and not answer.apology:
        raise RuleBroken("apology", "missing")
    check_parts_answered(act, case)
    if merged_into(act, case) and tells_of(case.sender, f"{answer.body}\n{answer.apology}"):
        raise RuleBroken("body", "names_sender")


def owes_apology(act: Act, case: Case) -> bool:
    """Whether an answer given now comes late, and so owes an apology with the reason (rules §3)."""
    clocks = running(act.session, case.id, Leg.ANSWER)
    if any(is_late(act, clock) for clock in clocks):
        return True
    return any(act.now >= each.due_at for each in merged_into(act, case))


def approvers(act: Act, case: Case, answer: Answer) -> list[Person]:
    """Who may approve: the leaders of the unit, else of the nearest unit above with another person."""
    for unit_id in act.settings.unit_chain(case.unit_id):
        leaders = act.settings.holders(Role.LEADER, {unit_id}, act.today)
        others = [leader for leader in leaders if leader.id != answer.author_id]
        if others:
            return others
    return []


def send_back(act: Act, case: Case, answer: Answer, *, remark: str) -> None:
    """Return a submitted answer to its author with a remark. Raises RuleBroken without one."""
    require(act.actor, Permission.APPROVE_ANSWER, case)
    if not remark.strip():
        raise RuleBroken("remark", "missing")
    _step(case, answer, AnswerStep.SEND_BACK)
    answer.remark, answer.approver_id, answer.approved_at = remark.strip(), None, None
    record(act, case, EventKind.ANSWER_SENT_BACK, answer_id=answer.id, remark=remark.strip())
    author = act.settings.people.get(answer.author_id) if answer.author_id else None
    tell_staff(act, case, "staff_sent_back", to=[author] if author else [])


def approve_answer(act: Act, case: Case, answer: Answer) -> None:
    """Approve a submitted answer. Raises SamePerson for its author where two people are required."""
    require(act.actor, Permission.APPROVE_ANSWER, case)
    policy = act.settings.unit_policy(case.unit_id, act.today)
    check_two_persons(
        author_id=answer.author_id, approver_id=act.actor.account_id, required=policy.two_persons
    )
    _check_complete(act, case, answer)
    _step(case, answer, AnswerStep.APPROVE)
    answer.approver_id, answer.approved_at, answer.remark = act.actor.account_id, act.now, ""
    record(act, case, EventKind.ANSWER_APPROVED, answer_id=answer.id, version=answer.version)


def issue_answer(act: Act, case: Case, answer: Answer) -> None:
    """Issue an approved answer: numbered when it is a document, sent, the clock satisfied.

    Raises IllegalAnswerStep before approval, RuleBroken when it became late without an apology.
    """
    require(act.actor, Permission.WRITE_ANSWER, case)
    _check_complete(act, case, answer)
    _step(case, answer, AnswerStep.ISSUE)
    answer.issued_at, answer.issued_by_id = act.now, act.actor.account_id
    if answer.as_document:
        _number(act, case, answer)
    if case.state is State.WAITING_FOR_SENDER:
        resume(act, case, ended_at=act.now)
    note_first_answer(act, case)
    satisfied = _satisfy(act, case)
    stop_leg(act, case, Leg.INTERIM_NOTICE)
    record_answered(act, case, answer, satisfied=satisfied)
    case.check_after = closing_moment(act, case)
    mark_figures(act, case)
    _tell(act, case, answer)
    for merged in merged_into(act, case):
        give_shared(act, merged, Shared(answer.body, answer, answer.apology))
    if case.parent_id is not None:
        note_part_answered(act, case)


def _step(case: Case, answer: Answer, step: AnswerStep) -> None:
    answer.status = after_step(step, answer.status)
    case.answer_status = answer.status


def _number(act: Act, case: Case, answer: Answer) -> None:
    """The next number of the unit's yearly series of documents (law §4.4)."""
    unit = act.settings.units[case.unit_id]
    answer.numbering_unit_id, answer.document_year = unit.id, act.today.year
    answer.document_number = next_number(act.session, "document", unit.id, year=act.today.year)
    answer.document_symbol = unit.symbol or unit.code


def _satisfy(act: Act, case: Case) -> CaseClock | None:
    """The written answer satisfies the clock unless the unit's policy waits for the public one."""
    policy = act.settings.unit_policy(case.receiving_unit_id, act.today)
    public_done = case.published_at is not None or case.publication_declined
    # Of a part nothing is published but within the answer of the whole.
    if policy.satisfied_by is SatisfiedBy.WRITTEN or public_done or case.parent_id is not None:
        return satisfy(act, case, Leg.ANSWER)
    return None


def _tell(act: Act, case: Case, answer: Answer) -> None:
    """Send the answer; who cannot be written to comes on the call-back list."""
    if tell_sender(act, case, "answered", answer_id=answer.id) is not None or case.for_reference:
        return
    if case.parent_id is not None:  # only the whole talks to the sender
        return
    act.session.add(CallBack(case_id=case.id, unit_id=case.unit_id, next_try_on=act.today))


def can_be_answered(case: Case) -> bool:
    """Whether the case stands where an answer may be written."""
    return case.state in (State.IN_PROGRESS, State.WAITING_FOR_SENDER)
