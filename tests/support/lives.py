"""Random lives of cases, lived through the services: whatever may happen to a case happens to some of them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import IllegalAnswerStep, SamePerson
from portal.domain.kinds import MAIN_KINDS, ReplyBy
from portal.domain.people import SENDER, SYSTEM, Actor, Appointment
from portal.domain.permissions import Role
from portal.domain.ratings import Level, Rating
from portal.domain.states import Outcome, State
from portal.domain.workflow import IllegalStep, MissingFact
from portal.models.case import Case
from portal.queries.settings import Settings, load_settings
from portal.services.act import Act
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.ask_sender import ask_sender, expire_wait, reply
from portal.services.end_case import close_case, withdraw_case
from portal.services.errors import ServiceError
from portal.services.open_case import NewSender, open_case
from portal.services.publish_answer import (
    PublicText,
    decline_publication,
    draft_publication,
    publish,
    take_off_page,
)
from portal.services.rate_answer import rate_answer
from portal.services.reclassify_case import reclassify_case
from portal.services.record_resolution import withdraw_resolution
from portal.services.reopen_case import refuse_reopening, reopen, request_reopening
from portal.services.route_case import Destination, return_case, route_by_hand
from portal.services.take_case import accept_case
from tests.factories import CAST, category_id, divert_case, new_case, resolve

UNITS = ("QLNL", "QLTM", "TB", "TP")
CATEGORIES = ("electricity", "fuel", "roads", "land")
WHY = "Lý do ghi trong hồ sơ."
REFUSED = (ServiceError, IllegalStep, MissingFact, IllegalAnswerStep, SamePerson)
ENDED = {State.NOT_ACCEPTED, State.HANDED_OVER, State.WITHDRAWN, State.MERGED, State.DIVERTED}
Step = Callable[[Case], object]


def allowed_everything(session: Session, role: str) -> Actor:
    """A member of the cast with every role in every unit: lives are about cases, not about rights."""
    settings = load_settings(session)
    account_id = next(each.id for each in settings.people.values() if each.email == CAST[role])
    root = settings.unit_by_code("BA")
    assert root is not None
    reach = settings.units_below(root.id)
    return Actor(account_id, role, tuple(Appointment(each, root.id, reach) for each in Role))


class Lives:
    """Opens cases and lets things happen to them; deterministic by seed."""

    def __init__(self, session: Session, now: datetime, *, seed: int = 1) -> None:
        self.session, self.now, self.random = session, now, Random(seed)
        self.settings: Settings = load_settings(session)
        self.author = allowed_everything(session, "officer")
        self.approver = allowed_everything(session, "leader")

    def live(self, cases: int) -> None:
        """Open so many cases over three months; up to thirteen things happen to each."""
        until = self.now
        for _ in range(cases):
            self.now = until - timedelta(days=self.random.randrange(90), hours=self.random.randrange(8))
            self.go_on(self._open(), steps=self.random.randrange(2, 14))
        self.now = until

    def go_on(self, case: Case, *, steps: int) -> None:
        """Let up to so many things happen to a case, each some hours or days after the last."""
        for _ in range(steps):
            self.now += timedelta(hours=self.random.choice((1, 3, 7, 26, 30, 75)))
            self._happen(case)

    def act(self, actor: Actor) -> Act:
        """An act of this moment."""
        return Act(self.session, actor, self.now, self.settings)

    def _open(self) -> Case:
        reachable = self.random.random() < 0.9
        new = new_case(
            self.session,
            kind=self.random.choice(MAIN_KINDS),
            category_id=category_id(self.session, self.random.choice(CATEGORIES)),
            **({} if reachable else {"sender": NewSender(), "reply_by": ReplyBy.NONE}),
        )
        return open_case(self.act(SENDER), new)

    def _happen(self, case: Case) -> None:
        """One thing that may happen in this state; what the rules refuse has not happened."""
        step = self.random.choice(self._possible(case))
        try:
            with self.session.begin_nested():
                step(case)
        except REFUSED:
            self.session.refresh(case)

    def _possible(self, case: Case) -> tuple[Step, ...]:
        rarely: tuple[Step, ...] = (self._divert,) if self.random.random() < 0.1 else ()
        return (*POSSIBLE[case.state](self), *rarely)

    def _accept(self, case: Case) -> None:
        accept_case(self.act(self.author), case)

    def _route(self, case: Case) -> None:
        unit = self.settings.unit_by_code(self.random.choice(UNITS))
        assert unit is not None
        route_by_hand(self.act(self.approver), case, Destination(unit.id, WHY))

    def _return(self, case: Case) -> None:
        return_case(self.act(self.author), case, reason=WHY)

    def _reclassify(self, case: Case) -> None:
        kind = self.random.choice(MAIN_KINDS)
        reclassify_case(self.act(self.author), case, kind=kind, category_id=case.category_id, reason=WHY)

    def answer(self, case: Case) -> None:
        """Write, submit, approve and issue an answer, all in one moment."""
        author, approver = self.act(self.author), self.act(self.approver)
        answer = save_draft(author, case, AnswerText("Đã xử lý.", Outcome.HANDLED, apology="Xin lỗi Ông/Bà."))
        submit_answer(author, case, answer)
        approve_answer(approver, case, answer)
        issue_answer(approver, case, answer)

    def _ask(self, case: Case) -> None:
        ask_sender(self.act(self.author), case, text="Xin cho biết số công tơ.")

    def _reply(self, case: Case) -> None:
        reply(self.act(SENDER), case, text="Số 123.")

    def _expire(self, case: Case) -> None:
        expire_wait(self.act(SYSTEM), case, ended_at=self.now)

    def _publish(self, case: Case) -> None:
        text = PublicText("Điện yếu", "Điện yếu kéo dài.", "Đã xử lý.")
        draft = draft_publication(self.act(self.author), case, text, submit=True)
        publish(self.act(self.approver), case, draft)

    def _decline(self, case: Case) -> None:
        decline_publication(self.act(self.approver), case, reason=WHY)

    def _take_off(self, case: Case) -> None:
        take_off_page(self.act(self.approver), case, reason=WHY)

    def _rate(self, case: Case) -> None:
        levels: dict[str, Any] = {
            name: self.random.choice(list(Level)) for name in ("result", "time", "attitude")
        }
        rate_answer(self.act(SENDER), case, Rating(**levels))

    def _resolve(self, case: Case) -> None:
        resolve(self.act(self.author), case)

    def _unresolve(self, case: Case) -> None:
        withdraw_resolution(self.act(self.author), case, reason=WHY)

    def _request(self, case: Case) -> None:
        request_reopening(self.act(SENDER), case, reason=WHY)

    def _reopen(self, case: Case) -> None:
        reopen(self.act(self.approver), case, reason=WHY)

    def _refuse(self, case: Case) -> None:
        refuse_reopening(self.act(self.approver), case, reason=WHY)

    def _close(self, case: Case) -> None:
        close_case(self.act(self.author), case)

    def _withdraw(self, case: Case) -> None:
        withdraw_case(self.act(self.approver), case, reason=WHY)

    def _divert(self, case: Case) -> None:
        divert_case(self.act(self.approver), case, procedure="complaint")


def _nothing(case: Case) -> None:
    """Ended is ended."""


# What may happen in each state, the usual more often.
POSSIBLE: dict[State, Callable[[Lives], Sequence[Step]]] = {
    **{state: lambda _lives: [_nothing] for state in ENDED},
    State.RECEIVED: lambda lives: [lives._route, lives._route, lives._reclassify],
    State.ROUTED: lambda lives: [*[lives._accept] * 5, lives._route, lives._return, lives._reclassify],
    State.IN_PROGRESS: lambda lives: [
        *[lives.answer] * 6,
        *(lives._ask, lives._route, lives._return, lives._reclassify, lives._withdraw),
    ],
    State.WAITING_FOR_SENDER: lambda lives: [lives._reply, lives._expire, lives.answer],
    State.ANSWERED: lambda lives: [
        *[lives._publish] * 3,
        *(lives._decline, lives._rate, lives._request, lives._close, lives._take_off, lives._reopen),
        *(lives._resolve, lives._unresolve),
    ],
    State.CLOSED: lambda lives: [lives._resolve, lives._publish, lives._rate, lives._request, lives._reopen],
    State.REOPEN_REQUESTED: lambda lives: [lives._reopen, lives._reopen, lives._refuse],
}


def all_cases(session: Session) -> list[Case]:
    """Every case as the database has it."""
    session.flush()
    return list(session.scalars(select(Case).order_by(Case.id).execution_options(populate_existing=True)))
