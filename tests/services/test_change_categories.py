"""Categories and areas on both databases."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.category import Category
from portal.queries.settings import load_settings
from portal.services.change_categories import (
    AreaFacts,
    CategoryFacts,
    change_area,
    change_category,
    create_area,
    create_category,
)
from portal.services.errors import NotPermitted, RuleBroken
from tests.factories import acting, category_id
from tests.support.records import area_id

pytestmark = pytest.mark.usefixtures("standing_office")
WATER = CategoryFacts("water", "Nước sạch", keywords="cúp nước")


def test_it_adds_and_changes_a_category(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    row = create_category(act, WATER)
    change_category(
        act, row.id, CategoryFacts("water", "Nước sinh hoạt", parent_id=category_id(session, "roads"))
    )
    node = load_settings(session).categories[row.id]
    assert (node.name, node.parent_id) == ("Nước sinh hoạt", category_id(session, "roads"))


@pytest.mark.parametrize(
    ("facts", "field", "code"),
    [
        (CategoryFacts("roads", "Đường"), "code", "taken"),
        (CategoryFacts("", "Đường"), "code", "missing"),
        (CategoryFacts("x", " "), "name", "missing"),
        (CategoryFacts("x", "Đường", parent_id=10**6), "parent_id", "unknown"),
    ],
)
def test_it_refuses_a_poor_category(
    session: Session, now: datetime, facts: CategoryFacts, field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        create_category(acting(session, "administrator", now), facts)
    assert (broken.value.field, broken.value.code) == (field, code)


def test_it_never_closes_a_circle(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    hamlet, commune = area_id(session, "ấp Suối Đá"), area_id(session, "xã Thanh Bình")
    with pytest.raises(RuleBroken, match="circle"):
        change_area(act, commune, AreaFacts("xã Thanh Bình", parent_id=hamlet))
    roads = session.get_one(Category, category_id(session, "roads"))
    with pytest.raises(RuleBroken, match="circle"):
        change_category(act, roads.id, CategoryFacts(roads.code, roads.name, parent_id=roads.id))


def test_it_adds_a_hamlet(session: Session, now: datetime) -> None:
    commune = area_id(session, "xã Thanh Bình")
    row = create_area(acting(session, "administrator", now), AreaFacts("ấp Thanh Sơn", commune))
    assert load_settings(session).area_chain(row.id) == (row.id, commune)


@pytest.mark.parametrize("role", ["officer", "leader", "coordinator"])
def test_it_refuses_everybody_but_administrators(session: Session, now: datetime, role: str) -> None:
    with pytest.raises(NotPermitted):
        create_category(acting(session, role, now), WATER)
    with pytest.raises(NotPermitted):
        create_area(acting(session, role, now), AreaFacts("ấp"))
