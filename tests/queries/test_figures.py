"""Adding up: months, units and kinds make one whole; what is counted apart stays apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from portal.domain.figures import CaseCounts, Share
from portal.domain.kinds import Kind
from portal.domain.periods import read_period
from portal.domain.permissions import Permission
from portal.domain.unit_figures import QUESTIONS, UnitFigures
from portal.models.bookkeeping import Heartbeat
from portal.models.dossier_figure import DossierBasis, DossierMark
from portal.models.figure import Basis, FigureMark, HeldFigure
from portal.queries.figures import Selection, everywhere, figures_of, freshness, reach
from portal.queries.kept_figures import load_figures
from portal.queries.settings import load_settings
from tests.factories import person, unit_id
from tests.support.figures import COUNTED_AT, keep_month
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

TODAY = date(2026, 11, 20)
Keep = Callable[..., None]


@pytest.fixture
def keep(session: Session) -> Keep:
    """Keeps a month of a unit."""
    return partial(keep_month, session)


def selection(session: Session, period: str = "2026-11", *units: str) -> Selection:
    wanted = read_period(period)
    assert wanted is not None
    chosen = frozenset(unit_id(session, each) for each in units)
    return Selection(chosen or everywhere(load_settings(session)), wanted, TODAY)


def test_it_adds_up_units_months_and_kinds(session: Session, keep: Keep) -> None:
    keep("QLNL", 202610, received=3, in_time=1, late=1, open=1, open_due={"2026-11-19": 1})
    keep("QLNL", 202611, kind=Kind.QUESTION, received=2, kept_by_notice=1, in_time_after_extension=1)
    keep("TB", 202611, received=4, in_time=2, stopped=2)
    keep("TB", 202509, received=99, in_time=99)  # before the period, and before the year's trend

    figures = figures_of(session, selection(session, "2026-Q4"))

    assert figures.total.received == CaseCounts(
        received=9,
        in_time=3,
        in_time_after_extension=1,
        kept_by_notice=1,
        late=1,
        open=1,
        stopped=2,
        overdue=1,
        due=7,
    )
    assert figures.total.received.adds_up
    whole = CaseCounts()
    for each in figures.by_unit.values():
        whole += each.received
    assert whole == figures.total.received
    assert {month: each.received.received for month, each in figures.by_month.items()} == {
        202610: 3,
        202611: 6,
    }


def test_it_keeps_the_two_bases_apart(session: Session, keep: Keep) -> None:
    keep("TB", 202611, basis=Basis.RECEIVED, received=5, in_time=5)
    keep("TB", 202611, basis=Basis.DUE, received=2, late=2)

    total = figures_of(session, selection(session)).total

    assert (total.received.in_time, total.received.late) == (5, 0)
    assert (total.due.in_time, total.due.late, total.due.due) == (0, 2, 2)


@pytest.mark.parametrize(
    ("on", "overdue"),
    [
        ("2026-11-19", 1),  # yesterday
        ("2026-11-20", 0),  # today ends at midnight
        ("2026-11-21", 0),
    ],
)
def test_it_finds_overdue_by_the_day_without_counting_again(
    session: Session, keep: Keep, on: str, overdue: int
) -> None:
    keep("TB", 202611, received=1, open=1, open_due={on: 1})
    assert figures_of(session, selection(session)).total.due.overdue == overdue


def test_it_counts_suggestions_praise_initiatives_and_reference_apart(session: Session, keep: Keep) -> None:
    keep("TB", 202611, kind=Kind.PRAISE, received=4, open=4, answer_tenths={"1": 4})
    keep("TB", 202611, kind=Kind.FEEDBACK, received=1, in_time=1, for_reference=2)
    keep("TB", 202611, kind=Kind.INITIATIVE, received=1, late=1, for_reference=1)

    figures = figures_of(session, selection(session))

    assert figures.total.received.received == 1
    assert figures.total.answer_tenths == {}
    assert {kind: counts.received for kind, counts in figures.apart.items()} == {
        Kind.PRAISE: 4,
        Kind.INITIATIVE: 1,
    }
    assert figures.for_reference == 3  # once, although both bases have them


def test_it_puts_times_and_ratings_together(session: Session, keep: Keep) -> None:
    levels = {question: {"5": 2, "1": 1} for question in QUESTIONS}
    keep("TB", 202611, received=3, in_time=3, answer_tenths={"10": 2, "9": 1}, ratings=levels)
    keep("QLNL", 202610, received=1, in_time=1, answer_tenths={"10": 1}, ratings=levels)

    figures = figures_of(session, selection(session, "2026"))

    assert figures.total.answer_tenths == {9: 1, 10: 3}
    assert figures.total.satisfaction("time").levels == {5: 4, 1: 2}
    assert figures.by_unit[unit_id(session, "QLNL")].answer_tenths == {10: 1}
    # The months of a trend are counts alone.
    assert figures.by_month[202611].answer_tenths == {}


def test_it_takes_only_the_units_asked_for(session: Session, keep: Keep) -> None:
    keep("TB", 202611, received=1, open=1)
    keep("LH", 202611, received=7, open=7)
    figures = figures_of(session, selection(session, "2026-11", "TB"))
    assert (figures.total.received.received, list(figures.by_unit)) == (1, [unit_id(session, "TB")])


def test_it_takes_two_statements_whatever_there_is(session: Session, keep: Keep) -> None:
    for month in range(202601, 202612):
        for unit in ("TB", "LH", "QLNL", "QLTM"):
            keep(unit, month, received=1, open=1)
    wanted = selection(session, "2026")
    with counted_statements() as sent:
        figures_of(session, wanted)
    assert len(sent) == 2


def test_it_reaches_no_further_than_the_appointment(session: Session, now: datetime) -> None:
    settings = load_settings(session)
    leader, everybody = person(session, "leader", now), everywhere(settings)
    reached = reach(leader, settings)
    assert reached == leader.units_for(Permission.SEE_FIGURES)
    assert reached < everybody
    assert reach(leader, settings, unit_id(session, "LH")) == frozenset()
    assert reach(person(session, "outsider", now), settings) == frozenset()  # an officer sees no figures


def test_it_is_exact_as_of_now_when_nothing_waits(session: Session, now: datetime) -> None:
    assert freshness(session, now).as_of == now
    assert not freshness(session, now).recounting


def test_it_says_as_of_when_it_was_exact_while_something_waits(session: Session, now: datetime) -> None:
    counted_at = now - timedelta(minutes=1)
    session.add(Heartbeat(name="count", at=counted_at))
    session.add(FigureMark(basis=Basis.DUE, unit_id=1, month=202611))
    session.flush()
    found = freshness(session, now)
    assert (found.as_of, found.recounting) == (counted_at, True)


@pytest.mark.parametrize(
    "mark",
    [
        partial(FigureMark, basis=Basis.RECEIVED, unit_id=1, month=202611),
        partial(DossierMark, basis=DossierBasis.DUE, unit_id=1, month=202611),
    ],
    ids=["cases", "dossiers"],
)
def test_it_is_not_exact_while_anything_waits_to_be_counted(
    session: Session, now: datetime, mark: Callable[[], object]
) -> None:
    """Pages and reports tell of cases and dossiers side by side, as of one moment."""
    session.add(mark())
    session.flush()
    assert freshness(session, now).recounting


def test_it_falls_back_on_the_last_counting_before_the_first_round(
    session: Session, now: datetime, keep: Keep
) -> None:
    keep("TB", 202611, received=1, open=1)
    session.add(FigureMark(basis=Basis.DUE, unit_id=1, month=202611))
    session.flush()
    assert freshness(session, now + timedelta(hours=1)).as_of == now


def test_it_adds_up_once_for_each_revision(session: Session, now: datetime, keep: Keep) -> None:
    session.add(Heartbeat(name="figures", at=now, detail=str(uuid4())))
    keep("TB", 202611, received=1, open=1)
    wanted = selection(session)
    with counted_statements() as sent:
        first = load_figures(session, wanted, freshness(session, now))
        again = load_figures(session, wanted, freshness(session, now))
    assert len(sent) == 4  # twice how fresh it is, once the figures
    assert again is first

    session.get_one(Heartbeat, "figures").detail = str(uuid4())
    session.flush()
    assert load_figures(session, wanted, freshness(session, now)) is not first


def test_it_keeps_nothing_before_the_first_counting(session: Session, now: datetime) -> None:
    fresh = freshness(session, now)
    first = load_figures(session, selection(session), fresh)
    assert load_figures(session, selection(session), fresh) is not first


def test_it_shows_nothing_of_an_empty_office(session: Session) -> None:
    figures = figures_of(session, selection(session))
    assert (figures.total, figures.by_unit, figures.by_month) == (UnitFigures(), {}, {})


def held(session: Session, unit: str, month: int, tenths: dict[str, int], minutes: int) -> None:
    session.add(
        HeldFigure(
            unit_id=unit_id(session, unit), month=month, tenths=tenths, minutes=minutes, counted_at=COUNTED_AT
        )
    )
    session.flush()


def test_it_adds_up_the_time_that_units_held_cases(session: Session) -> None:
    held(session, "QLNL", 202610, {"10": 1}, 60)
    held(session, "QLNL", 202611, {"10": 1, "75": 1}, 510)
    held(session, "TB", 202611, {"20": 1}, 115)
    held(session, "TB", 202509, {"999": 9}, 9)  # before the period
    figures = figures_of(session, selection(session, "2026-Q4"))
    energy = figures.by_unit[unit_id(session, "QLNL")]
    assert (energy.stays, energy.median_held_hours, energy.p90_held_hours) == (3, 1.0, 7.5)
    assert energy.held_hours == 9.5
    assert (figures.total.stays, figures.total.held_minutes) == (4, 685)


def test_the_time_held_goes_to_who_goes_on_for_a_unit_that_ended(session: Session) -> None:
    held(session, "QLNL", 202611, {"10": 1}, 60)
    held(session, "QLTM", 202611, {"20": 1}, 120)
    old, new = unit_id(session, "QLNL"), unit_id(session, "QLTM")
    by_today = replace(selection(session), successors=((old, new),))
    figures = figures_of(session, by_today)
    assert old not in figures.by_unit
    assert figures.by_unit[new].held_tenths == {10: 1, 20: 1}


def test_it_tells_one_kind_without_ratings_and_times_held(session: Session, keep: Keep) -> None:
    rated = {question: {"5": 7} for question in QUESTIONS}
    keep("TB", 202611, received=5, in_time=5, answer_tenths={"10": 5}, ratings=rated)
    keep("TB", 202611, kind=Kind.QUESTION, received=2, late=2, answer_tenths={"30": 2}, ratings=rated)
    keep("TB", 202611, kind=Kind.PRAISE, received=4, open=4)
    held = {"unit_id": unit_id(session, "TB"), "month": 202611, "tenths": {"5": 3}, "minutes": 90}
    session.add(HeldFigure(**held, counted_at=COUNTED_AT))
    session.flush()

    figures = figures_of(session, replace(selection(session), kind=Kind.QUESTION))

    assert figures.total.due == CaseCounts(received=2, late=2, due=2)
    assert figures.total.median_hours == 3.0
    assert all(figures.total.satisfaction(question).n == 0 for question in QUESTIONS)
    assert figures.total.stays == 0
    assert figures.apart == {}


def test_it_tells_what_is_open_whenever_it_came(session: Session, keep: Keep) -> None:
    keep("TB", 202405, basis=Basis.RECEIVED, received=2, open=2, open_due={"2024-05-10": 2})
    keep("TB", 202611, basis=Basis.RECEIVED, received=3, open=3, open_due={"2026-11-27": 3})
    keep("TB", 202611, basis=Basis.DUE, received=3, open=3, open_due={"2026-11-27": 3})  # the same once more
    keep("TB", 202611, kind=Kind.PRAISE, basis=Basis.RECEIVED, received=1, open=1, open_due={"2026-11-27": 1})

    figures = figures_of(session, selection(session))

    assert figures.open_due == {date(2024, 5, 10): 2, date(2026, 11, 27): 3}
    assert list(figures.by_month) == [202611]
    assert figures.total.received.received == 3


def test_it_tells_promises_kept_by_unit_and_month(session: Session, keep: Keep) -> None:
    keep("TB", 202610, received=9, in_time=5, kept_by_notice=1, late=3)
    keep("TB", 202610, kind=Kind.QUESTION, received=2, in_time=1, open=1, open_due={"2026-11-19": 1})
    keep("LH", 202611, received=3, open=3, open_due={"2026-11-20": 3})

    cells = figures_of(session, selection(session)).kept_by_unit_month

    assert cells[unit_id(session, "TB")] == {202610: Share(7, 11)}
    # Nothing has fallen due yet.
    assert cells[unit_id(session, "LH")] == {202611: Share(0, 0)}
