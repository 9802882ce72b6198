"""The digest of a working morning: what waits for each member of staff, in one mail."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from portal.domain.answers import AnswerStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission, Role
from portal.domain.states import State
from portal.models.case import Case
from portal.queries.actors import actor_for
from portal.queries.reopenings import times_asked
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.messages import tell_staff

LINES = {
    "vi": {
        "overdue": "- quá hạn: {n}",
        "today": "- đến hạn hôm nay: {n}",
        "open": "- đang xử lý: {n}",
        "untaken": "- chưa có người nhận trong đơn vị: {n}",
        "approval": "- câu trả lời chờ duyệt: {n}",
        "disputed": "- đề nghị xem xét lại: {n}",
        "queue": "- chờ điều phối: {n}",
    },
    "en": {
        "overdue": "- overdue: {n}",
        "today": "- due today: {n}",
        "open": "- in progress: {n}",
        "untaken": "- not taken by anybody in the unit: {n}",
        "approval": "- answers awaiting approval: {n}",
        "disputed": "- requests to look again: {n}",
        "queue": "- waiting for the coordinator: {n}",
    },
}


def send_digests(act: Act) -> int:
    """Queue this morning's digest for everybody who has something waiting; returns how many."""
    open_cases = select(
        Case.unit_id, Case.officer_id, Case.state, Case.answer_status, Case.due_on, func.count().label("n")
    ).where(Case.is_open, ~Case.sealed)
    rows = act.session.execute(
        open_cases.group_by(Case.unit_id, Case.officer_id, Case.state, Case.answer_status, Case.due_on)
    ).all()
    disputed = act.session.execute(
        select(Case.unit_id, (times_asked() > 1).label("again")).where(
            Case.is_open, ~Case.sealed, Case.state == State.REOPEN_REQUESTED
        )
    ).all()
    sent = 0
    for person in _readers(act):
        actor = actor_for(act.settings, person.id, act.today)
        counts = _counts(act, actor, rows)
        counts["disputed"] = sum(_decides(actor, row.unit_id, again=row.again) for row in disputed)
        counts = +counts
        if counts:
            words = LINES["en" if person.language == "en" else "vi"]
            lines = "\n".join(words[key].format(n=counts[key]) for key in words if counts[key])
            tell_staff(act, None, "staff_digest", to=[person], always=True, lines=lines)
            sent += 1
    return sent


def _readers(act: Act) -> Iterable[Person]:
    return (person for person in act.settings.people.values() if person.active and not person.mails_at_once)


def _decides(actor: Actor, unit_id: int, *, again: bool) -> bool:
    """The leader about a first request, oversight about a second (rules §6)."""
    role = Role.OVERSEER if again else Role.LEADER
    return any(each.role is role and unit_id in each.reach for each in actor.appointments)


def _counts(act: Act, actor: Actor, rows: Iterable[Any]) -> Counter[str]:
    leads = actor.units_for(Permission.APPROVE_ANSWER)
    routes = actor.units_for(Permission.ROUTE) if actor.has_role(Role.COORDINATOR) else frozenset()
    counts: Counter[str] = Counter()
    for row in rows:
        mine = row.officer_id in actor.work_of
        counts["open"] += row.n * mine
        counts["overdue"] += row.n * (mine and row.due_on < act.today)
        counts["today"] += row.n * (mine and row.due_on == act.today)
        led = row.unit_id in leads
        counts["untaken"] += row.n * (led and row.state is State.ROUTED)
        counts["approval"] += row.n * (led and row.answer_status is AnswerStatus.SUBMITTED)
        counts["queue"] += row.n * (row.unit_id in routes and row.state is State.RECEIVED)
    return counts
