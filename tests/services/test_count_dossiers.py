"""The kept figures of dossiers equal a recount, whatever happens to a dossier."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.apologies import Timing
from portal.domain.dossier_channels import DossierChannel
from portal.domain.dossier_figures import DossierCounts
from portal.domain.imports.moments import Moment
from portal.domain.periods import Period, Span
from portal.models.dossier_figure import DossierBasis, DossierFigure, DossierMark
from portal.queries.dossier_figures import (
    Counted,
    DossierFigures,
    DossierPart,
    counted_dossiers,
    dossier_figures,
    late_kept,
)
from portal.queries.figures import Selection, everywhere
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from portal.services.mark_solved import mark_solved
from tests.dossier_factories import day, filed_dossier, issued_letter
from tests.factories import acting, divert_case, opened_case, person
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

NOVEMBER = Period(Span.MONTH, 2026, 11)


def count_all(session: Session, now: datetime) -> None:
    session.flush()
    for bucket in marked_dossier_months(session):
        count_dossier_month(acting(session, "system", now), bucket)


def figures(session: Session, now: datetime, period: Period = NOVEMBER) -> DossierFigures:
    count_all(session, now)
    return dossier_figures(session, selection(session, now, period))


def selection(session: Session, now: datetime, period: Period = NOVEMBER) -> Selection:
    units = everywhere(acting(session, "system", now).settings)
    return Selection(units, period, now.date())


def a_month(session: Session, now: datetime) -> None:
    """One of each: early, on time, late with and without letter, overdue, open, stopped, not updated."""
    on = date(2026, 11, 16)
    filed_dossier(session, now, code="E-1", due=day(on), finished=day(date(2026, 11, 13)))
    filed_dossier(session, now, code="O-1", due=day(on), finished=day(on))
    filed_dossier(session, now, code="L-1", due=day(on), finished=day(date(2026, 11, 18)))
    lettered = filed_dossier(session, now, code="L-2", due=day(date(2026, 11, 17)))
    issued_letter(session, now, lettered)
    # An hour after the letter: a return without its hour would stand before a letter of the same day.
    returned = Moment(now + timedelta(hours=1), has_time=True)
    filed_dossier(session, now, code="L-2", due=day(date(2026, 11, 17)), finished=returned, returned=returned)
    filed_dossier(session, now, code="V-1", due=day(date(2026, 11, 18)))
    filed_dossier(session, now, code="P-1", due=day(date(2026, 11, 26)))
    filed_dossier(session, now, code="S-1", due=day(on), stopped_on=date(2026, 11, 12))
    solved = filed_dossier(session, now, code="N-1", due=day(date(2026, 11, 19)))
    mark_solved(
        acting(session, "officer", now), solved, solved_on=date(2026, 11, 19), evidence="Sổ trả kết quả"
    )


def test_each_dossier_stands_in_one_part(session: Session, now: datetime) -> None:
    a_month(session, now)
    kept = figures(session, now).kept
    counts = kept.counts
    assert counts.adds_up
    assert (counts.all, counts.early, counts.on_time, counts.late) == (8, 1, 1, 2)
    assert (counts.open, counts.stopped, counts.not_updated) == (3, 1, 1)
    # V-1 alone is overdue: P-1 is still in time and N-1 is known to be solved.
    assert kept.overdue.all == 1
    assert (kept.on_time.part, kept.on_time.whole) == (2, 5)


def test_letters_of_the_late_ones(session: Session, now: datetime) -> None:
    a_month(session, now)
    kept = figures(session, now).kept
    assert kept.all_late == 3
    assert (kept.with_letter(Timing.AFTER_DUE), kept.with_letter(Timing.NEVER)) == (1, 2)
    assert kept.counts.complete == 1
    # The letter promised a day that the result did not wait for.
    assert (kept.new_date_kept.part, kept.new_date_kept.whole) == (1, 1)


def test_the_rows_behind_a_number_are_those_it_counts(session: Session, now: datetime) -> None:
    a_month(session, now)
    shown = figures(session, now)
    expected = {
        DossierPart.ALL: shown.kept.counts.all,
        DossierPart.EARLY: shown.kept.counts.early,
        DossierPart.LATE: shown.kept.counts.late,
        DossierPart.NOT_UPDATED: shown.kept.counts.not_updated,
        DossierPart.OVERDUE: shown.kept.overdue.all,
        DossierPart.ALL_LATE: shown.kept.all_late,
        DossierPart.WITHOUT_LETTER: shown.kept.with_letter(Timing.NEVER),
    }
    overseer = person(session, "overseer", now)
    for part, number in expected.items():
        wanted = Counted(selection(session, now), DossierBasis.DUE, part)
        assert len(counted_dossiers(session, overseer, wanted)) == number, part


def test_the_outsider_finds_no_row_behind_any_number(session: Session, now: datetime) -> None:
    a_month(session, now)
    count_all(session, now)
    for role in ("outsider", "administrator", "operator"):
        for part in DossierPart:
            wanted = Counted(selection(session, now), DossierBasis.DUE, part)
            assert not counted_dossiers(session, person(session, role, now), wanted)


def test_counting_again_changes_nothing(session: Session, now: datetime) -> None:
    a_month(session, now)
    first = figures(session, now)
    session.execute(delete(DossierMark))
    for basis, unit_id, month in {
        (row.basis, row.unit_id, row.month) for row in session.scalars(select(DossierFigure))
    }:
        session.add(DossierMark(basis=basis, unit_id=unit_id, month=month))
    again = figures(session, now)
    assert (again.kept, again.received, again.ways) == (first.kept, first.received, first.ways)


def test_a_dossier_that_moves_to_another_month_leaves_the_first(session: Session, now: datetime) -> None:
    filed_dossier(session, now, due=day(date(2026, 11, 30)))
    assert figures(session, now).kept.counts.all == 1
    # The papers had to be completed: the promise moves with the file.
    filed_dossier(session, now, due=day(date(2026, 12, 7)), supplement_requests=1)
    assert figures(session, now).kept.counts == DossierCounts()
    assert figures(session, now, Period(Span.MONTH, 2026, 12)).kept.counts.all == 1


def test_ways_in_are_of_the_month_of_receipt(session: Session, now: datetime) -> None:
    before = day(now.date() - timedelta(days=30))
    filed_dossier(session, now, code="A", received=before, due=day(now.date()))
    filed_dossier(session, now, code="B", channel_in=DossierChannel.ONLINE_FULL)
    shown = figures(session, now)
    assert (shown.received.all, shown.received.online_full, shown.kept.counts.all) == (1, 1, 2)


def test_a_recount_takes_few_statements(session: Session, now: datetime) -> None:
    a_month(session, now)
    session.flush()
    due = next(bucket for bucket in marked_dossier_months(session) if bucket[0] is DossierBasis.DUE)
    with counted_statements() as sent:
        count_dossier_month(acting(session, "system", now), due)
        session.flush()
    assert len([each for each in sent if "settings_revision" not in each]) <= 7


def test_a_page_of_figures_takes_two_statements(session: Session, now: datetime) -> None:
    a_month(session, now)
    count_all(session, now)
    asked = selection(session, now)
    with counted_statements() as sent:
        dossier_figures(session, asked)
    assert len(sent) == 2


def test_it_counts_a_kept_dossier_with_feedback_once(session: Session, now: datetime) -> None:
    a_month(session, now)
    before = figures(session, now).kept
    assert before.subtractive_satisfaction == before.on_time
    for code in ("O-1", "O-1", "L-1"):  # twice about the same, and one about a late one
        opened_case(session, now, dossier_code=code)
    assert figures(session, now).kept.counts.with_feedback == 1
    case = opened_case(session, now, dossier_code="E-1")
    assert figures(session, now).kept.counts.with_feedback == 2

    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    assert figures(session, now).kept.counts.with_feedback == 1


def test_late_ones_alone_are_the_late_ones_of_all(session: Session, now: datetime) -> None:
    a_month(session, now)
    whole = figures(session, now).kept
    asked = selection(session, now)
    with counted_statements() as sent:
        total, by_unit = late_kept(session, asked)
    assert len(sent) == 1
    assert (total.all_late, total.coverage, total.lawful) == (whole.all_late, whole.coverage, whole.lawful)
    assert sum(each.all_late for each in by_unit.values()) == total.all_late > 0
