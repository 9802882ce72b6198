"""Open data: everything that the page shows can be added up from it, and no small number of ballots is told."""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span
from portal.domain.ratings import Level, Rating
from portal.domain.time import local_day
from portal.domain.unit_figures import QUESTIONS
from portal.queries.figure_parts import MAIN
from portal.queries.figures import Basis, Selection, everywhere, figures_of
from portal.queries.open_figures import Scope, open_ballots, open_months
from portal.queries.settings import load_settings
from portal.services.rate_answer import rate_answer
from tests.factories import acting, answered_case, unit_id
from tests.support.figures import count_all
from tests.support.lives import Lives

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_adds_up_to_the_page(session: Session, now: datetime) -> None:
    Lives(session, now, seed=8).live(30)
    count_all(session, now)
    today, year = local_day(now), Period(Span.YEAR, 2026)
    page = figures_of(session, Selection(everywhere(load_settings(session)), year, today))

    for basis, shown in ((Basis.RECEIVED, page.total.received), (Basis.DUE, page.total.due)):
        added, tenths = Counter[str](), Counter[int]()
        for row in open_months(session, today, year):
            if row.basis is basis and row.kind in MAIN:
                added.update({**row.numbers, "overdue": row.overdue})
                tenths.update(row.answer_tenths)
        assert all(getattr(shown, name) == n for name, n in added.items())
        assert added["received"] == shown.received > 0
        assert tenths == (page.total.answer_tenths if basis is Basis.DUE else {})
    told = sum(row.for_reference for row in open_months(session, today) if row.basis is Basis.RECEIVED)
    assert told == page.for_reference


def test_it_gives_one_period_when_asked(session: Session, now: datetime) -> None:
    answered_case(session, now)
    count_all(session, now)
    today = local_day(now)
    assert list(open_months(session, today, Period(Span.MONTH, 2026, 10))) == []
    assert len(list(open_months(session, today, Period(Span.MONTH, 2026, 11)))) == 2


def test_it_has_the_ballots_of_every_period_and_unit_of_the_page(session: Session, now: datetime) -> None:
    for number in range(5):
        case = answered_case(session, now)
        level = Level.SATISFIED if number else Level.DISSATISFIED
        rate_answer(acting(session, "sender", now), case, Rating(level, level, Level.VERY_SATISFIED))
    count_all(session, now)

    rows = open_ballots(session, load_settings(session))

    assert {(row.ballots, row.satisfied) for row in rows} == {(5, (4, 4, 5))}
    assert {row.period.code for row in rows} == {"2026-11", "2026-Q4", "2026-H2", "2026"}
    division, department, root = (unit_id(session, code) for code in ("QLNL", "SCT", "BA"))
    assert {(row.scope, row.unit_id) for row in rows} == {
        (Scope.ALL, None),
        (Scope.OWN, division),
        (Scope.WITH_UNITS_BELOW, division),
        (Scope.WITH_UNITS_BELOW, department),
        (Scope.WITH_UNITS_BELOW, root),
    }
    everything = Selection(everywhere(load_settings(session)), rows[0].period, local_day(now))
    total = figures_of(session, everything).total
    assert tuple(total.satisfaction(each).satisfied for each in QUESTIONS) == rows[0].satisfied


def test_it_tells_no_levels_below_five_ballots(session: Session, now: datetime) -> None:
    for _ in range(4):
        case = answered_case(session, now)
        rate_answer(acting(session, "sender", now), case, Rating(Level(1), Level(1), Level(1)))
    count_all(session, now)
    assert {(row.ballots, row.satisfied) for row in open_ballots(session, load_settings(session))} == {
        (4, None)
    }
