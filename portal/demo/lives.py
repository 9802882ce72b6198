"""The life of one demo case, lived through the same services as a real one, at moments of the past."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from portal.demo.stories import Story, names
from portal.domain.kinds import Channel, ReplyBy, SenderKind
from portal.domain.people import SENDER, SYSTEM, Actor
from portal.domain.permissions import Role
from portal.domain.states import State
from portal.domain.time import VIETNAM, local_day
from portal.models.case import Case
from portal.ports import Ports
from portal.queries.actors import actor_for
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.answer_case import (
    AnswerText,
    approve_answer,
    issue_answer,
    owes_apology,
    save_draft,
    submit_answer,
)
from portal.services.ask_sender import ask_sender, reply
from portal.services.divert_case import divert_case
from portal.services.end_case import close_case, withdraw_case
from portal.services.note_case import note_case
from portal.services.open_case import NewCase, NewSender, open_case
from portal.services.publish_answer import PublicText, draft_publication, publish
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import may_request, refuse_reopening, reopen, request_reopening
from portal.services.route_case import Destination, return_case, route_by_hand
from portal.services.take_case import accept_case

USUAL_APOLOGY = (
    "Do phải kiểm tra thực tế nhiều lần nên trả lời chậm, đơn vị xin lỗi Ông/Bà về sự chậm trễ này."
)
LOOKED_AGAIN = "\n\nĐơn vị đã kiểm tra lại theo đề nghị của Ông/Bà; nội dung trả lời trên không thay đổi."
RECENT_DAYS = 9
SALUTATION = re.compile(r"^Kính gửi [^\n]*\n+")


@dataclass
class Life:
    """One case from receipt on; every step happens only if its moment has come by now."""

    session: Session
    settings: Settings
    story: Story
    random: Random
    now: datetime
    ports: Ports
    repeated: bool = False

    def act(self, actor: Actor, at: datetime) -> Act:
        """An act at a moment of the past."""
        return Act(self.session, actor, at, self.settings)

    def staff(self, role: Role, unit_code: str, at: datetime) -> Act:
        """An act of somebody who holds a role in a unit or above it."""
        unit = self.settings.unit_by_code(unit_code)
        chain = self.settings.unit_chain(unit.id) if unit else ()
        for unit_id in chain:
            if people := self.settings.holders(role, {unit_id}, local_day(at)):
                # The first of them, whose account visitors try, has most to do.
                person = people[0] if self.random.random() < 0.5 else self.random.choice(people)
                return self.act(actor_for(self.settings, person.id, local_day(at)), at)
        raise LookupError(f"nobody is {role} for {unit_code}")

    def office_moment(self, after: datetime, working_hours: float) -> datetime:
        """A moment so many hours of office time later."""
        reckoning = self.settings.reckoning(self.root, local_day(after))
        left = timedelta(hours=working_hours)
        for opens, closes in reckoning.hours.stretches_from(after, reckoning.calendar):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("office time never ends")

    @property
    def root(self) -> int:
        """The receiving unit."""
        unit = self.settings.unit_by_code("BA")
        if unit is None:
            raise LookupError("the demo office is not there")
        return unit.id

    def live(self, received_at: datetime) -> Case:
        """Open the case and let happen what has had time to happen."""
        case = self.open(received_at)
        if self.random.random() < 0.025:
            return self.leave(case, received_at)
        at = self.route(case, received_at)
        if self.is_recent(received_at) and self.random.random() < 0.2:
            self.take(case, at)  # and then forgotten on somebody's desk
            return case
        for step in (self.take, self.ask, self.answer, self.after):
            next_at = step(case, at)
            if next_at is None:
                break
            at = next_at
        return case

    def is_recent(self, received_at: datetime) -> bool:
        """Whether a case is young enough to be forgotten without everybody having noticed."""
        return self.now - received_at < timedelta(days=12)

    def leave(self, case: Case, at: datetime) -> Case:
        """Withdrawn by the sender, or found to be a complaint and diverted."""
        at = self.office_moment(at, self.random.uniform(0.5, 4))
        if not self.happens(at):
            return case
        if self.random.random() < 0.6:
            withdraw_case(self.act(SENDER, at), case, reason="Tôi đã tự giải quyết được việc này.")
        else:
            act = self.staff(Role.COORDINATOR, "BA", at)
            divert_case(act, case, procedure="complaint", ports=self.ports)
        return case

    def open(self, received_at: datetime) -> Case:
        """What the sender sent, through the web or taken down by the operator, who is there in office hours."""
        if self.story.channel is Channel.WEB_FORM:
            return open_case(self.act(SENDER, received_at), self.new_case())
        taken_down = self.office_moment(received_at, 0)
        at = taken_down if self.happens(taken_down) else received_at
        return open_case(self.staff(Role.OPERATOR, "BA", at), self.new_case())

    def new_case(self) -> NewCase:
        """The story as it comes in; somebody else's name when it is repeated."""
        story, sender = self.story, self.sender()
        categories = {each.code: each.id for each in self.settings.categories.values()}
        return NewCase(
            kind=story.kind,
            channel=story.channel,
            subject=story.subject,
            body=story.body,
            receiving_unit_id=self.root,
            sender=sender,
            reply_by=way_of(sender),
            category_id=categories[story.category],
            area_id=self.area_id(),
        )

    def sender(self) -> NewSender:
        """The story's sender, or a neighbour who repeats it."""
        told = self.story.sender
        if self.repeated and told["name"]:
            name = self.random.choice(names())
            return NewSender(
                name=name, phone=f"09{self.random.randrange(10)}8000{self.random.randrange(100, 999)}"
            )
        kind = SenderKind.ORGANISATION if told.get("organisation") else SenderKind.PERSON
        return NewSender(kind, told["name"], told.get("organisation", ""), told["phone"], told["email"])

    def area_id(self) -> int | None:
        """The area the story names, the hamlet where it names one."""
        if not self.story.area:
            return None
        wanted = tuple(self.story.area.split("/"))
        for area_id in self.settings.areas:
            chain = [self.settings.areas[each].name for each in self.settings.area_chain(area_id)]
            if tuple(reversed(chain)) == wanted:
                return area_id
        return None

    def happens(self, at: datetime) -> bool:
        """Whether a moment has come."""
        return at <= self.now

    def route(self, case: Case, at: datetime) -> datetime:
        """By rule at once, else by the coordinator; now and then it comes back once."""
        unit = self.settings.unit_by_code(self.story.unit)
        if unit is None:
            raise LookupError(f"no unit {self.story.unit}")
        if case.unit_id == unit.id:
            return at
        if case.state is State.ROUTED:
            at = self._return(case, at)
        return self._by_coordinator(case, unit.id, at)

    def _return(self, case: Case, at: datetime) -> datetime:
        at = self.office_moment(at, self.random.uniform(0.5, 3))
        if self.happens(at):
            holder = self.settings.units[case.unit_id].code
            return_case(self.staff(Role.LEADER, holder, at), case, reason="Nội dung thuộc đơn vị khác.")
        return at

    def _by_coordinator(self, case: Case, unit_id: int, at: datetime) -> datetime:
        at = self.office_moment(at, self.random.uniform(0.2, 4))
        if self.happens(at) and case.state is State.RECEIVED:
            name = self.settings.units[unit_id].name
            route_by_hand(
                self.staff(Role.COORDINATOR, "BA", at),
                case,
                Destination(unit_id, f"Thuộc lĩnh vực của {name}."),
            )
        return at

    def take(self, case: Case, at: datetime) -> datetime | None:
        """An officer of the unit takes it."""
        at = self.office_moment(at, self.random.uniform(0.2, 7))
        if not self.happens(at) or case.state is not State.ROUTED:
            return None
        accept_case(self.officer(at), case)
        if self.random.random() < 0.2:
            note_case(self.officer(at), case, text="Đã liên hệ nơi xảy ra sự việc, hẹn kiểm tra thực tế.")
        return at

    def officer(self, at: datetime) -> Act:
        """An officer of the story's unit."""
        return self.staff(Role.OFFICER, self.story.unit, at)

    def ask(self, case: Case, at: datetime) -> datetime | None:
        """The officer asks the sender where the story says so, and the sender replies a few days later."""
        if not self.story.question_to_sender or self.repeated:
            return at
        at = self.office_moment(at, self.random.uniform(0.3, 2))
        if not self.happens(at):
            return None
        ask_sender(self.officer(at), case, text=self.story.question_to_sender)
        at += timedelta(hours=self.random.uniform(6, 60))
        if not self.happens(at):
            return None
        reply(self.act(SENDER, at), case, text=self.story.reply_of_sender or "Tôi đã bổ sung.")
        return at

    def answer(self, case: Case, at: datetime) -> datetime | None:
        """Drafted by the officer, approved and issued by a leader; in time for most, late for some."""
        late = (self.story.late_reason and not self.repeated) or self.random.random() < 0.03
        hours = self.random.uniform(24, 42) if late else self.random.triangular(2, 19, 9)
        drafted_at = self.office_moment(at, hours * 0.8)
        if not self.happens(drafted_at):
            return None
        officer = self.officer(drafted_at)
        apology = USUAL_APOLOGY if self.repeated else self.story.late_reason or USUAL_APOLOGY
        text = AnswerText(self.answer_text(), self.story.outcome, as_document=self.random.random() < 0.3)
        answer = save_draft(officer, case, text)
        issued_at = self.office_moment(drafted_at, max(0.3, hours * 0.2))
        if owes_apology(self.act(SYSTEM, issued_at), case):
            answer = save_draft(officer, case, AnswerText(text.body, text.outcome, apology, text.as_document))
        submit_answer(officer, case, answer)
        if not self.happens(issued_at):
            return None
        leader = self.staff(Role.LEADER, self.story.unit, issued_at)
        approve_answer(leader, case, answer)
        issue_answer(leader, case, answer)
        return issued_at

    def take_now(self, case: Case, at: datetime) -> None:
        """Routed if it still waits, and taken by an officer of the unit that has it."""
        unit = self.settings.unit_by_code(self.story.unit)
        if unit is not None and case.unit_id != unit.id:
            destination = Destination(unit.id, f"Thuộc lĩnh vực của {unit.name}.")
            route_by_hand(self.staff(Role.COORDINATOR, "BA", at), case, destination)
        accept_case(self.officer(at), case)

    def ask_now(self, case: Case, at: datetime) -> None:
        """The officer's question, of the story or a usual one."""
        usual = "Đề nghị Ông/Bà cho biết địa chỉ cụ thể và thời điểm xảy ra sự việc."
        ask_sender(self.officer(at), case, text=self.story.question_to_sender or usual)

    def answer_now(self, case: Case, at: datetime, *, further: str = "") -> None:
        """Drafted, approved and issued at one moment."""
        officer, leader = self.officer(at), self.staff(Role.LEADER, self.story.unit, at)
        answer = save_draft(officer, case, AnswerText(self.answer_text() + further, self.story.outcome))
        submit_answer(officer, case, answer)
        approve_answer(leader, case, answer)
        issue_answer(leader, case, answer)

    def answer_text(self) -> str:
        """The story's answer; to a neighbour it does not go with somebody else's name."""
        if not self.repeated:
            return self.story.answer
        return SALUTATION.sub("Kính gửi Ông/Bà,\n\n", self.story.answer)

    def after(self, case: Case, at: datetime) -> datetime | None:
        """Published, rated, now and then disputed, closed when the window is over."""
        published_at = self.office_moment(at, self.random.uniform(0.5, 9))
        self._publish(case, published_at)
        self._rate(case, max(published_at, at + timedelta(hours=self.random.uniform(2, 90))))
        closes_at = case.check_after
        if case.state is State.ANSWERED and closes_at is not None and self.happens(closes_at):
            close_case(self.act(SYSTEM, closes_at), case)
        return None

    def _publish(self, case: Case, at: datetime) -> None:
        if not self.happens(at) or self.repeated or self.random.random() < 0.1:
            return
        story = self.story
        text = PublicText(story.public_subject, story.public_body, story.public_answer)
        draft = draft_publication(self.officer(at), case, text, submit=True)
        publish(self.staff(Role.LEADER, story.unit, at), case, draft)

    def _rate(self, case: Case, at: datetime) -> None:
        rating = self.story.rating
        if rating is None or not self.happens(at) or self.random.random() < (0.5 if self.repeated else 0.1):
            return
        act = self.act(SENDER, at)
        if self.repeated:
            rating = replace(rating, comment="")
        rate_answer(act, case, rating)
        if rating.is_dissatisfied and may_request(act, case) and self.random.random() < 0.6:
            self._dispute(case, at)

    def _dispute(self, case: Case, at: datetime) -> None:
        reason = self.story.rating.comment if self.story.rating else ""
        request_reopening(
            self.act(SENDER, at), case, reason=reason or "Câu trả lời chưa giải quyết việc của tôi."
        )
        decided_at = self.office_moment(at, self.random.uniform(2, 10))
        if not self.happens(decided_at):
            return
        director = self.staff(Role.LEADER, self.settings.units[case.unit_id].code, decided_at)
        decide: Callable[..., None] = reopen if self.random.random() < 0.5 else refuse_reopening
        decide(director, case, reason="Đã xem lại toàn bộ hồ sơ và ý kiến của người gửi.")
        answered_at = self.office_moment(decided_at, self.random.uniform(3, 15))
        if case.state is State.IN_PROGRESS and self.happens(answered_at):
            self.answer_now(case, answered_at, further=LOOKED_AGAIN)


def way_of(sender: NewSender) -> ReplyBy:
    """How a sender of the demo wants to be answered."""
    if sender.email:
        return ReplyBy.EMAIL
    return ReplyBy.PHONE if sender.phone else ReplyBy.NONE


def receipt_moments(random: Random, now: datetime, *, count: int, days: int) -> list[datetime]:
    """When the cases came in, oldest first: by day more than by night, on working days more than not.

    A quarter of them came in the last days, so that something lies on the desks.
    """
    moments: list[datetime] = []
    while len(moments) < count:
        back = min(days, RECENT_DAYS) if random.random() < 0.25 else days
        day = (now - timedelta(days=random.uniform(0, back))).astimezone(VIETNAM)
        hour = min(23.9, max(0.1, random.gauss(11.5, 3.8)))
        moment = day.replace(
            hour=int(hour), minute=random.randrange(60), second=random.randrange(60), microsecond=0
        )
        if moment < now and (day.weekday() < 5 or random.random() < 0.25):
            moments.append(moment)
    return sorted(moments)
