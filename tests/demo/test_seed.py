"""The demo office: half a year of believable cases, the same for the same seed, consistent and settled."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.demo.office import demo_accounts, is_empty
from portal.demo.seed import DAYS, seed_cases, seed_office
from portal.domain.states import State
from portal.domain.verdict import Verdict
from portal.models.answer import Answer, Publication
from portal.models.case import Case, CaseEvent
from portal.models.figure import FigureMark
from portal.models.message import CallBack, CallBackStatus, Message, MessageStatus
from portal.models.rating import RatingRow
from tests.fakes import FakePorts
from tests.support.databases import SqliteDatabases
from tests.support.workers import sessions_on

pytestmark = pytest.mark.usefixtures("demo")

NOW = datetime.fromisoformat("2026-11-20T15:00+07:00")
COUNT = 60


def seeded(session: Session, *, count: int = COUNT, seed: int = 1) -> None:
    """The demo office in an empty database."""
    seed_office(session, days=shipped_days(), hash_password=lambda password: f"not-hashed:{password}")
    assert list(seed_cases(session, NOW, ports=FakePorts().ports, count=count, seed=seed)) == list(
        range(count)
    )


@pytest.fixture(scope="module")
def demo(engine: Engine) -> None:
    with Session(engine) as session:
        seeded(session)


def outline(session: Session) -> list[tuple[object, ...]]:
    """What somebody would notice to be another demo."""
    columns = (Case.subject, Case.received_at, Case.state, Case.unit_id, Case.verdict, Case.event_count)
    return [tuple(row) for row in session.execute(select(*columns).order_by(Case.id))]


def test_it_is_the_same_for_the_same_seed(sqlite_databases: SqliteDatabases) -> None:
    told = []
    for seed in (1, 1, 2):
        with (
            sqlite_databases.fresh() as address,
            sessions_on(address) as sessions,
            sessions() as session,
        ):
            seeded(session, count=12, seed=seed)
            told.append(outline(session))
    assert told[0] == told[1] != told[2]


def test_it_has_cases_in_every_stage(session: Session) -> None:
    counts = Counter(session.scalars(select(Case.state)))
    assert sum(counts.values()) >= COUNT
    expected = {
        State.RECEIVED, State.ROUTED, State.IN_PROGRESS, State.WAITING_FOR_SENDER, State.ANSWERED,
        State.CLOSED, State.REOPEN_REQUESTED, State.WITHDRAWN, State.MERGED, State.HANDED_OVER,
        State.NOT_ACCEPTED,
    }  # fmt: skip
    assert expected - {State.ROUTED} <= set(counts)


def test_it_has_late_answers_published_ones_and_ratings(session: Session) -> None:
    verdicts = Counter(session.scalars(select(Case.verdict)))
    assert verdicts[Verdict.LATE] > 0
    assert verdicts[Verdict.IN_TIME] > verdicts[Verdict.LATE]
    assert (session.scalar(select(func.count()).select_from(Publication)) or 0) > 10
    assert (session.scalar(select(func.count()).select_from(RatingRow)) or 0) > 5


def test_it_apologises_where_it_came_late(session: Session) -> None:
    late = select(Answer.apology).join(Case, Case.id == Answer.case_id)
    first_round = late.where(Case.verdict == Verdict.LATE, Answer.round == 1)
    apologies = session.scalars(first_round).all()
    assert apologies
    assert "" not in apologies


def test_it_happens_in_order_of_time_and_not_after_now(session: Session) -> None:
    rows = session.execute(
        select(CaseEvent.case_id, CaseEvent.number, CaseEvent.at, CaseEvent.kind).order_by(
            CaseEvent.case_id, CaseEvent.number
        )
    ).all()
    backwards = [
        (str(first.kind), str(second.kind), second.at - first.at)
        for first, second in pairwise(rows)
        if first.case_id == second.case_id and second.at < first.at
    ]
    assert backwards == []
    assert max(row.at for row in rows) <= NOW


def test_it_lies_within_half_a_year(session: Session) -> None:
    earliest = session.scalar(select(func.min(Case.received_at)))
    assert earliest is not None
    assert timedelta(days=DAYS / 2) < NOW - earliest <= timedelta(days=DAYS + 1)


def test_it_leaves_no_mail_of_the_past_to_send(session: Session) -> None:
    assert set(session.scalars(select(Message.status))) == {MessageStatus.SENT}
    waiting = select(CallBack.next_try_on).where(CallBack.status == CallBackStatus.WAITING)
    assert min(session.scalars(waiting)) >= date(2026, 11, 20)


def test_it_has_counted_its_figures(session: Session) -> None:
    assert session.scalar(select(func.count()).select_from(FigureMark)) == 0


def test_it_is_no_empty_installation(session: Session) -> None:
    assert not is_empty(session)


def test_it_names_the_accounts_worth_trying(session: Session) -> None:
    lines = demo_accounts(session)
    assert len(lines) == 9
    assert "password" in lines[0]
    assert any(line.startswith("chuyenvien@binhan.example") and "QLNL" in line for line in lines)
