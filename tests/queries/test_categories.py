"""What a form offers: categories with the words people use, areas with what they lie in."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.category import Area, Category
from portal.queries.categories import area_offers, category_offers, communes, with_those_below
from portal.queries.settings import load_settings

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_offers_categories_in_the_offices_order(session: Session) -> None:
    offers = category_offers(load_settings(session), "vi")
    assert [offer.label for offer in offers[:2]] == [
        "Thái độ, tác phong phục vụ",
        "Đặt thêm điều kiện, giấy tờ ngoài quy định",
    ]
    assert len(offers) == 14
    assert "tien dien" in next(offer.words for offer in offers if offer.label == "Điện lực")
    assert category_offers(load_settings(session), "en")[0].label == "Conduct of staff"


def test_it_offers_each_commune_before_its_hamlets(session: Session) -> None:
    labels = [offer.label for offer in area_offers(load_settings(session))]
    assert labels[:3] == ["xã Thanh Bình", "ấp Thanh Tân, xã Thanh Bình", "ấp Bình Hòa, xã Thanh Bình"]
    assert [area.name for area in communes(load_settings(session))] == [
        "xã Thanh Bình",
        "phường Tân Phú",
        "xã Lộc Hưng",
    ]


def test_it_offers_nothing_that_is_out_of_use(session: Session) -> None:
    session.scalars(select(Category).where(Category.code == "roads")).one().active = False
    session.scalars(select(Area).where(Area.name == "ấp Thanh Tân")).one().active = False
    session.flush()
    settings = load_settings(session)
    assert "Đường sá, giao thông" not in [offer.label for offer in category_offers(settings, "vi")]
    assert "ấp Thanh Tân, xã Thanh Bình" not in [offer.label for offer in area_offers(settings)]


def test_it_finds_all_below_a_node(session: Session) -> None:
    areas = load_settings(session).areas
    commune = next(area for area in areas.values() if area.name == "xã Thanh Bình")
    below = {areas[each].name for each in with_those_below(areas, commune.id)}
    assert below == {"xã Thanh Bình", "ấp Thanh Tân", "ấp Bình Hòa", "ấp Suối Đá"}
