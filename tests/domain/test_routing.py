"""Routing: ordered rules, the first match wins, and says why."""

from dataclasses import replace

import pytest

from portal.domain.kinds import Channel, Kind
from portal.domain.routing import Matter, RoutingRule, route, route_sentence

DIVISION, CENTRE, COMMUNE = 1, 2, 3
LAND, FIELDS = 11, 12  # đất đai, and a category below it
HAMLET, VILLAGE = 21, 22  # ấp, and the commune above it

MATTER = Matter(
    kind=Kind.FEEDBACK,
    channel=Channel.WEB_FORM,
    category_ids=(FIELDS, LAND),
    area_ids=(HAMLET, VILLAGE),
    text="Cửa hàng xăng dầu ở ấp Suối Đá bán thiếu lít.",
)
RULE = RoutingRule(id=1, position=1, unit_id=DIVISION)


@pytest.mark.parametrize(
    ("rule", "matches"),
    [
        (RULE, True),  # no condition: takes everything
        (replace(RULE, category_id=FIELDS), True),  # the category itself
        (replace(RULE, category_id=LAND), True),  # one above it in the tree
        (replace(RULE, category_id=99), False),
        (replace(RULE, area_id=VILLAGE), True),  # the commune of the hamlet
        (replace(RULE, area_id=99), False),
        (replace(RULE, kind=Kind.FEEDBACK), True),
        (replace(RULE, kind=Kind.PRAISE), False),
        (replace(RULE, channel=Channel.WEB_FORM), True),
        (replace(RULE, channel=Channel.HOTLINE), False),
        (replace(RULE, words=("xăng dầu",)), True),
        (replace(RULE, words=("XANG DAU",)), True),  # accents and case forgiven
        (replace(RULE, words=("điện", "xăng dầu")), True),  # words are alternatives
        (replace(RULE, words=("điện",)), False),
        (replace(RULE, words=("ban",)), True),  # "bán" without its accent
        (replace(RULE, words=("lit ban",)), False),  # words of a phrase in another order
        (replace(RULE, words=("xang da",)), False),  # whole words only: "da" is no "dầu"
        (replace(RULE, words=("…",)), False),  # a word without letters matches nothing, not everything
        (replace(RULE, category_id=LAND, kind=Kind.PRAISE), False),  # all conditions, not any
        (replace(RULE, category_id=LAND, area_id=VILLAGE, words=("lít",)), True),
    ],
)
def test_it_matches_when_every_condition_holds(rule: RoutingRule, matches: bool) -> None:
    assert rule.matches(MATTER) is matches


def test_it_takes_the_first_rule_in_order_of_position() -> None:
    late = replace(RULE, id=2, position=20, unit_id=CENTRE)
    early = replace(RULE, id=3, position=10, unit_id=COMMUNE)
    passed_over = replace(RULE, id=4, position=5, kind=Kind.PRAISE)

    found = route(MATTER, [late, early, passed_over])

    assert found is not None
    assert (found.rule.id, found.unit_id) == (3, COMMUNE)


def test_it_leaves_to_the_coordinator_what_no_rule_takes() -> None:
    assert route(MATTER, []) is None
    assert route(MATTER, [replace(RULE, kind=Kind.PRAISE)]) is None


def test_it_remembers_the_word_that_decided() -> None:
    found = route(MATTER, [replace(RULE, words=("điện", "xăng dầu", "lít"))])

    assert found is not None
    assert found.word == "xăng dầu"


@pytest.mark.parametrize(
    ("rule", "names", "vietnamese", "english"),
    [
        # A rule that takes everything says so.
        (
            RULE,
            {},
            "Quy tắc 1 chuyển đến Phòng Quản lý thương mại: áp dụng cho mọi phản ánh.",
            "Rule 1 sends it to Phòng Quản lý thương mại: applies to everything.",
        ),
        # Conditions and the word, in this order.
        (
            replace(RULE, position=7, category_id=LAND, words=("xăng dầu",)),
            {"category": "Đất đai", "area": "xã Thanh Bình"},
            "Quy tắc 7 chuyển đến Phòng Quản lý thương mại: lĩnh vực “Đất đai”, "
            "địa bàn “xã Thanh Bình”, có từ “xăng dầu”.",
            "Rule 7 sends it to Phòng Quản lý thương mại: category “Đất đai”, "
            "area “xã Thanh Bình”, the word “xăng dầu”.",
        ),
        # Kind and channel.
        (
            RULE,
            {"kind": "Phản ánh", "channel": "Đường dây nóng"},
            "Quy tắc 1 chuyển đến Phòng Quản lý thương mại: loại “Phản ánh”, kênh “Đường dây nóng”.",
            "Rule 1 sends it to Phòng Quản lý thương mại: kind “Phản ánh”, channel “Đường dây nóng”.",
        ),
    ],
)
def test_it_explains_itself_in_a_sentence(
    rule: RoutingRule, names: dict[str, str], vietnamese: str, english: str
) -> None:
    found = route(MATTER, [rule])

    assert found is not None
    assert route_sentence(found, "Phòng Quản lý thương mại", names) == vietnamese
    assert route_sentence(found, "Phòng Quản lý thương mại", names, language="en") == english
