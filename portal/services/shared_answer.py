"""One answer for all who sent the same matter: what it may not say, and how each of them gets it (rules §2)."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.answers import AnswerStatus
from portal.domain.policies import Leg
from portal.domain.privacy.detect import find_personal_data
from portal.domain.privacy.finding import PersonalData
from portal.domain.text import fold
from portal.models.answer import Answer
from portal.models.case import Case, Sender
from portal.models.message import CallBack
from portal.services.act import Act
from portal.services.answer_record import keep_version, note_first_answer, record_answered
from portal.services.clocks import closing_moment, is_late, running, satisfy, stop_all
from portal.services.figure_marks import mark_figures
from portal.services.messages import tell_sender


@dataclass(frozen=True, slots=True)
class Shared:
    """The words that go to the sender of a merged case, and the answer of the main case they come from."""

    body: str
    answer: Answer
    apology: str = ""


def tells_of(sender: Sender, text: str) -> bool:
    """Whether a text names a sender or says how to reach them, in whatever writing."""
    found = find_personal_data(text, sender_name=sender.name)
    if any(each.kind is PersonalData.SENDER_NAME for each in found):
        return True
    digits = sender.phone.removeprefix("+84")
    numbers = ["".join(char for char in each.text if char.isdigit()) for each in found]
    folded = fold(text)
    return bool(
        (digits and any(digits in number for number in numbers))
        or (sender.email and fold(sender.email) in folded)
        or (sender.address and fold(sender.address) in folded)
    )


def give_shared(act: Act, case: Case, shared: Shared) -> Answer:
    """Answer a merged case with the words of its main case; its own clock is judged, its sender told."""
    late = any(is_late(act, clock) for clock in running(act.session, case.id, Leg.ANSWER))
    answer = _answer(act, case, shared, apology=shared.apology if late else "")
    note_first_answer(act, case)
    satisfied = satisfy(act, case, Leg.ANSWER)
    stop_all(act, case)  # nobody takes or forwards it any more
    record_answered(act.as_system(), case, answer, satisfied=satisfied)
    case.answer_status = AnswerStatus.ISSUED
    case.check_after = closing_moment(act, case)
    mark_figures(act, case)
    if tell_sender(act, case, "answered", answer_id=answer.id) is None and not case.for_reference:
        act.session.add(CallBack(case_id=case.id, unit_id=case.unit_id, next_try_on=act.today))
    return answer


def _answer(act: Act, case: Case, shared: Shared, *, apology: str) -> Answer:
    """The answer of the case's present round; a draft somebody had begun keeps its versions beneath it."""
    round_ = case.reopened_count + 1
    begun = select(Answer).where(Answer.case_id == case.id, Answer.round == round_)
    answer = act.session.scalars(begun).one_or_none()
    if answer is None:
        answer = Answer(case_id=case.id, round=round_, version=0)
        act.session.add(answer)
    main = shared.answer
    answer.status, answer.outcome = AnswerStatus.ISSUED, main.outcome
    answer.body, answer.apology = shared.body, apology
    answer.author_id, answer.submitted_at = main.author_id, main.submitted_at
    answer.approver_id, answer.approved_at = main.approver_id, main.approved_at
    answer.issued_at, answer.issued_by_id = act.now, act.actor.account_id
    keep_version(act, answer)
    return answer
