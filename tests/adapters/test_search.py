"""Searching: accents forgiven in finding, heeded in ranking."""

import pytest

from portal.ports import SearchFilter
from tests.adapters.conftest import IndexOf
from tests.adapters.published import ask, numbers, published


@pytest.mark.parametrize(
    "asked",
    [
        "đường dây nóng",
        "duong day nong",
        "DUONG DAY NONG",
        "Đường dây NÓNG!",
        # decomposed, as some keyboards type it
        "đ\u01b0\u01a1\u0300ng dây nóng",
        # half typed, mistyped
        "đường dây nón",
        "duong dayy nong",
    ],
)
def test_it_forgives_accents_case_and_a_slip(index_of: IndexOf, asked: str) -> None:
    index = index_of(
        published(1, "Gọi đường dây nóng 0271 1022 không ai nghe máy."),
        published(2, "Rác không được thu gom."),
    )
    assert numbers(ask(index, asked)) == [1]


def test_it_wants_all_the_words(index_of: IndexOf) -> None:
    index = index_of(
        published(1, "cửa hàng xăng dầu"), published(2, "cửa hàng gas"), published(3, "xăng dầu")
    )
    assert numbers(ask(index, "cửa hàng xăng")) == [1]
    assert numbers(ask(index, "cửa hàng rượu")) == []


@pytest.mark.parametrize("place", ["title", "question", "answer"])
def test_it_looks_everywhere(index_of: IndexOf, place: str) -> None:
    texts = {"title": "", "question": "", "answer": "", place: "trạm biến áp"}
    assert numbers(ask(index_of(published(1, **texts)), "tram bien ap")) == [1]


def test_it_finds_a_reference(index_of: IndexOf) -> None:
    index = index_of(published(1, "một"), published(2, "hai"))
    assert numbers(ask(index, "BA-2026-000002")) == [2]


def test_it_ranks_the_typed_accents_first(index_of: IndexOf) -> None:
    """The others are newer, and one has the word in its title; still they are about something else."""
    index = index_of(
        published(1, "Giá dầu hỏa tăng."),
        published(2, "Phải đi từ đầu."),
        published(3, "Tôi bị đau.", title="Đâu là nơi nộp hồ sơ?"),
    )
    assert numbers(ask(index, "dầu"))[0] == 1
    assert set(numbers(ask(index, "dầu"))) == {1, 2, 3}


def test_it_ranks_without_regard_to_accents_for_who_types_none(index_of: IndexOf) -> None:
    index = index_of(published(1, "dau"), published(2, "dầu"), published(3, "đầu"))
    assert numbers(ask(index, "dau")) == [3, 2, 1]


def test_it_takes_both_places_of_a_tone_for_one_word(index_of: IndexOf) -> None:
    index = index_of(published(1, "Bình Hòa"), published(2, "Bình Hoà"), published(3, "Bình Hoa"))
    assert numbers(ask(index, "Bình Hoà")) == [2, 1, 3]


def test_it_ranks_a_title_before_a_body(index_of: IndexOf) -> None:
    index = index_of(published(1, "x", title="rác thải"), published(2, "rác thải"))
    assert numbers(ask(index, "rac thai")) == [1, 2]


def test_it_ranks_words_that_stand_together_first(index_of: IndexOf) -> None:
    index = index_of(
        published(1, "giấy phép kinh doanh"), published(2, "doanh nghiệp xin phép, giấy tờ kinh tế")
    )
    assert numbers(ask(index, "giay phep kinh doanh")) == [1, 2]


def test_it_shows_the_newest_of_equals_first(index_of: IndexOf) -> None:
    index = index_of(*(published(n, "rác thải") for n in (2, 5, 1, 4, 3)))
    assert numbers(ask(index, "rác")) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("asked", ["", "   ", "?!", "漢字"])
def test_it_shows_everything_to_who_asks_nothing(index_of: IndexOf, asked: str) -> None:
    index = index_of(*(published(n, "rác") for n in (1, 2, 3)))
    assert numbers(ask(index, asked)) == [3, 2, 1]


def test_it_turns_pages(index_of: IndexOf) -> None:
    index = index_of(*(published(n, "rác") for n in range(1, 8)))
    pages = [ask(index, "rác", start=start, limit=3) for start in (0, 3, 6, 9)]
    assert [numbers(page) for page in pages] == [[7, 6, 5], [4, 3, 2], [1], []]
    assert {page.total for page in pages} == {7}


def test_it_stops_counting_at_a_thousand(index_of: IndexOf) -> None:
    index = index_of(*(published(n, "rác") for n in range(1_005)))
    assert ask(index, "rác").total == 1_000
    assert numbers(ask(index, "rác", limit=2)) == [1_004, 1_003]


FILTERED = (
    published(1, "rác", category_id=10, unit_id=20, area_id=30, late=True),
    published(2, "rác", category_id=11, unit_id=20, area_id=31),
    published(3, "rác", category_id=None, unit_id=21, area_id=None),
)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (SearchFilter(), [3, 2, 1]),
        (SearchFilter(category_ids=frozenset({10})), [1]),
        (SearchFilter(category_ids=frozenset({10, 11})), [2, 1]),
        # nothing chosen of a kind is not "whatever"
        (SearchFilter(category_ids=frozenset()), []),
        # 1 is not 10
        (SearchFilter(category_ids=frozenset({1})), []),
        (SearchFilter(unit_ids=frozenset({21})), [3]),
        (SearchFilter(area_ids=frozenset({30, 31})), [2, 1]),
        (SearchFilter(late=True), [1]),
        (SearchFilter(late=False), [3, 2]),
        (SearchFilter(unit_ids=frozenset({20}), late=False), [2]),
    ],
)
def test_it_narrows(index_of: IndexOf, where: SearchFilter, found: list[int]) -> None:
    assert numbers(ask(index_of(*FILTERED), "rác", where)) == found


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, [40, 12, 11, 10]),
        # number 10 was published on 30 November, number 11 on 1 December, number 40 on 30 December
        (202611, 202611, [10]),
        (202612, None, [40, 12, 11]),
        (None, 202611, [10]),
        (202601, 202701, [40, 12, 11, 10]),
        (202701, None, []),
    ],
)
def test_it_narrows_to_months(
    index_of: IndexOf, first: int | None, last: int | None, found: list[int]
) -> None:
    index = index_of(*(published(n, "rác") for n in (10, 11, 12, 40)))
    assert numbers(ask(index, "rác", SearchFilter(from_month=first, to_month=last))) == found


def test_it_knows_months_as_they_are_in_vietnam(index_of: IndexOf) -> None:
    """18:00 UTC on 30 November is already December there."""
    late_evening = published(10, "rác").published_at.replace(hour=18)
    index = index_of(published(10, "rác", published_at=late_evening))
    assert numbers(ask(index, "rác", SearchFilter(from_month=202612))) == [10]


def test_it_shows_the_words_in_their_surroundings(index_of: IndexOf) -> None:
    filling = "Kính thưa quý cơ quan, tôi xin trình bày sự việc. " * 12
    index = index_of(published(1, f"{filling}Cửa hàng xăng dầu ở ấp Suối Đá treo bảng hết xăng. {filling}"))
    (hit,) = ask(index, "xang dau suoi da").hits
    assert "xăng dầu ở ấp Suối Đá" in hit.excerpt
    assert hit.excerpt.startswith("… ")
    assert hit.excerpt.endswith(" …")
    assert len(hit.excerpt) < 260
    assert hit.words == ("xăng", "dầu", "Suối", "Đá")


def test_it_shows_the_beginning_where_nothing_was_asked(index_of: IndexOf) -> None:
    (hit,) = ask(index_of(published(1, "Rác\nkhông  được thu gom.", answer="Đã thu gom.")), "").hits
    assert hit.excerpt == "Rác không được thu gom. Đã thu gom."
    assert hit.words == ()


def test_it_hands_on_what_looks_like_markup_as_it_is(index_of: IndexOf) -> None:
    (hit,) = ask(index_of(published(1, "rác <script>alert(1)</script>")), "rác").hits
    assert hit.excerpt == "rác <script>alert(1)</script>"


@pytest.mark.parametrize(
    "asked", ["a" * 10_000, "rác " * 5_000, "* OR NOT ( [", "words:rac", 'rác"', "r*", "_", "\x00"]
)
def test_it_takes_whatever_is_typed(index_of: IndexOf, asked: str) -> None:
    assert ask(index_of(published(1, "rác")), asked).total <= 1
