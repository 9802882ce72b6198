"""The lists of dossiers: scope, heaps, order, pages, counts, and that an index carries each of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.time import local_day
from portal.models.dossier import Dossier
from portal.queries import dossier_lists
from portal.queries.dossier_lists import (
    DossierPage,
    Looked,
    Shelf,
    dossier_page,
    dossiers_to_count,
    owed_to_count,
)
from portal.queries.dossiers import (
    dossier_file,
    dossier_for,
    dossiers_for,
    find_dossiers,
    linked_cases,
)
from portal.queries.inbox import bounded_count, counted
from portal.queries.settings import load_settings
from portal.services.mark_solved import mark_solved
from tests.dossier_factories import day, drafted_letter, filed_dossier, issued_letter
from tests.factories import acting, divert_case, opened_case, person, unit_id
from tests.support.statements import counted_statements, plans

pytestmark = pytest.mark.usefixtures("standing_office")


def looked(session: Session, now: datetime, shelf: Shelf, **given: object) -> Looked:
    look = Looked(shelf, local_day(now), load_settings(session).calendar)
    return replace(look, **given)  # type: ignore[arg-type]


def listed(session: Session, now: datetime, role: str, shelf: Shelf, **given: object) -> DossierPage:
    session.flush()
    return dossier_page(session, person(session, role, now), looked(session, now, shelf, **given))


def shown(page: DossierPage) -> list[str]:
    return [row.code for row in page.rows]


def one_of_each(session: Session, now: datetime) -> dict[Shelf, Dossier]:
    """A dossier on every list; those of the whole register are all of them."""
    dues = {Shelf.AHEAD: date(2026, 11, 23), Shelf.DUE: date(2026, 11, 20), Shelf.OVERDUE: date(2026, 11, 19)}
    made = {
        shelf: filed_dossier(session, now, code=f"H-{shelf}", due=day(due)) for shelf, due in dues.items()
    }
    for shelf, due in ((Shelf.AGAIN_AHEAD, 23), (Shelf.AGAIN_OVERDUE, 19)):
        made[shelf] = filed_dossier(session, now, code=f"H-{shelf}", due=day(date(2026, 11, 10)))
        issued_letter(session, now, made[shelf])
        made[shelf].due_on = date(2026, 11, due)
    made[Shelf.SOLVED] = filed_dossier(session, now, code="H-solved")
    mark_solved(
        acting(session, "officer", now), made[Shelf.SOLVED], solved_on=date(2026, 11, 19), evidence="QĐ 5"
    )
    late = day(date(2026, 11, 18))
    made[Shelf.SILENT] = filed_dossier(
        session, now, code="H-silent", due=day(date(2026, 11, 10)), finished=late, returned=late
    )
    made[Shelf.STOPPED] = filed_dossier(session, now, code="H-stopped", stopped_on=date(2026, 11, 18))
    far = day(date(2026, 12, 20))
    made[Shelf.BREACH] = filed_dossier(session, now, code="H-breach", due=far, supplement_requests=2)
    session.flush()
    return made


def test_each_lies_on_its_list_and_on_no_other(session: Session, now: datetime) -> None:
    made = one_of_each(session, now)
    for shelf, dossier in made.items():
        assert shown(listed(session, now, "officer", shelf)) == [dossier.code], shelf
    everything = shown(listed(session, now, "officer", Shelf.ALL))
    assert everything == [each.code for each in sorted(made.values(), key=lambda each: -each.id)]


def test_it_counts_what_it_lists(session: Session, now: datetime) -> None:
    made = one_of_each(session, now)
    officer = person(session, "officer", now)
    wanted = [
        bounded_count(shelf, dossiers_to_count(officer, looked(session, now, shelf))) for shelf in Shelf
    ]
    counts = counted(session, wanted)
    assert counts == {**{shelf.value: 1 for shelf in made}, "all": len(made)}
    soon = bounded_count("owed", owed_to_count(officer, date(2026, 11, 25)))
    assert counted(session, [soon]) == {"owed": 3}


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_others_see_none(session: Session, now: datetime, role: str) -> None:
    made = one_of_each(session, now)
    for shelf in Shelf:
        assert listed(session, now, role, shelf) == DossierPage(())
    actor, dossier = person(session, role, now), made[Shelf.DUE]
    assert dossier_for(session, actor, dossier.code) is None
    assert dossier_file(session, actor, dossier.code) is None
    assert dossiers_for(session, actor, [dossier.code]) == {}
    for typed in (dossier.code, "H-", "0912000345"):
        assert find_dossiers(session, actor, typed).rows == ()


def test_it_narrows_to_a_unit_that_one_may_see(session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    own, other = frozenset({unit_id(session, "QLNL")}), frozenset({unit_id(session, "QLTM")})
    assert len(listed(session, now, "director", Shelf.DUE, unit_ids=own).rows) == 1
    assert listed(session, now, "director", Shelf.DUE, unit_ids=other).rows == ()
    assert listed(session, now, "outsider", Shelf.DUE, unit_ids=own).rows == ()


def test_it_tells_of_the_letter_that_is_being_written(session: Session, now: datetime) -> None:
    letter = drafted_letter(session, now, filed_dossier(session, now))
    (row,) = listed(session, now, "officer", Shelf.DUE).rows
    assert (row.letter_id, row.letter_status, row.procedure[:4]) == (letter.id, letter.status, "Cấp ")


@pytest.mark.parametrize("branches", [24, 0])
@pytest.mark.parametrize("shelf", [Shelf.OVERDUE, Shelf.ALL])
def test_it_pages_by_key_there_and_back(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch, shelf: Shelf, branches: int
) -> None:
    monkeypatch.setattr(dossier_lists, "MOST_BRANCHES", branches)
    for number in range(5):
        due = day(now.date() - timedelta(days=1 + number // 2))
        filed_dossier(session, now, code=f"H-{number}", due=due)
    whole = shown(listed(session, now, "director", shelf))
    first = listed(session, now, "director", shelf, page=2)
    second = listed(session, now, "director", shelf, page=2, place=first.next)
    third = listed(session, now, "director", shelf, page=2, place=second.next)
    assert shown(first) + shown(second) + shown(third) == whole
    assert (first.previous, third.next) == (None, None)
    assert shown(listed(session, now, "director", shelf, page=2, place=third.previous)) == shown(second)
    assert shown(listed(session, now, "director", shelf, page=2, place=second.previous)) == shown(first)


INDEXES = {
    Shelf.AHEAD: "ix_dossiers_unit_due (unit_id=? AND due_on>? AND due_on<?)",
    Shelf.DUE: "ix_dossiers_unit_due (unit_id=? AND due_on>? AND due_on<?)",
    Shelf.OVERDUE: "ix_dossiers_unit_due (unit_id=? AND due_on<?)",
    Shelf.AGAIN_AHEAD: "ix_dossiers_unit_again (unit_id=? AND due_on>? AND due_on<?)",
    Shelf.AGAIN_OVERDUE: "ix_dossiers_unit_again (unit_id=? AND due_on<?)",
    Shelf.SOLVED: "ix_dossiers_unit_solved (unit_id=?",
    Shelf.SILENT: "ix_dossiers_unit_silent (unit_id=? AND first_due_on>?)",
    Shelf.BREACH: "ix_dossiers_unit_breach (unit_id=? AND first_due_on>?)",
    Shelf.STOPPED: "ix_dossiers_unit_stopped (unit_id=?",
    Shelf.ALL: "ix_dossiers_unit_id (unit_id=?)",
}


@pytest.mark.parametrize("role", ["officer", "director", "coordinator"])
@pytest.mark.parametrize("shelf", list(Shelf))
def test_each_list_and_its_count_walk_an_index(
    session: Session, now: datetime, shelf: Shelf, role: str
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # with a handful of rows PostgreSQL reads them all, and rightly so
    actor, look = person(session, role, now), looked(session, now, shelf)
    with counted_statements() as sent:
        dossier_page(session, actor, look)
        counted(session, [bounded_count("n", dossiers_to_count(actor, look))])
    assert len(sent) == 2
    plan = plans(session, sent)
    assert INDEXES[shelf] in plan, plan
    assert "SCAN dossiers" not in plan
    assert "SCAN letters" not in plan


@pytest.mark.parametrize("typed", ["H99.15-261103-0001", "H99", "0912 000 345"])
def test_a_search_and_a_page_go_through_no_table(session: Session, now: datetime, typed: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    issued_letter(session, now, filed_dossier(session, now))
    actor = person(session, "coordinator", now)
    session.flush()
    with counted_statements() as sent:
        assert len(find_dossiers(session, actor, typed).rows) == 1
        dossier_file(session, actor, "H99.15-261103-0001")
    plan = plans(session, sent)
    assert not [line for line in plan.splitlines() if line.startswith("SCAN ")], plan
    # Neither through all dossiers of a unit, nor through all its cases.
    assert "ix_dossiers_unit" not in plan, plan
    assert "ix_cases_unit" not in plan, plan


def test_it_links_the_cases_that_one_may_see(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    case = opened_case(session, now, dossier_code=dossier.code)
    sealed = opened_case(session, now, dossier_code=dossier.code)
    divert_case(acting(session, "leader", now), sealed, procedure="denunciation")
    opened_case(session, now, dossier_code="H-OTHER")
    session.flush()

    def found(who: Actor) -> list[str]:
        return [row.reference for row in linked_cases(session, who, dossier.code)]

    assert found(person(session, "officer", now)) == [case.reference]
    assert found(person(session, "outsider", now)) == []
