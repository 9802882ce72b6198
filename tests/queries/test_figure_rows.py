"""Drill-down: each number leads to exactly the cases it counts, as far as the actor may see them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Kind, ReplyBy
from portal.domain.people import Actor
from portal.domain.periods import Period, Span
from portal.domain.ratings import Level, Rating
from portal.domain.time import local_day
from portal.models.case import Case
from portal.queries.case_rows import CaseRow
from portal.queries.figure_rows import Asked, Basis, Part, Place, counted_cases, may_open
from portal.queries.figures import Selection, everywhere, figures_of
from portal.queries.settings import load_settings
from portal.services.open_case import NewSender
from portal.services.rate_answer import rate_answer
from tests.factories import acting, answered_case, divert_case, opened_case, person, unit_id
from tests.support.figures import count_all
from tests.support.lives import Lives, all_cases
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

COUNTED = [
    part
    for part in Part
    if part not in {Part.RATED, Part.FOR_REFERENCE, Part.KEPT, Part.NOT_YET_DUE, Part.HELD}
]


def selected(session: Session, now: datetime, **given: Any) -> Selection:
    usual = {
        "unit_ids": everywhere(load_settings(session)),
        "period": Period(Span.YEAR, now.year),
        "today": local_day(now),
    }
    return Selection(**{**usual, **given})


def pages(
    session: Session, actor: Actor, asked: Asked, *, backwards: bool = False
) -> Iterator[list[CaseRow]]:
    """All pages from a place on, in one direction."""
    page = counted_cases(session, actor, asked)
    while page.rows:
        yield list(page.rows)
        place = page.previous if backwards else page.next
        if place is None:
            return
        page = counted_cases(
            session, actor, Asked(asked.selection, asked.basis, asked.part, asked.kinds, place, asked.page)
        )


def references(session: Session, actor: Actor, asked: Asked) -> list[str]:
    return [row.reference for rows in pages(session, actor, asked) for row in rows]


def test_it_lists_the_cases_that_each_number_counts(session: Session, now: datetime) -> None:
    Lives(session, now, seed=4).live(40)
    count_all(session, now)
    everything, overseer = selected(session, now), person(session, "overseer", now)
    total = figures_of(session, everything).total
    sealed = [case for case in all_cases(session) if case.sealed]
    assert sealed

    for basis in (Basis.RECEIVED, Basis.DUE):
        counts = total.received if basis is Basis.RECEIVED else total.due
        for part in COUNTED:
            found = references(session, overseer, Asked(everything, basis, part, page=7))
            assert len(found) == len(set(found))
            number = getattr(counts, part.value)
            # Sealed cases are counted, as the parts must make the whole, and never listed.
            unlisted = len(sealed) if part in {Part.RECEIVED, Part.STOPPED, Part.RETURNED} else 0
            assert number - unlisted <= len(found) <= number, (basis, part)


def test_it_takes_months_and_units_as_the_table_has_them(session: Session, now: datetime) -> None:
    Lives(session, now, seed=5).live(25)
    count_all(session, now)
    overseer = person(session, "overseer", now)
    for month in range(202608, 202613):
        period = Period(Span.MONTH, month // 100, month % 100)
        for code in ("QLNL", "TB"):
            own = selected(session, now, period=period, unit_ids=frozenset({unit_id(session, code)}))
            answered = figures_of(session, own).total.due.answered
            assert len(references(session, overseer, Asked(own, Basis.DUE, Part.ANSWERED))) == answered


def test_it_pages_there_and_back_again(session: Session, now: datetime) -> None:
    Lives(session, now, seed=6).live(20)
    count_all(session, now)
    asked = Asked(selected(session, now), Basis.RECEIVED, Part.RECEIVED, page=2)
    overseer = person(session, "overseer", now)
    there = list(pages(session, overseer, asked))
    assert len(there) > 2
    assert {len(page) for page in there[:-1]} == {2}

    first_of_last = there[-1][0]
    month = session.scalars(select(Case.received_month).where(Case.id == first_of_last.id)).one()
    back_from = Place(month, first_of_last.id, backwards=True)
    asked_back = Asked(asked.selection, asked.basis, asked.part, place=back_from, page=2)
    back = list(pages(session, overseer, asked_back, backwards=True))
    assert [row.id for page in reversed(back) for row in page] == [
        row.id for page in there[:-1] for row in page
    ]


def test_it_lists_nothing_out_of_reach(session: Session, now: datetime) -> None:
    opened_case(session, now, unit_id=None)
    count_all(session, now)
    asked = Asked(selected(session, now), Basis.RECEIVED, Part.RECEIVED)
    assert len(references(session, person(session, "leader", now), asked)) == 1
    # Sees cases but no figures; sees figures but no cases.
    assert references(session, person(session, "outsider", now), asked) == []
    assert references(session, person(session, "administrator", now), asked) == []


def test_it_never_lists_a_sealed_case(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert_case(acting(session, "leader", now), case, procedure="denunciation")
    count_all(session, now)
    for part in Part:
        for role in ("leader", "overseer", "sealed_case_officer"):
            asked = Asked(selected(session, now), Basis.RECEIVED, part, tuple(Kind))
            assert references(session, person(session, role, now), asked) == []


def test_it_shows_who_rated_to_those_who_may_see_ratings(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    rate_answer(acting(session, "sender", now), case, Rating(Level(4), Level(4), Level(5)))
    count_all(session, now)
    asked = Asked(selected(session, now), Basis.DUE, Part.RATED)
    assert references(session, person(session, "leader", now), asked) == [case.reference]
    coordinator = person(session, "coordinator", now)
    assert references(session, coordinator, asked) == []
    assert not may_open(coordinator, Part.RATED)
    assert may_open(coordinator, Part.LATE)


def test_it_lists_what_is_counted_apart_only_when_asked_for_it(session: Session, now: datetime) -> None:
    praise = opened_case(session, now, kind=Kind.PRAISE)
    reference = opened_case(session, now, sender=NewSender(), reply_by=ReplyBy.NONE)
    count_all(session, now)
    everything, overseer = selected(session, now), person(session, "overseer", now)
    assert references(session, overseer, Asked(everything, Basis.RECEIVED, Part.RECEIVED)) == []
    praised = Asked(everything, Basis.RECEIVED, Part.RECEIVED, (Kind.PRAISE,))
    assert references(session, overseer, praised) == [praise.reference]
    told = Asked(everything, Basis.RECEIVED, Part.FOR_REFERENCE, tuple(Kind))
    assert references(session, overseer, told) == [reference.reference]


def test_it_skips_the_months_that_have_no_such_case(session: Session, now: datetime) -> None:
    Lives(session, now, seed=7).live(15)
    count_all(session, now)
    overseer = person(session, "overseer", now)
    nobody = Asked(selected(session, now), Basis.DUE, Part.KEPT_BY_NOTICE)
    with counted_statements() as sent:
        counted_cases(session, overseer, nobody)
    assert len(sent) == 1
