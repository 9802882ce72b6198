"""The digest of a working morning: what waits for each member of staff, in one mail."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from portal.domain.answers import AnswerStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission, Role
from portal.domain.states import State
from portal.domain.surveys.remedies import RemedySource
from portal.queries.actors import actor_for
from portal.queries.morning_work import WaitingRows, waiting_rows
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
        "refusals": "- đề xuất không tiếp nhận chờ quyết định: {n}",
        "publication": "- đã trả lời, chưa công khai nên thời hạn còn tính: {n}",
        "opinions": "- đơn vị khác hỏi ý kiến, chưa trả lời: {n}",
        "opinions_late": "- ý kiến đã hỏi, quá hạn chưa có: {n}",
        "remedies": "- nội dung đánh giá thấp chưa có biện pháp khắc phục: {n}",
        "remedies_due": "- biện pháp khắc phục đến hạn hoặc quá hạn: {n}",
    },
    "en": {
        "overdue": "- overdue: {n}",
        "today": "- due today: {n}",
        "open": "- in progress: {n}",
        "untaken": "- not taken by anybody in the unit: {n}",
        "approval": "- answers awaiting approval: {n}",
        "disputed": "- requests to look again: {n}",
        "queue": "- waiting for the coordinator: {n}",
        "refusals": "- proposals not to accept, to be decided: {n}",
        "publication": "- answered but not published, so their time still runs: {n}",
        "opinions": "- opinions other units ask for: {n}",
        "opinions_late": "- opinions asked for and overdue: {n}",
        "remedies": "- low ratings without a measure: {n}",
        "remedies_due": "- remedies due or overdue: {n}",
    },
}


def send_digests(act: Act) -> int:
    """Queue this morning's digest for everybody who has something waiting; returns how many."""
    waiting = waiting_rows(act.session)
    sent = 0
    for person in _readers(act):
        counts = _counts(act, actor_for(act.settings, person.id, act.today), waiting)
        if counts:
            words = LINES["en" if person.language == "en" else "vi"]
            lines = "\n".join(words[key].format(n=counts[key]) for key in words if counts[key])
            tell_staff(act, None, "staff_digest", to=[person], always=True, lines=lines)
            sent += 1
    return sent


def _readers(act: Act) -> Iterable[Person]:
    return (person for person in act.settings.people.values() if person.active and not person.mails_at_once)


def _counts(act: Act, actor: Actor, waiting: WaitingRows) -> Counter[str]:
    """What waits for one reader; nothing of what does not."""
    counts = _open_cases(act, actor, waiting.open_cases)
    counts["disputed"] = sum(_decides(actor, row.unit_id, again=row.again) for row in waiting.disputed)
    refuses, publishes = actor.units_for(Permission.REFUSE), actor.units_for(Permission.PUBLISH)
    counts["refusals"] = sum(
        row.n * (row.proposer_id != actor.account_id and bool(refuses & {row.unit_id, row.receiving_unit_id}))
        for row in waiting.refusals
    )
    counts["publication"] = sum(
        row.n * bool(publishes & {row.unit_id, row.receiving_unit_id}) for row in waiting.unpublished
    )
    counts.update(_opinions(act, actor, waiting.opinions))
    counts.update(_remedies(act, actor, waiting.remedies))
    return +counts


def _opinions(act: Act, actor: Actor, rows: Iterable[Any]) -> Counter[str]:
    """Those the actor's units owe, and the overdue ones that the asker, or their leader, waits for."""
    gives, leads = actor.units_for(Permission.GIVE_OPINION), actor.units_for(Permission.APPROVE_ANSWER)
    counts: Counter[str] = Counter()
    for row in rows:
        counts["opinions"] += row.unit_id in gives
        waits = row.asked_by_id in actor.work_of or row.asking_unit_id in leads
        counts["opinions_late"] += waits and row.due_on < act.today
    return counts


def _remedies(act: Act, actor: Actor, rows: Iterable[Any]) -> Counter[str]:
    """Those without a measure are their leaders', those due whoever is responsible for them."""
    leads, rated = actor.units_for(Permission.PUBLISH_REMEDY), actor.units_for(Permission.SEE_RATINGS)
    counts: Counter[str] = Counter()
    for row in rows:
        if row.source is RemedySource.RATING and row.unit_id not in rated:
            continue
        counts["remedies"] += row.n * (row.due_on is None and row.unit_id in leads)
        mine = row.owner_id in actor.work_of
        counts["remedies_due"] += row.n * (mine and row.due_on is not None and row.due_on <= act.today)
    return counts


def _decides(actor: Actor, unit_id: int, *, again: bool) -> bool:
    """The leader about a first request, oversight about a second (rules §6)."""
    role = Role.OVERSEER if again else Role.LEADER
    return any(each.role is role and unit_id in each.reach for each in actor.appointments)


def _open_cases(act: Act, actor: Actor, rows: Iterable[Any]) -> Counter[str]:
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
