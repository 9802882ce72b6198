"""Which cases resemble each other, and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.duplicates import Likeness, Matter, is_repeat, resemblance
from portal.domain.text import folded_words

L = Likeness
DAY = date(2026, 11, 20)
BODY = "Điện áp tại ấp Thanh Tân yếu kéo dài, máy bơm không chạy được"


def matter(body: str = BODY, **given: Any) -> Matter:
    usual: dict[str, Any] = {
        "contacts": frozenset({"+84912000345"}),
        "category_id": 1,
        "area_id": 2,
        "received_on": DAY,
    }
    return Matter(tuple(folded_words(body)), **{**usual, **given})


NOBODY = frozenset[str]()


@pytest.mark.parametrize(
    ("other", "reasons", "enough"),
    [
        (matter(), {L.SAME_SENDER, L.SAME_WORDS, L.SAME_CATEGORY, L.SAME_AREA, L.SAME_WEEK}, True),
        # Accents, case and punctuation are forgiven.
        (
            matter("DIEN AP tai ap Thanh Tan yeu, keo dai; may bom khong chay duoc.", contacts=NOBODY),
            {L.SAME_WORDS, L.SAME_CATEGORY, L.SAME_AREA, L.SAME_WEEK},
            True,
        ),
        # Other words for the same thing.
        (
            matter("Máy bơm không chạy được vì điện áp ở ấp Thanh Tân quá yếu", contacts=NOBODY),
            {L.SIMILAR_WORDS, L.SAME_CATEGORY, L.SAME_AREA, L.SAME_WEEK},
            True,
        ),
        # The same field, commune and week alone are the everyday work of an office.
        (
            matter("Xin hỏi thủ tục lắp công tơ mới cho quán ăn", contacts=NOBODY),
            {L.SAME_CATEGORY, L.SAME_AREA, L.SAME_WEEK},
            False,
        ),
        # One sender with two matters in different weeks.
        (
            matter("Đường hỏng", category_id=9, area_id=None, received_on=DAY + timedelta(days=30)),
            {L.SAME_SENDER},
            False,
        ),
        (matter("Đường hỏng", category_id=9, area_id=None), {L.SAME_SENDER, L.SAME_WEEK}, True),
        # Two words tell nothing.
        (matter("Điện yếu", contacts=NOBODY, category_id=None, area_id=None), {L.SAME_WEEK}, False),
    ],
)
def test_it_says_what_speaks_for_it(other: Matter, reasons: set[Likeness], enough: bool) -> None:
    found = resemblance(matter(), other)
    assert set(found.reasons) == reasons
    assert found.is_enough is enough


def test_nothing_known_is_not_something_in_common() -> None:
    empty = Matter((), received_on=DAY)
    assert resemblance(empty, empty).reasons == (L.SAME_WEEK,)
    assert not is_repeat(empty, empty)


@pytest.mark.parametrize(
    ("one", "other", "repeated"),
    [
        (matter(), matter(received_on=DAY + timedelta(days=3)), True),
        (matter(), matter(contacts=frozenset({"khac@example.com"})), False),
        (matter(), matter(BODY + " nữa"), False),
        (matter("Điện yếu"), matter("Điện yếu"), False),  # too short to be sure
    ],
)
def test_it_knows_the_very_same_words_of_one_sender(one: Matter, other: Matter, repeated: bool) -> None:
    assert is_repeat(one, other) is repeated


WORDS = st.lists(st.sampled_from(["dien", "ap", "yeu", "duong", "rac", "cho"]), max_size=8).map(tuple)


@given(WORDS, WORDS)
def test_it_is_the_same_whichever_comes_first(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert resemblance(Matter(first), Matter(second)) == resemblance(Matter(second), Matter(first))
