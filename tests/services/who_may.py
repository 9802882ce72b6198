"""Every act with a case on which it can be done, and who of the cast may do it (rules §2, §13)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind, ReplyBy
from portal.domain.states import Outcome
from portal.models.case import Case
from portal.models.message import CallBack
from portal.services.act import Act
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    current_answer,
    issue_answer,
    save_draft,
    send_back,
    submit_answer,
)
from portal.services.ask_sender import ask_sender, reply
from portal.services.chase_case import chase_case
from portal.services.end_case import close_case, withdraw_case
from portal.services.errors import RuleBroken
from portal.services.note_case import attach_call, call_back, note_case
from portal.services.open_case import NewSender
from portal.services.publish_answer import (
    PublicText,
    current_draft,
    decline_publication,
    draft_publication,
    publish,
    send_publication_back,
    withdraw_publication,
)
from portal.services.reclassify_case import reclassify_case
from portal.services.record_resolution import withdraw_resolution
from portal.services.reopen_case import refuse_reopening, reopen, request_reopening
from portal.services.route_case import Destination, return_case, route_by_hand
from portal.services.take_case import accept_case, assign_case
from tests.factories import (
    CAST,
    accepted_case,
    acting,
    answered_case,
    divert_case,
    opened_case,
    published_case,
    resolve,
    resolved_case,
    unit_id,
)
from tests.support.records import account_of

T = TypeVar("T")
Maker = Callable[[Session, datetime], Case]

EVERYBODY = (*CAST, "sender", "system")
HANDLERS = {"officer", "colleague", "leader", "director"}
LEADERS = {"leader", "director"}
DESK = HANDLERS | {"operator", "coordinator"}
TEXT = AnswerText("Đã kiểm tra và thay máy biến áp.", Outcome.HANDLED)
PUBLIC = PublicText("Điện yếu", "Điện tại một ấp yếu kéo dài.", "Đã thay máy biến áp.")
WHY = "Có lý do"


@dataclass(frozen=True)
class Deed:
    """One act: on what case, what is done, and who may."""

    name: str
    case: Maker
    do: Callable[[Act, Case], object]
    who: set[str]


def unrouted(session: Session, now: datetime) -> Case:
    return opened_case(session, now, category_id=None)


def waiting(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    ask_sender(acting(session, "officer", now), case, text="Ở ấp nào?")
    return case


def drafted(session: Session, now: datetime) -> Case:
    case = accepted_case(session, now)
    save_draft(acting(session, "officer", now), case, TEXT)
    return case


def submitted(session: Session, now: datetime) -> Case:
    case = drafted(session, now)
    on_answer(submit_answer)(acting(session, "officer", now), case)
    return case


def approved(session: Session, now: datetime) -> Case:
    case = submitted(session, now)
    on_answer(approve_answer)(acting(session, "leader", now), case)
    return case


def to_publish(session: Session, now: datetime) -> Case:
    case = answered_case(session, now)
    draft_publication(acting(session, "officer", now), case, PUBLIC, submit=True)
    return case


def disputed(session: Session, now: datetime) -> Case:
    case = answered_case(session, now)
    request_reopening(acting(session, "sender", now), case, reason=WHY)
    return case


def to_call(session: Session, now: datetime) -> Case:
    return answered_case(session, now, sender=NewSender(phone="0912 000 345"), reply_by=ReplyBy.PHONE)


def there(text: T | None) -> T:
    """The answer or public version, which a page would not offer a step for if there were none."""
    if text is None:
        raise RuleBroken("text", "missing")
    return text


def on_answer(step: Callable[..., None], **given: str) -> Callable[[Act, Case], None]:
    """A step with the case's present answer."""
    return lambda act, case: step(act, case, there(current_answer(act, case)), **given)


def on_publication(step: Callable[..., None], **given: str) -> Callable[[Act, Case], None]:
    """A step with the case's public version in the making."""
    return lambda act, case: step(act, case, there(current_draft(act, case)), **given)


def to_commune(act: Act, case: Case) -> None:
    # An hour after it was entered: the operator's own choice at entry is another matter.
    later = Act(act.session, act.actor, act.now + timedelta(hours=1), act.settings)
    route_by_hand(later, case, Destination(unit_id(act.session, "TB"), WHY))


def give_to_colleague(act: Act, case: Case) -> None:
    assign_case(act, case, officer_id=account_of(act.session, "colleague").id)


def ring(act: Act, case: Case) -> None:
    row = act.session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()
    call_back(act, case, row, reached=True)


def change_kind(act: Act, case: Case) -> None:
    reclassify_case(act, case, kind=Kind.QUESTION, category_id=case.category_id, reason=WHY)


DEEDS = (
    Deed("route", unrouted, to_commune, {"coordinator"}),
    Deed("re-route", accepted_case, to_commune, {"coordinator"}),
    Deed("accept", opened_case, accept_case, HANDLERS),
    Deed("assign", opened_case, give_to_colleague, LEADERS | {"coordinator", "system"}),
    Deed("return", opened_case, lambda act, case: return_case(act, case, reason=WHY), HANDLERS),
    Deed("reclassify", opened_case, change_kind, HANDLERS | {"coordinator"}),
    Deed("ask", accepted_case, lambda act, case: ask_sender(act, case, text="Ở đâu?"), HANDLERS),
    Deed("reply", waiting, lambda act, case: reply(act, case, text="Ấp 1"), DESK | {"overseer", "sender"}),
    Deed("draft", accepted_case, lambda act, case: save_draft(act, case, TEXT), HANDLERS),
    Deed("submit", drafted, on_answer(submit_answer), HANDLERS),
    Deed("approve", submitted, on_answer(approve_answer), LEADERS),
    Deed("send back", submitted, on_answer(send_back, remark=WHY), LEADERS),
    Deed("issue", approved, on_answer(issue_answer), HANDLERS),
    Deed("draft public", answered_case, lambda act, case: draft_publication(act, case, PUBLIC), HANDLERS),
    Deed("publish", to_publish, on_publication(publish), LEADERS | {"coordinator"}),
    Deed("unsubmit", to_publish, on_publication(send_publication_back, remark=WHY), LEADERS | {"coordinator"}),
    Deed("unpublish", published_case, lambda act, case: withdraw_publication(act, case, reason=WHY),
         LEADERS | {"coordinator"}),
    Deed("decline", answered_case, lambda act, case: decline_publication(act, case, reason=WHY), LEADERS),
    Deed("close", answered_case, close_case, HANDLERS | {"system"}),
    Deed("dispute", answered_case, lambda act, case: request_reopening(act, case, reason=WHY),
         DESK | {"overseer", "sender"}),
    Deed("grant", disputed, lambda act, case: reopen(act, case, reason=WHY), LEADERS),
    Deed("refuse", disputed, lambda act, case: refuse_reopening(act, case, reason=WHY), LEADERS),
    Deed("reopen", answered_case, lambda act, case: reopen(act, case, reason=WHY), {"overseer"}),
    Deed("withdraw", opened_case, lambda act, case: withdraw_case(act, case, reason=WHY), DESK | {"sender"}),
    Deed("divert", opened_case, lambda act, case: divert_case(act, case, procedure="complaint"), DESK),
    Deed("note", opened_case, lambda act, case: note_case(act, case, text=WHY), DESK | {"overseer"}),
    Deed("attach", opened_case, lambda act, case: attach_call(act, case, text=WHY), DESK | {"overseer"}),
    Deed("resolve", answered_case, resolve, HANDLERS),
    Deed("unresolve", resolved_case, lambda act, case: withdraw_resolution(act, case, reason=WHY), HANDLERS),
    # A leader of the unit itself does not chase, one above does.
    Deed("chase", opened_case, lambda act, case: chase_case(act, case, text=WHY), {"overseer", "director"}),
    Deed("call back", to_call, ring, DESK),
)  # fmt: skip
