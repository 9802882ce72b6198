"""What officials configure, read once per revision and shared."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.calendar import DayKind
from portal.domain.office_hours import read_office_hours
from portal.domain.permissions import Role
from portal.domain.policies import SatisfiedBy, UnitPolicy
from portal.models.calendar import CalendarRow
from portal.models.category import Category
from portal.models.policy import UnitPolicyRow
from portal.models.unit import Unit
from portal.queries.settings import Settings, SettingsCache, load_settings, read_settings
from tests.factories import CAST, category_id, mail_at_once, switch, unit_id
from tests.support.databases import Databases
from tests.support.records import account_of, area_id
from tests.support.statements import counted_statements
from tests.support.workers import Workplace, workplace

pytestmark = pytest.mark.usefixtures("standing_office")

TODAY, BEFORE = date(2026, 11, 20), date(2026, 11, 19)


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


# --- the cache ------------------------------------------------------------------------------------


def test_it_costs_one_statement_while_nothing_changes(session: Session) -> None:
    first = load_settings(session)
    with counted_statements() as statements:
        assert load_settings(session) is first
    assert len(statements) == 1


def test_it_sees_a_change_of_its_own_transaction(session: Session) -> None:
    before = load_settings(session)
    mail_at_once(session, "officer")
    officer = account_of(session, "officer").id
    assert not before.people[officer].mails_at_once
    assert load_settings(session).people[officer].mails_at_once


def test_it_sees_what_another_has_committed_and_nothing_before(sessions: Workplace) -> None:
    with sessions() as writer, sessions() as reader:
        before = load_settings(reader)
        reader.commit()
        writer.add(Category(code="noise", name="Tiếng ồn"))
        writer.flush()
        assert load_settings(reader) is before
        reader.commit()
        writer.commit()
        codes = {each.code for each in load_settings(reader).categories.values()}
        assert "noise" in codes
        assert load_settings(writer) is load_settings(reader)


def test_it_takes_nothing_for_settings_that_was_rolled_back(session: Session) -> None:
    before = load_settings(session)
    attempt = session.begin_nested()
    session.add(Category(code="noise", name="Tiếng ồn"))
    session.flush()
    assert len(load_settings(session).categories) == len(before.categories) + 1
    attempt.rollback()
    assert load_settings(session).categories == before.categories


def test_it_forgets_old_revisions(session: Session) -> None:
    cache = SettingsCache(keep=2)
    first = cache.load(session)
    for name in ("a", "b", "c"):
        session.add(Category(code=name, name=name))
        session.flush()
        cache.load(session)
    assert len(cache._by_token) == 2
    assert first.token not in cache._by_token


# --- trees ----------------------------------------------------------------------------------------


def codes(settings: Settings, unit_ids: tuple[int, ...] | frozenset[int]) -> list[str]:
    return [settings.units[each].code for each in unit_ids]


def test_it_climbs_and_descends_the_tree_of_units(session: Session) -> None:
    settings = load_settings(session)
    assert codes(settings, settings.unit_chain(unit_id(session, "QLNL"))) == ["QLNL", "SCT", "BA"]
    below = settings.units_below(unit_id(session, "SCT"))
    assert set(codes(settings, below)) == {"SCT", "VP", "QLTM", "QLNL", "QLCN", "KTAT"}


def test_it_climbs_the_tree_of_areas(session: Session) -> None:
    chain = load_settings(session).area_chain(area_id(session, "ấp Thanh Tân"))
    assert chain == (area_id(session, "ấp Thanh Tân"), area_id(session, "xã Thanh Bình"))
    assert load_settings(session).area_chain(None) == ()


def test_it_gets_out_of_a_circle(session: Session) -> None:
    """An administrator who makes a unit its own grandparent must not stop the whole portal."""
    top, low = unit_id(session, "BA"), unit_id(session, "SCT")
    session.get_one(Unit, top).parent_id = low
    session.flush()
    settings = load_settings(session)
    assert settings.unit_chain(low) == (low, top)
    assert {top, low} <= settings.units_below(low)


def test_it_knows_a_dissolved_unit(session: Session) -> None:
    session.get_one(Unit, unit_id(session, "TB")).valid_to = TODAY
    session.flush()
    unit = load_settings(session).units[unit_id(session, "TB")]
    assert [unit.stands(day) for day in (BEFORE, TODAY, date(2026, 11, 21))] == [True, True, False]


def test_it_names_things_in_the_readers_language(session: Session) -> None:
    category = load_settings(session).categories[category_id(session, "land")]
    assert [category.named(language) for language in ("vi", "en")] == ["Đất đai", "Land"]


# --- switches and hours ---------------------------------------------------------------------------


def two_persons(session: Session, code: str, on: date = TODAY) -> bool:
    return load_settings(session).unit_policy(unit_id(session, code), on).two_persons


def test_it_takes_the_switch_of_the_nearest_unit(session: Session) -> None:
    switch(session, "two_persons", False, unit="SCT")
    switch(session, "two_persons", True, unit="VP")
    assert [two_persons(session, code) for code in ("BA", "SCT", "QLNL", "VP")] == [True, False, False, True]


def test_it_takes_the_newest_switch_in_force(session: Session) -> None:
    root = unit_id(session, "BA")
    for value, valid_from, valid_to in ((False, BEFORE, None), (True, TODAY, TODAY)):
        row = {"value": value, "valid_from": valid_from, "valid_to": valid_to}
        session.add(UnitPolicyRow(name="two_persons", unit_id=root, **row))
    session.flush()
    days = (date(2026, 11, 18), BEFORE, TODAY, date(2026, 11, 21))
    assert [two_persons(session, "BA", day) for day in days] == [True, False, True, False]


def test_it_reads_every_switch(session: Session) -> None:
    switch(session, "satisfied_by", "both")
    switch(session, "longest_wait", 7)
    switch(session, "of_a_later_release", 1)
    policy = load_settings(session).unit_policy(unit_id(session, "BA"), TODAY)
    assert policy == UnitPolicy(satisfied_by=SatisfiedBy.BOTH, longest_wait=7)


def test_it_takes_the_hours_of_the_unit(session: Session) -> None:
    switch(session, "office_hours", "08:00-12:00", unit="HCC")
    settings = load_settings(session)
    assert settings.office_hours(unit_id(session, "HCC"), TODAY) == read_office_hours("08:00-12:00")
    assert settings.office_hours(unit_id(session, "BA"), TODAY) != read_office_hours("08:00-12:00")


def test_it_reckons_with_local_days_of_a_unit_and_those_above(session: Session) -> None:
    for code, day in (("BA", 23), ("SCT", 25)):
        on = date(2026, 11, day)
        session.add(CalendarRow(on=on, kind=DayKind.OFF, name="Lễ", unit_id=unit_id(session, code)))
    session.flush()
    settings = load_settings(session)
    off = {
        code: [
            day
            for day in (23, 24, 25)
            if not settings.reckoning(unit_id(session, code), TODAY).calendar.is_working(date(2026, 11, day))
        ]
        for code in ("BA", "QLNL", "TB")
    }
    assert off == {"BA": [23, 24], "QLNL": [23, 24, 25], "TB": [23, 24]}


def test_it_knows_who_holds_a_role_today(session: Session) -> None:
    settings = load_settings(session)
    energy = unit_id(session, "QLNL")
    officers = settings.holders(Role.OFFICER, {energy}, TODAY)
    assert {person.email for person in officers} == {CAST["officer"], CAST["colleague"]}
    assert settings.holders(Role.OFFICER, {energy}, date(2025, 6, 30)) == []


def test_it_leaves_nothing_of_the_session_behind(session: Session, now: datetime) -> None:
    """Settings outlive the session that read them and are used by other threads."""
    settings = read_settings(session)
    session.expire_all()
    session.close()
    assert settings.switches((None,), TODAY) == {"office_hours": "07:30-11:30, 13:30-17:00"}
    assert len(settings.people) == 25
