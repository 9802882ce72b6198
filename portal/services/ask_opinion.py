"""Asking other units for an opinion: the unit that has the case stays responsible (rules §3)."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from sqlalchemy import select

from portal.domain.contact import is_email
from portal.domain.coordination import LINK_OUTLIVES, OpinionReminder, schedule, wrong_due
from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.policies import Leg
from portal.domain.text import nfc
from portal.domain.time import end_of
from portal.models.case import Case
from portal.models.opinion import Opinion
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.clocks import running, start_leg
from portal.services.errors import RuleBroken
from portal.services.messages import tell_outside, tell_staff
from portal.services.transition import record, require

LONGEST_QUESTION = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of whom: a unit of this portal, or a party outside with an e-mail address."""

    text: str
    due_on: date | None
    unit_id: int | None = None
    outside_name: str = ""
    outside_email: str = ""


def ask_opinion(act: Act, case: Case, question: Question) -> Opinion:
    """Ask for an opinion; who is asked is told, the clock of the case runs on. Raises RuleBroken."""
    require(act.actor, Permission.ASK_OPINION, case)
    _check(act, case, question)
    due_on = question.due_on or act.today
    record_facts = {"unit_id": question.unit_id, "outside": _one_line(question.outside_name)}
    record(act, case, EventKind.OPINION_ASKED, due=due_on.isoformat(), text=_said(question), **record_facts)
    opinion = _opinion(act, case, question, due_on=due_on)
    act.session.add(opinion)
    act.session.flush()
    case.opinion_count += 1
    _start_notice_leg(act, case)
    _tell(act, case, opinion)
    return opinion


def cancel_opinion(act: Act, case: Case, opinion_id: int, *, reason: str) -> None:
    """Take a question back before it was answered. Raises RuleBroken."""
    require(act.actor, Permission.ASK_OPINION, case)
    opinion = act.session.get(Opinion, opinion_id)
    if opinion is None or opinion.case_id != case.id or not opinion.is_open:
        raise RuleBroken("opinion_id", "not_open")
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    record(
        act,
        case,
        EventKind.OPINION_CANCELLED,
        unit_id=opinion.unit_id,
        outside=opinion.outside_name,
        reason=nfc(reason).strip(),
    )
    opinion.cancelled_at, opinion.cancel_reason, opinion.check_after = act.now, nfc(reason).strip(), None
    if opinion.unit_id is not None:
        tell_staff(act, case, "staff_opinion_cancelled", to=people_of(act, opinion.unit_id))


def people_of(act: Act, unit_id: int) -> list[Person]:
    """Who hears of a question: the leaders of the unit that is asked, else those of the nearest above."""
    for above in act.settings.standing_chain(unit_id, act.today):
        if leaders := act.settings.holders(Role.LEADER, {above}, act.today):
            return leaders
    return []


def first_check(act: Act, case: Case, due_on: date) -> datetime:
    """When the unit is reminded for the first time."""
    reckoning = act.settings.reckoning(case.receiving_unit_id, act.today)
    return dict(schedule(due_on, reckoning))[OpinionReminder.LAST_DAY]


def _check(act: Act, case: Case, question: Question) -> None:
    _check_words(question)
    if question.unit_id is None:
        _check_outside(question)
    else:
        unit = act.settings.units.get(question.unit_id)
        if unit is None or not unit.stands(act.today):
            raise RuleBroken("unit_id", "unknown")
        if question.unit_id == case.unit_id:
            raise RuleBroken("unit_id", "own_unit")
        if _asks_already(act, case, question.unit_id):
            raise RuleBroken("unit_id", "asked_before")
    if question.due_on is None:
        raise RuleBroken("due_on", "missing")
    calendar = act.settings.reckoning(case.receiving_unit_id, act.today).calendar
    wrong = wrong_due(question.due_on, today=act.today, calendar=calendar)
    if wrong:
        raise RuleBroken("due_on", wrong)


def _check_words(question: Question) -> None:
    if not question.text.strip():
        raise RuleBroken("question", "missing")
    if len(question.text) > LONGEST_QUESTION:
        raise RuleBroken("question", "too_long")


def _check_outside(question: Question) -> None:
    if not question.outside_name.strip():
        raise RuleBroken("unit_id", "nobody_asked")
    if not is_email(question.outside_email.strip()):
        raise RuleBroken("outside_email", "malformed")


def _asks_already(act: Act, case: Case, unit_id: int) -> bool:
    """A second click, or a colleague, has asked the same unit and it has not answered yet."""
    asked = select(Opinion.id).where(
        Opinion.case_id == case.id,
        Opinion.unit_id == unit_id,
        Opinion.given_at.is_(None),
        Opinion.cancelled_at.is_(None),
    )
    return act.session.scalar(asked.limit(1)) is not None


def _opinion(act: Act, case: Case, question: Question, *, due_on: date) -> Opinion:
    outside = question.unit_id is None
    return Opinion(
        case_id=case.id,
        round=case.reopened_count + 1,
        asking_unit_id=case.unit_id,
        asked_by_id=act.actor.account_id,
        asked_at=act.now,
        unit_id=question.unit_id,
        outside_name=_one_line(question.outside_name) if outside else "",
        outside_email=question.outside_email.strip() if outside else "",
        code_nonce=token_hex(8),
        link_expires_at=end_of(due_on) + LINK_OUTLIVES if outside else None,
        question=_said(question),
        due_on=due_on,
        reminders_sent=[],
        check_after=first_check(act, case, due_on),
    )


def _said(question: Question) -> str:
    return nfc(question.text).strip()


def _one_line(words: str) -> str:
    return " ".join(nfc(words).split())


def _start_notice_leg(act: Act, case: Case) -> None:
    """The interim notice falls due only once co-ordination is asked for (rules §3)."""
    round_ = case.reopened_count + 1
    answer_leg = next(iter(running(act.session, case.id, Leg.ANSWER)[-1:]), None)
    begun = any(clock.round == round_ for clock in running(act.session, case.id, Leg.INTERIM_NOTICE))
    if answer_leg is None or begun or answer_leg.interim_notice_at is not None:
        return
    start_leg(act, case, Leg.INTERIM_NOTICE, started_at=answer_leg.started_at, round_=round_)


def _tell(act: Act, case: Case, opinion: Opinion) -> None:
    if opinion.unit_id is not None:
        facts = {"opinion_id": opinion.id, "opinion_due": opinion.due_on.isoformat()}
        tell_staff(act, case, "staff_opinion_asked", to=people_of(act, opinion.unit_id), always=True, **facts)
        return
    tell_outside(act, case, "opinion_asked", to=opinion.outside_email, opinion_id=opinion.id)
