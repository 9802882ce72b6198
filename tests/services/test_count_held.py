"""The time held: exact against a recount of every history, moved by the acts that change it and by no other."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.calendar import CalendarDay, DayKind
from portal.domain.events import EventKind
from portal.domain.holding import Presence, stretches
from portal.domain.kinds import COUNTED_APART, Kind, ReplyBy
from portal.domain.people import SYSTEM
from portal.domain.states import STOPPED_STATES
from portal.domain.time import local_day
from portal.models.case import Case
from portal.models.figure import Basis, HeldFigure, HeldMark, HeldTime
from portal.queries.cases import history
from portal.queries.figures import freshness
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.change_calendar import Changes, DayChange, change_calendar
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times
from portal.services.end_case import withdraw_case
from portal.services.open_case import NewSender
from portal.services.reclassify_case import reclassify_case
from portal.services.reopen_case import reopen, request_reopening
from portal.services.route_case import Destination, route_by_hand
from portal.services.take_case import accept_case
from tests.factories import acting, answered_case, divert_case, opened_case, unit_id
from tests.services.test_issue_answer import answer_at
from tests.support.figures import count_all
from tests.support.lives import Lives, all_cases
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

DAY = timedelta(days=1)
# Tenths of an hour by how many, and the sum of minutes.
Held = tuple[dict[int, int], int]


def kept(session: Session) -> dict[tuple[str, int], Held]:
    """What the worker keeps, by code of the unit and month."""
    codes = {unit.id: unit.code for unit in load_settings(session).units.values()}
    rows = session.scalars(select(HeldFigure).execution_options(populate_existing=True))
    return {
        (codes[row.unit_id], row.month): ({int(key): n for key, n in row.tenths.items()}, row.minutes)
        for row in rows
    }


def recounted(session: Session, now: datetime) -> dict[tuple[str, int], Held]:
    """The same from all histories, stay by stay, by the words of the definition (docs/figures.md)."""
    settings = load_settings(session)
    minutes: dict[tuple[str, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for case in all_cases(session):
        if case.sealed or case.for_reference or case.kind in COUNTED_APART or case.state in STOPPED_STATES:
            continue
        events = history(session, case.id)
        answers = [event for event in events if event.kind is EventKind.ANSWERED]
        for answer in answers:
            minutes[settings.units[answer.unit_id].code, in_month(answer.at)][case.id] += 0
        reckoning = settings.reckoning(case.receiving_unit_id, local_day(case.received_at))
        for stay in stretches(events, Presence(case.received_at, case.unit_id, now), reckoning):
            ends_at = stay.ends_at
            after = [answer.at for answer in answers if ends_at is not None and answer.at >= ends_at]
            if after:
                minutes[settings.units[stay.unit_id].code, in_month(after[0])][case.id] += stay.minutes
    return {key: held_of(list(by_case.values())) for key, by_case in minutes.items()}


def in_month(at: datetime) -> int:
    day = local_day(at)
    return day.year * 100 + day.month


def held_of(minutes: list[int]) -> Held:
    tenths: dict[int, int] = defaultdict(int)
    for each in minutes:
        tenths[-(-each // 6)] += 1
    return dict(tenths), sum(minutes)


@pytest.mark.parametrize("seed", [1, 2])
def test_it_tells_what_the_histories_tell(session: Session, now: datetime, seed: int) -> None:
    """Counted in the middle of the lives too: an act that forgets a mark leaves an old figure behind."""
    lives = Lives(session, now, seed=seed)
    lives.live(25)
    count_all(session, now)
    assert kept(session) == recounted(session, now)
    assert any(minutes for _tenths, minutes in kept(session).values())

    for case in all_cases(session):
        lives.go_on(case, steps=lives.random.randrange(4))
    count_all(session, now)
    assert kept(session) == recounted(session, now)
    assert marked_cases(session) == []


def routed_late(session: Session, now: datetime) -> Case:
    """An hour and a half with the energy division, sent on to the trade division, answered an hour later."""
    case = opened_case(session, now)
    later = now + timedelta(hours=1, minutes=30)
    to = Destination(unit_id(session, "QLTM"), "Thuộc thẩm quyền của Phòng Quản lý thương mại.")
    route_by_hand(acting(session, "coordinator", later), case, to)
    lives = Lives(session, later)
    accept_case(Act(session, lives.author, later, lives.settings), case)
    lives.now = later + timedelta(hours=1)
    lives.answer(case)
    return case


def test_it_blames_nobody_for_the_time_of_another(session: Session, now: datetime) -> None:
    routed_late(session, now)
    count_all(session, now)
    assert kept(session) == {("QLNL", 202611): ({15: 1}, 90), ("QLTM", 202611): ({10: 1}, 60)}


def test_it_leaves_the_first_answer_in_its_month(session: Session, now: datetime) -> None:
    """Asked to reconsider in November and answered again in December, the case stands in both."""
    case = answered_case(session, now)
    later = now + 10 * DAY
    request_reopening(acting(session, "sender", later), case, reason="Điện vẫn yếu.")
    reopen(acting(session, "director", later), case, reason="Cần kiểm tra lại.")
    count_all(session, later)
    assert kept(session) == {("QLNL", 202611): ({0: 1}, 0)}

    answer_at(session, case, later + DAY)
    count_all(session, later + DAY)
    assert kept(session) == {("QLNL", 202611): ({0: 1}, 0), ("QLNL", 202612): ({75: 1}, 450)}


def reopened(session: Session, now: datetime) -> Case:
    case = answered_case(session, now)
    request_reopening(acting(session, "sender", now), case, reason="Điện vẫn yếu.")
    reopen(acting(session, "director", now), case, reason="Cần kiểm tra lại.")
    return case


@pytest.mark.parametrize(
    "stop",
    [
        lambda session, now, case: divert_case(acting(session, "leader", now), case, procedure="complaint"),
        lambda session, now, case: withdraw_case(acting(session, "sender", now), case, reason="Đã ổn."),
    ],
)
def test_it_forgets_what_is_stopped_after_its_answer(
    session: Session, now: datetime, stop: Callable[[Session, datetime, Case], object]
) -> None:
    case = reopened(session, now)
    count_all(session, now)
    assert kept(session)
    stop(session, now, case)
    count_all(session, now)
    assert kept(session) == {}
    assert session.scalar(select(func.count()).select_from(HeldTime)) == 0


def test_it_leaves_out_what_is_counted_apart(session: Session, now: datetime) -> None:
    answered_case(session, now, kind=Kind.PRAISE)
    answered_case(session, now, sender=NewSender(), reply_by=ReplyBy.NONE)
    count_all(session, now)
    assert kept(session) == {}


def test_it_follows_an_answered_case_into_another_kind(session: Session, now: datetime) -> None:
    case = reopened(session, now)
    count_all(session, now)
    assert kept(session)
    session.query(HeldMark).delete()
    act = acting(session, "coordinator", now)
    reclassify_case(act, case, kind=Kind.PRAISE, category_id=case.category_id, reason="Nội dung khen ngợi.")
    count_all(session, now)
    assert kept(session) == {}


def test_it_follows_a_calendar_that_changes_behind_it(session: Session, now: datetime) -> None:
    """A notice that comes late makes Monday a day off: what was held over it was held a day less."""
    case = opened_case(session, now)
    lives = Lives(session, now + 4 * DAY)
    accept_case(Act(session, lives.author, lives.now, lives.settings), case)
    lives.answer(case)
    count_all(session, lives.now)
    before = kept(session)["QLNL", 202611][1]

    monday = date(2026, 11, 23)
    off = Changes((DayChange(monday, CalendarDay(monday, DayKind.OFF, "Nghỉ bù", "TB 1")),))
    change_calendar(acting(session, "administrator", lives.now), off, notice="TB 1")
    session.flush()
    session.expire_all()
    assert freshness(session, now).recounting
    count_all(session, lives.now)
    assert kept(session)["QLNL", 202611][1] == before - 450
    assert kept(session) == recounted(session, now)


def test_only_what_changes_it_leaves_a_mark(session: Session, now: datetime) -> None:
    opened_case(session, now)
    assert marked_cases(session) == []
    case = answered_case(session, now)
    session.flush()
    assert marked_cases(session) == [[case.id]]
    assert freshness(session, now).recounting


def test_it_takes_few_statements_whatever_the_number_of_cases(session: Session, now: datetime) -> None:
    cases = [answered_case(session, now).id for _ in range(4)]
    act = Act(session, SYSTEM, now, load_settings(session))
    session.flush()
    with counted_statements() as sent:
        tell_held_times(act, cases)
    assert len(sent) <= 7, sent
    bucket = (Basis.ANSWERED, unit_id(session, "QLNL"), 202611)
    assert bucket in marked_buckets(session)
    with counted_statements() as sent:
        count_bucket(act, bucket)
    assert len(sent) <= 9, sent
    assert bucket not in marked_buckets(session)
