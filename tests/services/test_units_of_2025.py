"""A summer like 2025's: provinces become one, districts end, a department merges, with open cases on the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.periods import Span, period_around
from portal.domain.permissions import Role
from portal.domain.states import Level
from portal.domain.successions import Part, SuccessionKind
from portal.models.appointment import AppointmentRow
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.queries.cases import case_for
from portal.queries.figures import Selection, Wanted, everywhere, figures_of, selection_for
from portal.queries.settings import load_settings
from portal.services.answer_case import current_answer
from portal.services.answer_document import answer_document
from portal.services.clocks import running
from portal.services.open_case import open_case
from portal.services.publish_answer import issued_answer
from portal.services.reopen_case import request_reopening
from portal.services.succeed_units import apply_succession
from tests.factories import acting, answered_case, new_case, opened_case, person, unit_id
from tests.queries.checking import BY_NAME, check, count
from tests.services.who_may import WHY, disputed, submitted, waiting
from tests.support.records import account_of, last_event
from tests.support.successions import merging, new_unit, reorganise

pytestmark = pytest.mark.usefixtures("standing_office")
K = SuccessionKind
THE_DAY = date(2026, 11, 21)


@dataclass
class Country:
    """Three provinces with a department each; one with a district and its commune; all have open cases."""

    cases: dict[str, Case]
    before: Mapping[str, tuple[object, ...]]


@pytest.fixture
def country(session: Session, now: datetime) -> Country:
    for code, name in (("PA", "UBND tỉnh A"), ("PB", "UBND tỉnh B"), ("PC", "UBND tỉnh C")):
        new_unit(session, code, name, level=Level.PROVINCE)
        new_unit(session, f"{code}-NN", f"Sở Nông nghiệp {name[-6:]}", below=code, symbol=f"SNN-{code}")
    new_unit(session, "HA", "UBND huyện A1", below="PA")
    new_unit(session, "XA", "UBND xã A11", below="HA", level=Level.COMMUNE)
    new_unit(session, "PN", "UBND tỉnh ABC", level=Level.PROVINCE, valid_from=THE_DAY)
    appoint(session, "colleague", Role.LEADER, "PA", "PN")
    appoint(session, "outsider", Role.COORDINATOR, "PB")
    cases = {}
    for code in ("PA", "PB", "PC", "PA-NN", "HA", "XA"):
        given = new_case(session, category_id=None, receiving_unit_id=unit_id(session, code))
        cases[code] = open_case(acting(session, "sender", now), given)
    return Country(cases, {code: facts(session, case) for code, case in cases.items()})


def appoint(session: Session, role: str, office: Role, *units: str) -> None:
    for code in units:
        row = AppointmentRow(
            account_id=account_of(session, role).id,
            unit_id=unit_id(session, code),
            role=office,
            valid_from=THE_DAY if code == "PN" else date(2025, 7, 1),
        )
        session.add(row)
    session.flush()


def facts(session: Session, case: Case) -> tuple[object, ...]:
    """What must be the same on the day after."""
    clocks: list[CaseClock] = running(session, case.id)
    terms = tuple((each.leg, each.unit_id, each.started_at, each.due_at) for each in clocks)
    return case.state, case.register_number, case.receiving_unit_id, case.received_at, case.due_at, terms


def carry_out(session: Session, now: datetime) -> datetime:
    """Planned the day before, carried out by the worker in the first minute of the day, in this order."""
    act = acting(session, "administrator", now)
    plans = (
        (K.ABOLISHED, merging(session, "PA", "HA")),
        (K.MERGED, merging(session, "PN", "PA", "PB", "PC")),
        (K.MERGED, merging(session, "PB-NN", "PA-NN", "PC-NN")),
    )
    rows = [reorganise(act, kind, parts, on=THE_DAY) for kind, parts in plans]
    later = now + timedelta(days=1)
    for row in rows:
        assert apply_succession(acting(session, "system", later), row.id)
    return later


def test_every_open_case_stands_where_it_is_worked_on(
    session: Session, now: datetime, country: Country
) -> None:
    carry_out(session, now)
    names = {each.id: each.code for each in load_settings(session).units.values()}
    assert {code: names[case.unit_id] for code, case in country.cases.items()} == {
        "PA": "PN",
        "PB": "PN",
        "PC": "PN",
        "HA": "PN",  # to the province first, and on with it
        "PA-NN": "PB-NN",
        "XA": "XA",  # the commune goes on as it is
    }
    assert {code: facts(session, case) for code, case in country.cases.items()} == country.before
    assert last_event(session, country.cases["PA"]).kind is EventKind.UNIT_SUCCEEDED


def test_what_stood_below_comes_below_the_new_one(session: Session, now: datetime, country: Country) -> None:
    carry_out(session, now)
    settings = load_settings(session)
    province = unit_id(session, "PN")
    assert settings.units[unit_id(session, "XA")].parent_id == province
    assert settings.units[unit_id(session, "PB-NN")].parent_id == province
    # And as it was: the commune in its district, the district in its province.
    before = settings.unit_chain(unit_id(session, "XA"), date(2026, 11, 20))
    assert [settings.units[each].code for each in before] == ["XA", "HA", "PA", "BA"]
    now_ = settings.unit_chain(unit_id(session, "XA"), THE_DAY)
    assert [settings.units[each].code for each in now_] == ["XA", "PN", "BA"]


def test_who_sees_what_before_and_after(session: Session, now: datetime, country: Country) -> None:
    """The leader of province A leads the new one; the coordinator of B comes along with it."""

    def seen(role: str, moment: datetime) -> set[str]:
        who = person(session, role, moment)
        return {code for code, case in country.cases.items() if case_for(session, who, case.reference)}

    assert seen("colleague", now) == {"PA", "PA-NN", "HA", "XA"}
    assert seen("outsider", now) == {"PB"}
    later = carry_out(session, now)
    everything = {"PA", "PB", "PC", "HA", "XA", "PA-NN"}
    assert seen("colleague", later) == everything
    assert seen("outsider", later) == everything
    assert seen("officer", later) == set()


def test_nothing_is_wrong_afterwards(session: Session, now: datetime, country: Country) -> None:
    appoint(session, "coordinator", Role.COORDINATOR, "PN")
    for make in (opened_case, waiting, submitted, disputed, answered_case):
        make(session, now)
    later = carry_out(session, now)
    reorganise(acting(session, "administrator", later), K.MERGED, merging(session, "QLCN", "QLNL"))
    count(session, later)
    for name in BY_NAME:
        faults = [each for each in check(session, name, later)[1] if "keeps the" not in each.fault]
        assert faults == [], name


def test_documents_keep_the_name_of_their_day(session: Session, now: datetime) -> None:
    """A division is renamed and comes below another department; what was issued before says what it said."""
    case = answered_case(session, now)
    act = acting(session, "administrator", now + timedelta(days=1))
    division = unit_id(session, "QLNL")
    names = {"name": "Phòng Năng lượng", "symbol": "NL"}
    reorganise(act, K.RENAMED, (Part(division, None),), on=THE_DAY, names=names)
    reorganise(
        acting(session, "administrator", now + timedelta(days=2)),
        K.MOVED,
        (Part(division, unit_id(session, "HCC")),),
        on=date(2026, 11, 22),
    )
    later = acting(session, "leader", now + timedelta(days=2))
    old = answer_document(later, case, issued_answer(later, case))
    assert (old.parent_agency, old.agency) == ("Sở Công Thương", "Phòng Quản lý năng lượng")
    fresh = submitted(session, now + timedelta(days=2))
    draft = current_answer(later, fresh)
    assert draft is not None
    new = answer_document(later, fresh, draft)
    assert (new.parent_agency, new.agency) == ("Trung tâm Phục vụ hành chính công", "Phòng Năng lượng")
    assert new.number.endswith("/NL")


def test_an_answer_of_the_old_unit_is_looked_at_again_by_the_new_one(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    reorganise(acting(session, "administrator", now), K.MERGED, merging(session, "QLCN", "QLNL"))
    request_reopening(acting(session, "sender", now), case, reason=WHY)
    assert case.unit_id == unit_id(session, "QLCN")


# --- figures then and now -------------------------------------------------------------------------


def selected(session: Session, moment: datetime, code: str | None, *, as_now: bool) -> Selection:
    settings = load_settings(session)
    wanted = Wanted(
        unit_id(session, code) if code else None,
        period_around(Span.MONTH, moment.date()),
        moment.date(),
        as_now,
    )
    return selection_for(settings, everywhere(settings), wanted)


def received(session: Session, moment: datetime, code: str | None, *, as_now: bool) -> dict[str, int]:
    figures = figures_of(session, selected(session, moment, code, as_now=as_now))
    names = {each.id: each.code for each in load_settings(session).units.values()}
    found = {names[each]: of.received.received for each, of in figures.by_unit.items()}
    return {"all": figures.total.received.received} | {each: n for each, n in found.items() if n}


def test_figures_by_the_units_of_then_and_of_now_have_the_same_sum(session: Session, now: datetime) -> None:
    answered_case(session, now)
    opened_case(session, now)
    reorganise(acting(session, "administrator", now), K.MERGED, merging(session, "QLCN", "QLNL"))
    count(session, now)
    then = received(session, now, None, as_now=False)
    today = received(session, now, None, as_now=True)
    assert then == {"all": 2, "QLNL": 1, "QLCN": 1}  # answered by the old one, gone on with by the new
    assert today == {"all": 2, "QLCN": 2}
    assert received(session, now, "QLCN", as_now=True) == today
    assert (
        received(session, now, "QLNL", as_now=True) == today
    )  # the old one's address leads to its successor
    assert received(session, now, "QLCN", as_now=False) == {"all": 1, "QLCN": 1}


def test_a_unit_has_below_it_what_it_had_then(session: Session, now: datetime, country: Country) -> None:
    later = carry_out(session, now)
    count(session, later)
    month = datetime(2026, 10, 15, tzinfo=now.tzinfo)
    settings = load_settings(session)
    october = period_around(Span.MONTH, month.date())
    district = Wanted(unit_id(session, "HA"), october, later.date())
    assert unit_id(session, "XA") in selection_for(settings, everywhere(settings), district).unit_ids
    province = Wanted(unit_id(session, "PN"), october, later.date(), as_now=True)
    units = selection_for(settings, everywhere(settings), province).unit_ids
    assert {unit_id(session, code) for code in ("PN", "PA", "PB", "PC", "HA", "XA", "PA-NN")} <= units


def test_a_split_unit_counts_for_its_default_successor(session: Session, now: datetime) -> None:
    answered_case(session, now)
    old = unit_id(session, "QLNL")
    parts = (Part(old, unit_id(session, "QLCN")), Part(old, unit_id(session, "KTAT"), area_id=1))
    reorganise(acting(session, "administrator", now), K.SPLIT, parts)
    count(session, now)
    assert received(session, now, None, as_now=True)["QLCN"] == 1
    selection = selected(session, now, None, as_now=True)
    assert selection.own_of(unit_id(session, "QLCN")).unit_ids == {old, unit_id(session, "QLCN")}
