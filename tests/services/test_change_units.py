"""Units on both databases: the tree stays whole."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.people import SYSTEM
from portal.domain.states import Level
from portal.models.unit import Unit
from portal.queries.settings import UnitTree, load_settings
from portal.services.act import Act
from portal.services.change_units import UnitFacts, change_unit, close_unit, create_unit, open_unit_again
from portal.services.errors import NotPermitted, RuleBroken
from tests.factories import acting, unit_id

pytestmark = pytest.mark.usefixtures("standing_office")


def facts(session: Session, **given: object) -> UnitFacts:
    """A division of the department; `given` replaces parts of it."""
    usual: dict[str, object] = {
        "code": "TMDT",
        "name": "Phòng Thương mại điện tử",
        "level": Level.DIVISION,
        "parent_id": unit_id(session, "SCT"),
        "valid_from": date(2026, 1, 1),
    }
    return UnitFacts(**{**usual, **given})  # type: ignore[arg-type]


def test_it_creates_a_unit_that_everybody_sees_at_once(session: Session, now: datetime) -> None:
    unit = create_unit(
        acting(session, "administrator", now), facts(session, name="  Phòng Thu\u031bơng mại  ")
    )
    node = load_settings(session).units[unit.id]
    assert (node.name, node.parent_id) == ("Phòng Thương mại", unit_id(session, "SCT"))


def test_it_has_one_root(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="parent_id"):
        create_unit(acting(session, "administrator", now), facts(session, parent_id=None))


def test_it_begins_a_tree_where_there_is_none(session: Session, now: datetime) -> None:
    empty = load_settings(session)
    act = Act(session, SYSTEM, now, replace(empty, tree=UnitTree({})))
    assert create_unit(act, facts(session, parent_id=None)).parent_id is None


def test_it_moves_a_unit_with_all_below_it(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    commune, division = unit_id(session, "TB"), unit_id(session, "QLCN")
    row = session.get_one(Unit, division)
    change_unit(act, division, facts(session, code=row.code, name=row.name, parent_id=commune))
    assert division in load_settings(session).units_below(commune)


def test_it_never_closes_a_circle(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    row = session.get_one(Unit, unit_id(session, "SCT"))
    below = facts(session, code=row.code, name=row.name, parent_id=unit_id(session, "VP"))
    with pytest.raises(RuleBroken) as broken:
        change_unit(act, row.id, below)
    assert (broken.value.field, broken.value.code) == ("parent_id", "circle")


def test_it_closes_and_opens_a_unit(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    division = unit_id(session, "QLCN")
    close_unit(act, division, last_on=date(2026, 11, 20))
    closed = load_settings(session).units[division]
    assert (closed.stands(date(2026, 11, 20)), closed.stands(date(2026, 11, 21))) == (True, False)
    open_unit_again(acting(session, "administrator", now), division)
    assert load_settings(session).units[division].stands(date(2026, 11, 21))


@pytest.mark.parametrize("role", ["officer", "leader", "outsider"])
def test_it_refuses_everybody_but_administrators(session: Session, now: datetime, role: str) -> None:
    act = acting(session, role, now)
    with pytest.raises(NotPermitted):
        create_unit(act, facts(session))
    with pytest.raises(NotPermitted):
        close_unit(act, unit_id(session, "QLCN"), last_on=date(2026, 11, 20))
