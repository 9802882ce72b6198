"""Figures of any days: whole months as they are kept, the days at the edges counted anew, both adding up."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.dossier_figures import DossierCounts, Kept
from portal.domain.figures import CaseCounts
from portal.domain.measures.registry import MEASURES
from portal.domain.periods import Period, Span
from portal.domain.reports.spec import Days, days_of_month, read_days
from portal.queries.figures import Selection, everywhere, figures_of
from portal.queries.reports.sums import (
    Gathered,
    Wanted,
    gathered,
    months_on_time,
    open_by_due_date,
)
from portal.queries.settings import load_settings
from tests.dossier_factories import day, filed_dossier, issued_letter
from tests.factories import opened_case, unit_id
from tests.queries.checking import count
from tests.support.lives import Lives
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

TODAY = date(2026, 11, 20)


def wanted(session: Session, days: Days) -> Wanted:
    return Wanted(everywhere(load_settings(session)), days, TODAY, day_minutes=450)


def days(code: str) -> Days:
    found = read_days(code)
    assert found is not None
    return found


def added(parts: list[Gathered]) -> tuple[CaseCounts, CaseCounts, DossierCounts, DossierCounts]:
    """The counts of several stretches of days, added up."""
    received = sum((each.counted.cases.received for each in parts), CaseCounts())
    due = sum((each.counted.cases.due for each in parts), CaseCounts())
    dossiers = sum((each.counted.kept.counts for each in parts), DossierCounts())
    return received, due, dossiers, sum((each.counted.received for each in parts), DossierCounts())


def untold(counts: CaseCounts) -> CaseCounts:
    """Without what is not told of days."""
    return replace(counts, asked_again=0, rated_low=0)


@pytest.fixture
def lived(session: Session, now: datetime) -> None:
    """Three months of cases to which everything happened, some dossiers, all counted."""
    Lives(session, now, seed=7).live(25)
    for number in range(6):
        due = TODAY + timedelta(days=7 * number - 21)
        dossier = filed_dossier(session, now, code=f"H99.15-26110{number}-000{number}", due=day(due))
        if due < TODAY:
            issued_letter(session, now, dossier)
    count(session, now)


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("month", [202610, 202611])
def test_the_days_of_a_month_add_up_to_it(session: Session, month: int) -> None:
    whole = days_of_month(month)
    cuts = [whole.first, whole.first.replace(day=2), whole.first.replace(day=19), whole.first.replace(day=20)]
    stretches = [
        Days(first, end - timedelta(days=1)) for first, end in zip(cuts, [*cuts[1:], whole.last], strict=True)
    ]
    parts = [gathered(session, wanted(session, each)) for each in [*stretches, Days(whole.last, whole.last)]]
    received, due, dossiers, came = added(parts)
    kept = gathered(session, wanted(session, whole))
    assert received == untold(kept.counted.cases.received)
    assert due == untold(kept.counted.cases.due)
    assert (dossiers, came) == (kept.counted.kept.counts, kept.counted.received)
    assert sum(each.counted.kept.overdue.all for each in parts) == kept.counted.kept.overdue.all
    assert received.received + due.received > 0
    times: dict[int, int] = {}
    for each in parts:
        for tenths, n in each.counted.cases.answer_tenths.items():
            times[tenths] = times.get(tenths, 0) + n
    assert times == kept.counted.cases.answer_tenths


@pytest.mark.usefixtures("lived")
def test_whole_months_say_what_the_dashboard_says(session: Session) -> None:
    found = gathered(session, wanted(session, days("2026-Q4")))
    unit_ids = everywhere(load_settings(session))
    shown = figures_of(session, Selection(unit_ids, Period(Span.QUARTER, 2026, 4), TODAY))
    assert found.counted.cases.received == shown.total.received
    assert found.counted.cases.due == shown.total.due
    assert found.counted.cases.ratings == shown.total.ratings
    assert {unit: each.due for unit, each in found.cases.items()} == {
        unit: each.due for unit, each in shown.by_unit.items()
    }
    assert (dict(found.counted.apart), found.counted.for_reference) == (shown.apart, shown.for_reference)


@pytest.mark.usefixtures("lived")
def test_units_add_up_to_the_whole(session: Session) -> None:
    found = gathered(session, wanted(session, days("2026-10-05_2026-11-19")))
    assert sum((each.received for each in found.cases.values()), CaseCounts()) == found.counted.cases.received
    assert sum((each.counts for each in found.kept.values()), DossierCounts()) == found.counted.kept.counts
    assert found.counted.cases.received.adds_up
    assert found.counted.kept.counts.adds_up


@pytest.mark.usefixtures("lived")
def test_days_tell_no_rating(session: Session) -> None:
    part = gathered(session, wanted(session, days("2026-09-02_2026-11-20"))).counted
    assert part.cases.ratings == {}
    told = {each.code for each in MEASURES if not each.value(part).suppressed}
    assert "qd766.feedback_satisfaction" not in told
    assert not [code for code in told if code.startswith("ratings.")]


@pytest.mark.usefixtures("lived")
def test_it_takes_few_statements(session: Session) -> None:
    quarter, edged = (wanted(session, days(code)) for code in ("2026-Q4", "2026-09-03_2026-11-19"))
    with counted_statements() as sent:
        gathered(session, quarter)
    assert len(sent) <= 3
    with counted_statements() as sent:
        gathered(session, edged)
    assert len(sent) <= 3 + 2 * 8


def test_a_case_belongs_to_its_day_in_viet_nam(session: Session, now: datetime) -> None:
    """Received at 23:30 and at 00:30: on two days, though on one in the zone of Greenwich."""
    late = now.replace(hour=23, minute=30)
    opened_case(session, late)
    opened_case(session, late + timedelta(hours=1))
    count(session, now)
    for on in (TODAY, TODAY + timedelta(days=1)):
        assert gathered(session, wanted(session, Days(on, on))).counted.cases.received.received == 1


@pytest.mark.usefixtures("lived")
def test_open_cases_are_those_of_all_months(session: Session) -> None:
    asked = wanted(session, days("2026-11"))
    all_months = figures_of(
        session, Selection(asked.unit_ids, Period(Span.YEAR, 2026), TODAY)
    ).total.received.open
    assert sum(open_by_due_date(session, asked).values()) == all_months
    assert list(months_on_time(session, asked))[-1] == 202611
    assert len(months_on_time(session, asked)) == 12


@pytest.mark.usefixtures("lived")
def test_what_a_unit_ended_with_counts_for_its_successor(session: Session) -> None:
    old, new = unit_id(session, "QLNL"), unit_id(session, "QLTM")
    asked = wanted(session, days("2026-Q4"))
    then, today = gathered(session, asked), gathered(session, replace(asked, successors={old: new}))
    assert old not in today.cases
    assert today.cases[new].received == then.cases[old].received + then.cases[new].received
    assert today.counted.cases.received == then.counted.cases.received
    assert today.kept.get(new, Kept()).counts.all == sum(
        then.kept[each].counts.all for each in (old, new) if each in then.kept
    )
