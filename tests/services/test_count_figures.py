"""Counting: exact against a naive recount of the cases, moved by every act, in a bounded number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Kind, ReplyBy
from portal.domain.people import SENDER, SYSTEM
from portal.domain.policies import Leg
from portal.domain.ratings import Level, Rating
from portal.domain.states import STOPPED_STATES
from portal.domain.time import local_day
from portal.domain.verdict import Verdict
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.figure import Basis, FigureMark, MonthlyFigure
from portal.models.rating import RatingRow
from portal.queries.figures import REVISION, freshness
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.ask_sender import ask_sender
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.figure_marks import mark_figures
from portal.services.heartbeat import last_beat
from portal.services.open_case import NewSender
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import reopen, request_reopening
from portal.services.route_case import Destination, route_by_hand
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    divert_case,
    opened_case,
    published_case,
    unit_id,
)
from tests.support.figures import count_all
from tests.support.lives import Lives, all_cases
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

Key = tuple[Basis, int, int, Kind]
QUESTIONS = ("result", "time", "attitude")
PARTS = ("in_time", "in_time_after_extension", "kept_by_notice", "late", "open", "stopped")


def kept(session: Session) -> dict[Key, MonthlyFigure]:
    """What the worker keeps."""
    rows = session.scalars(select(MonthlyFigure).execution_options(populate_existing=True))
    return {(row.basis, row.unit_id, row.month, row.kind): row for row in rows}


def recounted(session: Session) -> dict[Key, dict[str, Any]]:
    """The same from the table of cases, one case after the other, in plain Python."""
    figures: defaultdict[Key, dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    for case in all_cases(session):
        if case.sealed:
            continue
        months = {
            Basis.RECEIVED: month(local_day(case.received_at)),
            Basis.DUE: month(first_due(session, case)),
        }
        for basis, in_month in months.items():
            count_one(session, case, figures[basis, case.unit_id, in_month, case.kind], basis=basis)
    return figures


def month(day: date) -> int:
    return day.year * 100 + day.month


def first_leg(session: Session, case: Case) -> CaseClock:
    return session.get_one(CaseClock, (case.id, Leg.ANSWER, 1))


def first_due(session: Session, case: Case) -> date:
    return first_leg(session, case).due_on


def count_one(session: Session, case: Case, figure: dict[str, Any], *, basis: Basis) -> None:
    """Add one case to a figure, by the words of its definition (docs/figures.md)."""
    if case.for_reference:
        figure["for_reference"] += 1
        return
    figure["received"] += 1
    figure["returned"] += case.returned_count > 0
    if basis is Basis.DUE:
        count_ratings(session, case, figure)
    if case.state in STOPPED_STATES:
        figure["stopped"] += 1
    elif case.verdict is None:
        figure["open"] += 1
        figure[f"open due {case.due_on.isoformat()}"] += 1
    else:
        count_answer(session, case, figure, basis=basis)


def count_answer(session: Session, case: Case, figure: dict[str, Any], *, basis: Basis) -> None:
    assert case.verdict is not None
    assert case.answer_minutes is not None
    figure[case.verdict.value] += 1
    figure["reopened"] += case.reopened_count > 0
    figure["resolved"] += case.resolved_on is not None
    if case.published_at is not None:
        figure["published"] += 1
        figure["published_in_time"] += case.published_at < first_leg(session, case).due_at
    elif case.publication_declined:
        figure["not_published_with_reason"] += 1
    if basis is Basis.DUE:
        figure[f"took {-(-case.answer_minutes // 6)}"] += 1
        count_displeasure(session, case, figure)


def count_displeasure(session: Session, case: Case, figure: dict[str, Any]) -> None:
    """What the rates of QĐ 766 subtract besides the late: asked about again, else rated low."""
    if case.verdict is Verdict.LATE:
        return
    events = session.scalars(select(CaseEvent.kind).where(CaseEvent.case_id == case.id)).all()
    levels = session.scalars(select(RatingRow.result).where(RatingRow.case_id == case.id)).all()
    asked = EventKind.REOPENING_REQUESTED in events
    figure["asked_again"] += asked
    figure["rated_low"] += not asked and any(level <= 2 for level in levels)


def count_ratings(session: Session, case: Case, figure: dict[str, Any]) -> None:
    for rating in session.scalars(select(RatingRow).where(RatingRow.case_id == case.id)):
        for question in QUESTIONS:
            figure[f"{question} {getattr(rating, question)}"] += 1


def unfolded(row: MonthlyFigure) -> dict[str, int]:
    """A kept figure as the naive recount has it, without what is zero."""
    plain = (*PARTS, "received", "published", "published_in_time", "not_published_with_reason")
    more = ("reopened", "resolved", "returned", "for_reference", "asked_again", "rated_low")
    numbers = {name: getattr(row, name) for name in (*plain, *more)}
    numbers |= {f"open due {on}": n for on, n in row.open_due.items()}
    numbers |= {f"took {tenths}": n for tenths, n in row.answer_tenths.items()}
    for question, levels in row.ratings.items():
        numbers |= {f"{question} {level}": n for level, n in levels.items()}
    return {name: n for name, n in numbers.items() if n}


def differences(session: Session) -> Iterator[tuple[Key, Any, Any]]:
    """Where the kept figures and the naive recount part."""
    found = {key: unfolded(row) for key, row in kept(session).items()}
    expected = {
        key: {name: n for name, n in figure.items() if n} for key, figure in recounted(session).items()
    }
    for key in found.keys() | expected.keys():
        if found.get(key) != expected.get(key):
            yield key, found.get(key), expected.get(key)


@pytest.mark.parametrize("seed", [1, 2])
def test_it_counts_what_is_there_after_whatever_happened(session: Session, now: datetime, seed: int) -> None:
    """Counted in the middle of the lives too: an act that forgets a mark leaves an old figure behind."""
    lives = Lives(session, now, seed=seed)
    lives.live(18)
    count_all(session, now)
    assert list(differences(session)) == []

    for case in all_cases(session):
        lives.go_on(case, steps=lives.random.randrange(4))
    count_all(session, now)

    assert list(differences(session)) == []
    assert marked_buckets(session) == []
    rows = kept(session).values()
    assert [sum(getattr(row, part) for part in PARTS) for row in rows] == [row.received for row in rows]
    assert sum(row.received for row in rows) > 0


def test_its_lives_know_every_part(session: Session, now: datetime) -> None:
    """Else the recount would prove little."""
    Lives(session, now, seed=1).live(60)
    count_all(session, now)
    totals = Counter[str]()
    for row in kept(session).values():
        totals.update(unfolded(row))
    rare = {"in_time_after_extension", "kept_by_notice"}  # no screen grants them yet
    wanted = {
        *PARTS,
        "published",
        "published_in_time",
        "reopened",
        "resolved",
        "returned",
        "for_reference",
        "asked_again",
    } - rare
    assert {name for name in wanted if not totals[name]} == set()


def test_it_moves_a_case_from_open_to_answered(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    count_all(session, now)
    key = (Basis.DUE, unit_id(session, "QLNL"), 202611, Kind.FEEDBACK)
    assert (kept(session)[key].open, kept(session)[key].in_time) == (1, 0)

    answered_case(session, now)
    count_all(session, now)
    figure = kept(session)[key]
    assert (figure.open, figure.in_time, figure.answer_tenths) == (1, 1, {"0": 1})


def test_it_moves_a_rerouted_case_to_its_new_unit(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    count_all(session, now)
    to = Destination(unit_id(session, "QLTM"), "Thuộc thẩm quyền của Phòng Quản lý thương mại.")
    route_by_hand(acting(session, "coordinator", now), case, to)
    count_all(session, now)

    assert {unit for _basis, unit, _month, _kind in kept(session)} == {unit_id(session, "QLTM")}


def test_it_leaves_the_first_verdict_of_a_reopened_case_in_its_month(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    later = now + timedelta(days=10)
    request_reopening(acting(session, "sender", later), case, reason="Điện vẫn yếu.")
    reopen(acting(session, "director", later), case, reason="Cần kiểm tra lại.")
    session.flush()
    assert month(case.due_on) == 202612
    count_all(session, later)

    due = {key[2]: row for key, row in kept(session).items() if key[0] is Basis.DUE}
    assert {in_month: (row.in_time, row.reopened) for in_month, row in due.items()} == {202611: (1, 1)}


def test_it_still_counts_late_what_was_published_late_before_the_reopening(
    session: Session, now: datetime
) -> None:
    """The new round's due date lies later; measured by it, late publication would turn into timely one."""
    case = published_case(session, now)
    case.published_at = first_leg(session, case).due_at + timedelta(hours=1)
    later = now + timedelta(days=10)
    request_reopening(acting(session, "sender", later), case, reason="Điện vẫn yếu.")
    reopen(acting(session, "director", later), case, reason="Cần kiểm tra lại.")
    count_all(session, later)

    assert {(row.published, row.published_in_time) for row in kept(session).values()} == {(1, 0)}


@pytest.mark.parametrize("procedure", ["denunciation", "complaint"])
def test_it_counts_a_diverted_case_and_its_rating_nowhere(
    session: Session, now: datetime, procedure: str
) -> None:
    """What is sealed leaves every count (rules §7): a stub of its own tells of it."""
    case = published_case(session, now)
    rate_answer(acting(session, "sender", now), case, Rating(Level(4), Level(4), Level(5)))
    count_all(session, now)
    assert kept(session)
    divert_case(acting(session, "leader", now), case, procedure=procedure)
    count_all(session, now)

    assert [unfolded(row) for row in kept(session).values()] == []


def test_it_follows_a_due_date_into_the_next_month(session: Session, now: datetime) -> None:
    late_in_month = now + timedelta(days=6)
    case = accepted_case(session, late_in_month)
    count_all(session, late_in_month)
    assert {key[2] for key in kept(session)} == {202611, 202612}  # received in November, due in December

    before = first_due(session, case)
    ask_sender(acting(session, "officer", late_in_month), case, text="Xin cho biết số công tơ.")
    count_all(session, late_in_month)
    assert first_due(session, case) > before
    assert list(differences(session)) == []


def test_it_counts_information_for_reference_apart(session: Session, now: datetime) -> None:
    opened_case(session, now, sender=NewSender(), reply_by=ReplyBy.NONE)
    count_all(session, now)
    assert {(row.received, row.for_reference) for row in kept(session).values()} == {(0, 1)}


def test_it_forgets_a_month_that_has_no_case_any_more(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    count_all(session, now)
    elsewhere = Destination(unit_id(session, "TB"), "Thuộc địa bàn xã.")
    route_by_hand(acting(session, "coordinator", now), case, elsewhere)
    count_all(session, now)
    left = [row for row in kept(session).values() if row.unit_id == unit_id(session, "QLNL")]
    assert left == []


def test_it_needs_as_many_statements_for_many_cases_as_for_one(session: Session, now: datetime) -> None:
    for _ in range(3):
        published_case(session, now)
    bucket = (Basis.DUE, unit_id(session, "QLNL"), 202611)
    act = Act(session, SYSTEM, now, load_settings(session))
    # More marks than one statement may name.
    session.add_all(FigureMark(basis=bucket[0], unit_id=bucket[1], month=bucket[2]) for _ in range(600))
    session.flush()
    with counted_statements() as sent:
        count_bucket(act, bucket)
        session.flush()
    assert len(sent) <= 9, sent
    assert bucket not in marked_buckets(session)


def test_it_marks_both_months_of_a_case_once(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    session.execute(delete(FigureMark))
    act = Act(session, SYSTEM, now, load_settings(session))
    mark_figures(act, case)
    mark_figures(act, case)
    session.flush()
    assert sorted(marked_buckets(session)) == [
        (Basis.DUE, case.unit_id, 202611),
        (Basis.RECEIVED, case.unit_id, 202611),
    ]


def test_it_tells_every_process_that_figures_are_new(session: Session, now: datetime) -> None:
    opened_case(session, now)
    assert freshness(session, now).revision == ""
    count_all(session, now)
    first = freshness(session, now).revision
    opened_case(session, now)
    count_all(session, now)
    assert first != freshness(session, now).revision != ""
    assert last_beat(session, REVISION) == now


def test_it_counts_nothing_of_what_is_not_there(session: Session, now: datetime) -> None:
    count_bucket(
        Act(session, SENDER, now, load_settings(session)), (Basis.DUE, unit_id(session, "TB"), 202611)
    )
    assert kept(session) == {}
