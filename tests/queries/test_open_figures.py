"""The kept months to take: what the page shows can be added up from them."""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span
from portal.domain.time import local_day
from portal.queries.figure_parts import MAIN
from portal.queries.figures import Basis, Selection, everywhere, figures_of
from portal.queries.open_figures import open_months
from portal.queries.settings import load_settings
from tests.factories import answered_case
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
