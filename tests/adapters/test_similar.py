"""Answers that share telling words with a longer text."""

import math

from hypothesis import given
from hypothesis import strategies as some

from portal.adapters.search.similarity import SHARED, Telling, most_alike
from tests.adapters.conftest import IndexOf
from tests.adapters.published import published

ANSWERED = (
    published(1, "Cửa hàng xăng dầu treo bảng hết xăng trước ngày tăng giá.", title="Găm hàng xăng dầu"),
    published(2, "Trạm biến áp quá tải, điện yếu buổi tối ở ấp Suối Đá.", title="Điện yếu"),
    published(3, "Hẻm mười ngày không được thu gom rác thải sinh hoạt.", title="Rác thải"),
)
# Half of everything says so; it tells nothing.
POLITE = tuple(published(n, "Kính mong quý cơ quan xem xét, giải quyết.") for n in range(10, 30))

WRITTEN = """Kính mong quý cơ quan xem xét. Tối nào điện yếu cũng không nấu được cơm, nghe nói do trạm biến áp
của xã quá tải mấy năm nay."""


def test_it_finds_what_was_answered_before(index_of: IndexOf) -> None:
    hits = index_of(*ANSWERED, *POLITE).similar(WRITTEN, limit=3)
    assert [hit.publication_id for hit in hits] == [2]


def test_it_says_which_words_spoke_for_it_as_they_were_written(index_of: IndexOf) -> None:
    (hit,) = index_of(*ANSWERED, *POLITE).similar(WRITTEN, limit=3)
    assert hit.words == ("điện yếu", "trạm biến áp", "quá tải")
    assert "điện yếu" in hit.excerpt
    assert hit.score > 0


def test_it_forgives_accents(index_of: IndexOf) -> None:
    hits = index_of(*ANSWERED).similar("tram bien ap o ap toi bi qua tai", limit=3)
    assert [hit.publication_id for hit in hits] == [2]


def test_it_wants_more_than_one_telling_word_in_common(index_of: IndexOf) -> None:
    assert index_of(*ANSWERED).similar("Tôi muốn hỏi về thu gom ve chai.", limit=3) == []


def test_it_puts_the_most_alike_first_and_the_newer_of_equals(index_of: IndexOf) -> None:
    index = index_of(
        published(1, "trạm biến áp quá tải"), published(2, "trạm biến áp"), published(3, "trạm biến áp")
    )
    hits = index.similar("Xin hỏi trạm biến áp nào quá tải?", limit=3)
    assert [hit.publication_id for hit in hits] == [1, 3, 2]
    assert len(index.similar("trạm biến áp quá tải", limit=2)) == 2


def test_it_finds_nothing_for_nothing(index_of: IndexOf) -> None:
    index = index_of(*ANSWERED)
    assert index.similar("", limit=3) == []
    assert index.similar("?!", limit=3) == []
    assert index_of().similar(WRITTEN, limit=3) == []


def test_it_reads_no_more_of_an_endless_text_than_it_needs(index_of: IndexOf) -> None:
    hits = index_of(*ANSWERED).similar(f"trạm biến áp quá tải {'và ' * 100_000}", limit=3)
    assert [hit.publication_id for hit in hits] == [2]


@given(
    some.lists(some.tuples(some.integers(0, 2**40 - 1), some.sampled_from([0.5, 1.0, 2.0, 4.0])), max_size=9),
    some.integers(1, 5),
)
def test_leaving_alone_what_cannot_win_changes_nothing(pairs: list[tuple[int, float]], limit: int) -> None:
    telling = [Telling(place, row, weight) for place, (row, weight) in enumerate(pairs)]
    every = []
    for age in range(40):
        held = [one.weight for one in telling if one.row >> age & 1]
        if len(held) >= SHARED:
            every.append((age, math.fsum(held)))
    every.sort(key=lambda one: (-one[1], one[0]))
    assert most_alike(telling, limit=limit) == every[:limit]
