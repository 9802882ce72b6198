"""The public figures of every period and unit: read once, in one order, no period that has not begun."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.measures.telling import Told, figures_told
from portal.domain.periods import read_period
from portal.domain.states import Level
from portal.models.succession import UnitVersion
from portal.queries.public_figures import Asked, public_figures
from portal.queries.settings import load_settings
from tests.ballot_factories import count, give
from tests.factories import unit_id
from tests.support.figures import ballots, keep_month
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

TODAY = date(2026, 11, 20)
Keep = Callable[..., None]


@pytest.fixture
def keep(session: Session) -> Keep:
    """Keeps a month of a unit."""
    return partial(keep_month, session)


def told(session: Session, **asked: object) -> list[Told]:
    session.flush()
    return list(public_figures(session, load_settings(session), Asked(TODAY, 450, **asked)))  # type: ignore[arg-type]


def keys(found: list[Told]) -> list[tuple[str, str, str]]:
    return [(each.period.code, each.unit, each.scope) for each in found]


def test_it_tells_each_period_that_has_begun_of_all_and_of_each_unit(session: Session, keep: Keep) -> None:
    keep("QLNL", 202610, received=2, in_time=2)
    keep("SCT", 202610, received=1, late=1)
    keep("TB", 202612, received=1, open=1)  # the month has not begun
    found = keys(told(session))
    assert [code for code, unit, _scope in found if unit == "all"] == [
        "2026",
        "2026-H2",
        "2026-10",
        "2026-Q4",
    ]
    assert [key[1:] for key in found if key[0] == "2026-10"] == [
        ("all", "all"),
        ("BA", "below"),
        ("QLNL", "below"),
        ("SCT", "below"),
        ("SCT", "own"),
    ]


def test_it_reads_the_kept_months_once(session: Session, keep: Keep) -> None:
    keep("TB", 202601, received=1, in_time=1)
    settings, asked = load_settings(session), Asked(TODAY, 450)
    with counted_statements() as few:
        list(public_figures(session, settings, asked))
    for month in range(202501, 202513):
        keep("TB", month, received=1, in_time=1)
    with counted_statements() as many:
        list(public_figures(session, settings, asked))
    assert len(many) == len(few) <= 8


def test_it_tells_one_period_and_one_unit_when_asked(session: Session, keep: Keep) -> None:
    keep("QLNL", 202610, received=2, in_time=2)
    keep("TB", 202611, received=3, late=3)
    assert keys(told(session, period=read_period("2026-Q4"), unit_id=unit_id(session, "TB"))) == [
        ("2026-Q4", "TB", "below")
    ]


def test_it_tells_a_unit_with_what_it_had_below_it_then(session: Session, keep: Keep) -> None:
    """Until the end of September the division belonged to another unit."""
    was = {"parent_id": unit_id(session, "HCC"), "code": "QLNL", "name": "Cũ", "level": Level.DIVISION}
    until = date(2026, 10, 1) - timedelta(days=1)
    session.add(
        UnitVersion(unit_id=unit_id(session, "QLNL"), valid_from=date(2025, 1, 1), valid_to=until, **was)
    )
    for month in (202609, 202610):
        keep("QLNL", month, received=1, in_time=1)
    found = {(each.period.code, each.unit) for each in told(session)}
    assert ("2026-09", "HCC") in found
    assert ("2026-09", "SCT") not in found
    assert ("2026-10", "SCT") in found


def test_it_leaves_out_what_is_not_counted_at_all(session: Session, keep: Keep) -> None:
    keep("TB", 202611, kind=Kind.PRAISE, received=1, in_time=1)
    families = {str(each["measure"]).partition(".")[0] for one in told(session) for each in figures_told(one)}
    assert families == {"apart"}


def test_it_tells_ratings_in_released_groups_alone(session: Session, keep: Keep) -> None:
    keep("TB", 202610, received=9, in_time=9, ratings=ballots(2, 1), rated_low=1)
    keep("TB", 202611, received=9, in_time=9, ratings=ballots(3, 1), rated_low=1)
    by_key = {
        (one.period.code, one.unit): {each["measure"]: each for each in figures_told(one)}
        for one in told(session)
        if one.scope != "own"
    }
    for month in ("2026-10", "2026-11"):
        assert by_key[month, "TB"]["ratings.result"]["suppressed"]
        assert by_key[month, "TB"]["qd766.feedback_satisfaction"]["suppressed"]
    quarter = by_key["2026-Q4", "TB"]
    assert (quarter["ratings.result"]["part"], quarter["ratings.result"]["whole"]) == (5, 7)
    assert quarter["qd766.feedback_satisfaction"]["part"] == 16


def test_it_tells_surveys_of_units_and_periods_without_any_case(session: Session, now: datetime) -> None:
    give(session, "TB", {5: 4, 2: 2})
    give(session, "HCC", {4: 3})
    count(session, now)
    session.flush()
    found = [each for each in told(session) if each.counted.surveys]
    assert keys(found) == [
        ("2026", "all", "all"),
        ("2026", "BA", "below"),
        ("2026", "TB", "below"),
        ("2026-H2", "all", "all"),
        ("2026-H2", "BA", "below"),
        ("2026-H2", "TB", "below"),
        ("2026-10", "all", "all"),
        ("2026-10", "BA", "below"),
        ("2026-10", "TB", "below"),
        ("2026-Q4", "all", "all"),
        ("2026-Q4", "BA", "below"),
        ("2026-Q4", "TB", "below"),
    ]
    figures = {str(each["measure"]): each for each in figures_told(found[-1])}
    assert figures["surveys.quick.1.voluntary.ballots"]["number"] == 6
    assert figures["surveys.quick.1.voluntary.item.service.satisfied"]["percent"] == "66.67"


def test_it_tells_nothing_of_ballots_of_this_month(session: Session, now: datetime) -> None:
    give(session, "TB", {5: 6}, on=TODAY)
    count(session, now)
    assert told(session) == []
