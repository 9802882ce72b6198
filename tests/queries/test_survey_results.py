"""Survey results as pages, files and reports get them: nothing of few, nothing that runs, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span, period_of
from portal.domain.surveys.ways import CampaignStatus
from portal.models.survey_figure import SurveyFigure
from portal.queries.figures import Selection, Wanted, everywhere, selection_for
from portal.queries.settings import load_settings
from portal.queries.surveys.campaigns import campaign_counts
from portal.queries.surveys.ended import campaign_is_over
from portal.queries.surveys.released import released_surveys
from portal.queries.surveys.results import Results, SeriesResult, results_of
from portal.services.surveys.count_ballots import count_ballots
from portal.services.surveys.run_campaign import close_campaign
from tests.ballot_factories import campaign, count, give, point, quick
from tests.factories import acting, unit_id
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

UNITS = ("BA", "SCT", "VP", "QLTM", "QLNL", "HCC", "TB", "LH")
TODAY = date(2026, 11, 20)
PERIODS = sorted(
    {period_of(span, 202600 + month) for span in Span for month in range(1, 13)}, key=lambda each: each.code
)


def results(
    session: Session, period: Period, unit: str | None = None, *, today: date = TODAY, as_now: bool = False
) -> Results:
    settings = load_settings(session)
    wanted = Wanted(unit_id(session, unit) if unit else None, period, today, as_now)
    return results_of(session, settings, selection_for(settings, everywhere(settings), wanted))


def only(found: Results) -> SeriesResult | None:
    return found.series[0] if found.series else None


def random_year(session: Session, *, seed: int, campaign_id: int = 0) -> None:
    """Few ballots or many of every unit and month, at points and elsewhere."""
    random, now = Random(seed), datetime(2026, 11, 20, 2, tzinfo=UTC)
    version_id, kiosks = (
        quick(session).version_id,
        [0, *(point(session, now, number=each) for each in (1, 2))],
    )
    for unit, month, kiosk in product(UNITS, range(1, 12), kiosks):
        ballots = random.choice([0, 0, 1, 2, 3, 4, 5, 7, 30])
        answered = random.randint(0, ballots)
        ways = {"kiosk": ballots} if kiosk else {"page": ballots - ballots // 3, "sms_link": ballots // 3}
        if ballots:
            row = SurveyFigure(
                unit_id=unit_id(session, unit),
                month=202600 + month,
                version_id=version_id,
                campaign_id=campaign_id,
                point_id=kiosk,
                ballots=ballots,
                answers={"service": {"5": answered, "1": ballots - answered}},
                ways={way: number for way, number in ways.items() if number},
                counted_at=now,
            )
            session.add(row)
    session.flush()


def tells_of_enough(ballots: int) -> bool:
    """Whether so many are nobody, or enough that none of them stands out."""
    return ballots == 0 or ballots >= 5


def numbers(result: SeriesResult) -> Iterator[tuple[str, int]]:
    """Every number a page tells of its ballots, by what it is about."""
    yield "", result.total.ballots
    yield from ((f"unit {each}", counts.ballots) for each, counts in result.by_unit.items())
    yield from ((f"month {each}", counts.ballots) for each, counts in result.by_month.items())
    yield from ((f"point {each}", counts.ballots) for each, counts in result.by_point.items())
    yield from ((f"way {each}", ballots) for each, ballots in result.ways.items())


@pytest.mark.parametrize(("seed", "sampled"), [(1, False), (2, False), (3, True), (4, True)])
def test_no_two_pages_tell_of_few(session: Session, now: datetime, seed: int, sampled: bool) -> None:
    random_year(session, seed=seed, campaign_id=campaign(session, now).id if sampled else 0)
    settings = load_settings(session)
    told: dict[tuple[frozenset[int], Period], dict[str, int]] = {}
    for unit, period in product((None, "SCT", "VP", "QLTM", "HCC"), PERIODS):
        found = only(results(session, period, unit))
        units = settings.units_below(unit_id(session, unit)) if unit else frozenset(settings.units)
        told[units, period] = dict(numbers(found)) if found else {}
    assert told[frozenset(settings.units), PERIODS[0]][""] > 500
    for (inner, finer), (outer, coarser) in product(told, told):
        if inner <= outer and coarser.first <= finer.first and finer.last <= coarser.last:
            less, more = told[inner, finer], told[outer, coarser]
            for about in {*less, *more}:
                assert tells_of_enough(more.get(about, 0) - less.get(about, 0))
            for number in less.values():
                assert tells_of_enough(number)
                assert tells_of_enough(more.get("", 0) - number)


def test_a_campaign_is_told_once_it_is_closed_and_counted(session: Session, now: datetime) -> None:
    running = campaign(session, now, status=CampaignStatus.RUNNING)
    give(session, "HCC", {5: 6}, campaign_id=running.id)
    count(session, now)
    year = Period(Span.YEAR, 2026)
    found = results(session, year)
    assert (found.series, list(found.running)) == ([], [running.id])
    assert results(session, year, "HCC").running == {}
    assert results(session, Period(Span.MONTH, 2026, 10)).running == {}
    give(session, "HCC", {1: 1}, campaign_id=running.id)
    close_campaign(acting(session, "overseer", now), running)
    # The last ballot waits to be counted.
    assert results(session, year).series == []
    count(session, now)
    result = only(results(session, year))
    assert result is not None
    assert (result.total.ballots, result.total.answers) == (7, {"service": {"1": 1, "5": 6}})


def test_a_worker_that_stands_still_over_midnight_keeps_a_campaign_from_being_told(
    session: Session, now: datetime
) -> None:
    """Else its last ballots were the difference between that night's reading and the next."""
    running = campaign(session, now, status=CampaignStatus.RUNNING)
    give(session, "HCC", {5: 6}, campaign_id=running.id)
    count(session, now)
    give(session, "HCC", {1: 1}, campaign_id=running.id)
    close_campaign(acting(session, "overseer", now), running)
    for days in (0, 1, 40):
        later = TODAY + timedelta(days=days)
        assert only(results(session, Period(Span.YEAR, 2026), today=later)) is None
        assert released_surveys(session, load_settings(session), later, years={2026}) == []
        assert not campaign_is_over(session, running)
    count(session, now + timedelta(days=40))
    assert campaign_is_over(session, running)
    assert _ballots(results(session, Period(Span.YEAR, 2026))) == 7


def test_a_month_of_which_nothing_is_counted_yet_keeps_it_too(session: Session, now: datetime) -> None:
    closed = campaign(session, now)
    give(session, "HCC", {5: 6}, campaign_id=closed.id)
    count(session, now)
    give(session, "TB", {1: 1}, campaign_id=closed.id, on=TODAY)
    assert not campaign_is_over(session, closed)


def test_ballots_of_others_never_hide_a_campaign(session: Session, now: datetime) -> None:
    """Volunteers' ballots wait all day long; those of the campaign are all counted."""
    closed = campaign(session, now)
    give(session, "HCC", {5: 6}, campaign_id=closed.id)
    count(session, now)
    give(session, "TB", {5: 1}, on=TODAY)
    give(session, "HCC", {5: 1})
    assert _ballots(results(session, Period(Span.YEAR, 2026))) == 6


@pytest.mark.parametrize("status", list(CampaignStatus))
def test_ballots_of_another_campaign_hide_it_neither(
    session: Session, now: datetime, status: CampaignStatus
) -> None:
    """Elsewhere and where the ended one had ballots: each waits for its own."""
    closed, other = campaign(session, now), campaign(session, now, status=status)
    give(session, "HCC", {5: 60}, campaign_id=closed.id)
    count(session, now)
    give(session, "TB", {1: 1}, campaign_id=other.id, on=TODAY)
    give(session, "HCC", {1: 1}, campaign_id=other.id)
    assert campaign_is_over(session, closed)
    assert not campaign_is_over(session, other)
    assert _ballots(results(session, Period(Span.YEAR, 2026))) == 60
    assert len(released_surveys(session, load_settings(session), TODAY, years={2026})) == 1


def test_a_ballot_waits_until_its_own_unit_and_month_are_counted(session: Session, now: datetime) -> None:
    closed = campaign(session, now)
    give(session, "HCC", {5: 6}, campaign_id=closed.id)
    give(session, "TB", {5: 6}, campaign_id=closed.id, on=TODAY)
    worker = acting(session, "system", now)
    for bucket in ((unit_id(session, "HCC"), 202611), (unit_id(session, "HCC"), 202610)):
        count_ballots(worker, bucket)
        assert not campaign_is_over(session, closed)
    count_ballots(worker, (unit_id(session, "TB"), 202611))
    assert campaign_is_over(session, closed)


def test_a_campaign_over_two_years_is_told_in_each_and_never_of_few(session: Session, now: datetime) -> None:
    closed = campaign(session, now)
    give(session, "HCC", {5: 8}, campaign_id=closed.id, on=date(2025, 12, 30))
    give(session, "HCC", {5: 2}, campaign_id=closed.id, on=date(2026, 1, 4))
    count(session, now)
    sound, _doubtful = campaign_counts(session, load_settings(session), closed)
    assert (sound.ballots, sound.answers) == (10, {"service": {"5": 10}})
    # The whole stands on the campaign's own page, so that eight beside it would tell of two.
    assert [_ballots(results(session, Period(Span.YEAR, year))) for year in (2025, 2026)] == [0, 0]


def test_an_item_of_few_is_told_neither_of_a_group_nor_of_the_whole(session: Session, now: datetime) -> None:
    closed = campaign(session, now)
    give(session, "HCC", {5: 8}, campaign_id=closed.id)
    give(session, "TB", {1: 3}, campaign_id=closed.id)
    give(session, "TB", {1: 4}, campaign_id=closed.id, answers={})
    count(session, now)
    sound, _doubtful = campaign_counts(session, load_settings(session), closed)
    assert (sound.ballots, sound.answers) == (15, {"service": {"5": 8}})


def test_doubtful_ballots_of_the_running_month_wait_too(session: Session, now: datetime) -> None:
    doubtful: dict[str, Any] = {"doubts": ["scripted"], "is_doubtful": True}
    give(session, "HCC", {5: 6, 1: 2}, **doubtful)
    give(session, "HCC", {5: 6})
    give(session, "HCC", {5: 9}, on=TODAY, **doubtful)
    count(session, now)
    result = only(results(session, Period(Span.YEAR, 2026)))
    assert result is not None
    assert (result.total.ballots, result.doubtful, result.doubts) == (6, 8, {"scripted": 8})


def test_units_of_today_have_what_they_took_over(session: Session, now: datetime) -> None:
    give(session, "TP", {5: 6})
    give(session, "LH", {5: 7})
    count(session, now)
    settings = load_settings(session)
    taken = ((unit_id(session, "TP"), unit_id(session, "LH")),)
    wanted = Selection(everywhere(settings), Period(Span.YEAR, 2026), TODAY, taken)
    result = only(results_of(session, settings, wanted))
    assert result is not None
    assert {each: counts.ballots for each, counts in result.by_unit.items()} == {unit_id(session, "LH"): 13}
    alone = replace(wanted, unit_ids=frozenset({unit_id(session, "LH")}))
    assert _ballots(results_of(session, settings, alone)) == 7


def test_what_comes_from_month_to_month_is_never_few(session: Session) -> None:
    random_year(session, seed=5)
    for unit in (None, "SCT", "QLNL"):
        year = Period(Span.YEAR, 2026)
        days = [date(2026, month, 1) for month in range(1, 13)] + [date(2027, 1, 1)]
        seen = [_ballots(results(session, year, unit, today=day)) for day in days]
        assert seen[0] == 0 < seen[-1]
        assert all(tells_of_enough(later - earlier) for earlier, later in pairwise(seen))


def test_results_are_a_handful_of_statements(session: Session) -> None:
    random_year(session, seed=6)
    settings = load_settings(session)
    wanted = Selection(everywhere(settings), Period(Span.YEAR, 2026), TODAY)
    with counted_statements() as kept:
        assert results_of(session, settings, wanted).series
    assert len(kept) <= 6, kept


def _ballots(found: Results) -> int:
    result = only(found)
    return result.total.ballots if result is not None else 0
