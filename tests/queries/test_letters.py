"""Letters of apology in their trays: scope, order, pages, and that an index carries each list."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.letter import Letter, LetterDelivery
from portal.queries import letters as letter_queries
from portal.queries.inbox import bounded_count, counted
from portal.queries.letters import (
    Beyond,
    LetterPage,
    Tray,
    delivery_for,
    issued_about_case,
    letter_for,
    letter_page,
    letters_for,
    letters_to_count,
    to_approve_count,
)
from portal.queries.settings import load_settings
from portal.services.draft_letter import submit_letter
from tests.dossier_factories import (
    approved_letter,
    drafted_letter,
    filed_dossier,
    issued_letter,
    submitted_letter,
)
from tests.factories import acting, divert_case, person
from tests.late_answer_factories import (
    approved_case_letter,
    drafted_case_letter,
    issued_case_letter,
    overdue_case,
)
from tests.support.statements import counted_statements, plans

pytestmark = pytest.mark.usefixtures("standing_office")


def paged(session: Session, now: datetime, role: str, tray: Tray, beyond: Beyond | None = None) -> LetterPage:
    session.flush()
    actor = person(session, role, now)
    return letter_page(session, actor, load_settings(session), tray=tray, beyond=beyond)


def one_of_each(session: Session, now: datetime) -> dict[Tray, Letter]:
    made = {Tray.DRAFT: drafted_letter(session, now, filed_dossier(session, now, code="H-1"))}
    made[Tray.SUBMITTED] = submitted_letter(session, now, code="H-2")
    made[Tray.APPROVED] = approved_letter(session, now, filed_dossier(session, now, code="H-3"))
    made[Tray.ISSUED] = issued_letter(session, now, filed_dossier(session, now, code="H-4"))
    session.flush()
    return made


@pytest.mark.parametrize("role", ["officer", "leader", "director", "overseer"])
def test_each_lies_in_its_tray(session: Session, now: datetime, role: str) -> None:
    made = one_of_each(session, now)
    actor, settings = person(session, role, now), load_settings(session)
    for tray, letter in made.items():
        assert [row.id for row in paged(session, now, role, tray).rows] == [letter.id]
        count = bounded_count("n", letters_to_count(actor, settings, tray=tray))
        assert counted(session, [count]) == {"n": 1}
        assert letter_for(session, actor, letter.id) is not None


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_others_find_none(session: Session, now: datetime, role: str) -> None:
    made = one_of_each(session, now)
    actor, settings = person(session, role, now), load_settings(session)
    for tray, letter in made.items():
        assert paged(session, now, role, tray) == LetterPage(())
        count = bounded_count("n", letters_to_count(actor, settings, tray=tray))
        assert counted(session, [count]) == {"n": 0}
        assert letter_for(session, actor, letter.id) is None
    assert letters_for(session, actor, [each.id for each in made.values()]) == []
    assert delivery_for(session, actor, 1) is None


@pytest.mark.parametrize(
    ("role", "count"),
    # Only the head of the agency, not of a division, nor who writes it or looks on.
    [("director", 1), ("leader", 0), ("officer", 0), ("overseer", 0), ("administrator", 0), ("outsider", 0)],
)
def test_it_counts_what_waits_for_who_approves(
    session: Session, now: datetime, role: str, count: int
) -> None:
    one_of_each(session, now)
    waiting = bounded_count("n", to_approve_count(person(session, role, now)))
    assert counted(session, [waiting]) == {"n": count}


def test_counting_what_waits_walks_an_index(session: Session, now: datetime) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    with counted_statements() as sent:
        counted(session, [bounded_count("n", to_approve_count(person(session, "director", now)))])
    plan = plans(session, sent[-1:])
    assert "ix_letters_unit_unfinished (unit_id=?" in plan, plan


@pytest.mark.parametrize("branches", [24, 0])
@pytest.mark.parametrize("tray", [Tray.DRAFT, Tray.ISSUED])
def test_it_pages_newest_first(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch, tray: Tray, branches: int
) -> None:
    monkeypatch.setattr(letter_queries, "PAGE", 2)
    monkeypatch.setattr(letter_queries, "MOST_BRANCHES", branches)
    make = drafted_letter if tray is Tray.DRAFT else issued_letter
    ids = [make(session, now, filed_dossier(session, now, code=f"H-{n}")).id for n in range(5)]
    first = paged(session, now, "officer", tray)
    second = paged(session, now, "officer", tray, Beyond(first.older_than or 0))
    third = paged(session, now, "officer", tray, Beyond(second.older_than or 0))
    seen = [row.id for page in (first, second, third) for row in page.rows]
    assert seen == ids[::-1]
    assert (first.newer_than, third.older_than) == (None, None)
    back = paged(session, now, "officer", tray, Beyond(second.newer_than or 0, backwards=True))
    assert [row.id for row in back.rows] == ids[:2:-1]


@pytest.mark.parametrize("tray", list(Tray))
def test_each_list_walks_an_index(session: Session, now: datetime, tray: Tray) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # with a handful of rows PostgreSQL reads them all, and rightly so
    actor, settings = person(session, "director", now), load_settings(session)
    with counted_statements() as sent:
        letter_page(session, actor, settings, tray=tray)
        counted(session, [bounded_count("n", letters_to_count(actor, settings, tray=tray))])
    assert len(sent) == 2
    plan = plans(session, sent)
    index = "ix_letters_unit (unit_id=?" if tray is Tray.ISSUED else "ix_letters_unit_unfinished (unit_id=?"
    assert index in plan, plan
    assert "SCAN letters" not in plan, plan
    assert "SCAN dossiers" not in plan, plan


# --- about cases ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "found"), [("officer", 2), ("director", 2), ("overseer", 2), ("outsider", 0)]
)
def test_both_kinds_lie_in_one_tray(session: Session, now: datetime, role: str, found: int) -> None:
    dossier, case = filed_dossier(session, now), overdue_case(session, now)
    letters = [drafted_letter(session, now, dossier), drafted_case_letter(session, now, case)]
    rows = paged(session, now, role, Tray.DRAFT).rows
    assert [row.code for row in rows] == [case.reference, dossier.code][:found]
    assert [row.about for row in rows][:1] == [case.subject][:found]
    actor = person(session, role, now)
    count = bounded_count("n", letters_to_count(actor, load_settings(session), tray=Tray.DRAFT))
    assert counted(session, [count]) == {"n": found}
    seen = letters_for(session, actor, [each.id for each in letters])
    assert [matter for _letter, matter in seen] == [dossier, case][:found]


def test_a_delivery_is_found_through_its_case(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    issued_case_letter(session, now, case)
    delivery = session.scalars(select(LetterDelivery)).one()
    assert delivery_for(session, person(session, "officer", now), delivery.id) == (delivery, case)
    assert delivery_for(session, person(session, "outsider", now), delivery.id) is None


def test_of_a_sealed_case_there_is_none(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = issued_case_letter(session, now, case)
    delivery = session.scalars(select(LetterDelivery)).one()
    divert_case(acting(session, "leader", now), case, to="Thanh tra tỉnh")
    session.flush()
    for role in ("officer", "leader", "director", "overseer"):
        actor = person(session, role, now)
        assert letter_for(session, actor, letter.id) is None
        assert delivery_for(session, actor, delivery.id) is None
        assert paged(session, now, role, Tray.ISSUED) == LetterPage(())


def test_what_waits_about_a_sealed_case_is_not_counted(session: Session, now: datetime) -> None:
    case = overdue_case(session, now)
    letter = drafted_case_letter(session, now, case)
    submit_letter(acting(session, "officer", now), case, letter)
    session.flush()
    waiting = bounded_count("n", to_approve_count(person(session, "director", now)))
    assert counted(session, [waiting]) == {"n": 1}
    divert_case(acting(session, "leader", now), case, to="Thanh tra tỉnh")
    session.flush()
    assert counted(session, [waiting]) == {"n": 0}


def test_the_sender_has_only_what_was_issued_about_their_case(session: Session, now: datetime) -> None:
    case, other = overdue_case(session, now), overdue_case(session, now)
    issued, approved = issued_case_letter(session, now, case), approved_case_letter(session, now, other)
    assert issued_about_case(session, case.id, issued.id) is issued
    assert issued_about_case(session, other.id, issued.id) is None
    assert issued_about_case(session, other.id, approved.id) is None
