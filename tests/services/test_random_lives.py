"""Random people do random things to a few cases while a worker looks in: whatever happens, the invariants hold."""

from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from portal.domain.answers import IllegalAnswerStep, SamePerson
from portal.domain.states import Outcome, State
from portal.domain.workflow import WorkflowError
from portal.models.case import Case
from portal.services.act import Act
from portal.services.answer_case import AnswerText, save_draft
from portal.services.due_case import due_cases, settle_case
from portal.services.errors import ServiceError
from portal.services.publish_answer import draft_publication
from portal.services.remind import due_clocks, remind
from portal.services.route_case import Destination, route_by_hand
from tests.factories import acting, opened_case, switch, unit_id
from tests.queries.checking import BY_NAME, check, count
from tests.services.who_may import DEEDS, HANDLERS, PUBLIC, WHY, Deed

pytestmark = pytest.mark.usefixtures("standing_office")

STEPS = 220
REFUSALS = (ServiceError, WorkflowError, IllegalAnswerStep, SamePerson)
SORRY = AnswerText("Đã kiểm tra và thay máy biến áp.", Outcome.HANDLED, "Xin lỗi vì chậm trễ.")


def to_energy(act: Act, case: Case) -> None:
    route_by_hand(act, case, Destination(unit_id(act.session, "QLNL"), WHY))


# Those of the table that need nothing but a case in the right state, and what leads towards the end.
BY_DEED = {
    **{deed.name: deed for deed in DEEDS if deed.name != "call back"},
    "route": Deed("route", opened_case, to_energy, {"coordinator"}),
    "draft": Deed("draft", opened_case, lambda act, case: save_draft(act, case, SORRY), HANDLERS),
    "draft public": Deed(
        "draft public",
        opened_case,
        lambda act, case: draft_publication(act, case, PUBLIC, submit=True),
        HANDLERS,
    ),
}
USUAL = {
    State.RECEIVED: ("route",),
    State.ROUTED: ("accept", "accept", "accept", "assign", "return", "re-route"),
    State.IN_PROGRESS: ("draft", "draft", "submit", "submit", "approve", "approve", "issue", "issue", "ask"),
    State.WAITING_FOR_SENDER: ("reply", "draft", "issue"),
    State.ANSWERED: ("draft public", "publish", "decline", "dispute", "close", "reopen"),
    State.CLOSED: ("draft public", "publish", "dispute", "reopen"),
    State.REOPEN_REQUESTED: ("grant", "refuse", "publish"),
}


def deed_for(random: Random, case: Case) -> Deed:
    """Mostly what is usual in its state, now and then anything."""
    usual = USUAL.get(case.state)
    if usual is None or random.random() < 0.1:
        return BY_DEED[random.choice(sorted(BY_DEED))]
    return BY_DEED[random.choice(usual)]


def attempt(session: Session, random: Random, case: Case, now: datetime) -> bool:
    """One act of somebody who may do such things; what is refused leaves nothing behind."""
    deed = deed_for(random, case)
    act = acting(session, random.choice(sorted(deed.who)), now)
    try:
        deed.do(act, case)
        session.commit()
    except REFUSALS:
        session.rollback()
        return False
    return True


def look_in(session: Session, now: datetime) -> None:
    """A worker's round; what it has looked at is not due again at once."""
    act = acting(session, "system", now)
    for case_id in due_cases(session, now):
        settle_case(act, case_id)
    for key in due_clocks(session, now):
        remind(act, key)
    session.commit()
    assert not due_cases(session, now)
    assert not due_clocks(session, now)


@pytest.mark.parametrize("satisfied_by", ["written", "public"])
def test_whatever_happens_the_invariants_hold(session: Session, now: datetime, satisfied_by: str) -> None:
    random, done = Random(20), 0
    switch(session, "satisfied_by", satisfied_by)
    cases = [opened_case(session, now) for _ in range(4)]
    session.commit()
    for _ in range(STEPS):
        now += timedelta(minutes=random.choice((5, 60, 240, 900)))
        look_in(session, now)
        done += attempt(session, random, random.choice(cases), now)
    count(session, now)
    assert [breach for name in BY_NAME for breach in check(session, name, now)[1]] == []
    assert done > STEPS / 5
