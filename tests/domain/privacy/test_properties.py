"""What holds for findings in any text whatever."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.privacy.detect import find_personal_data
from tests.domain.privacy.marked import Case, cases, gist
from tests.domain.privacy.test_tables import ROWS

CASES = [case for case in cases(ROWS) if case.expected]
# Pieces that detectors look for, and what people put between them.
PIECES = st.sampled_from([
    "0912", "345", "678", "0271", "079085012345", "285123456", "0", "o", "+84", "không", "chín", "a còng", "@",
    "gmail", ".com", "chấm", "51F", "-", "123.45", "stk", "Vietcombank", "mst", "cccd", "sđt", "số", "nhà", "đường",
    "Lê", "Lợi", "hẻm", "12/3", "thửa", "tờ", "anh", "Hùng", "Nguyễn", "Văn", "\n", " ", "\u00a0", "\u200b", "\u0301",
    "(", ")", ",", "/", ".", "0", "ngày", "đồng", "20/11/2026", "8️⃣", "11.0545",
])  # fmt: skip
LIKELY = st.lists(PIECES, max_size=30).map("".join) | st.lists(PIECES, max_size=30).map(" ".join)
TEXTS = st.text(st.characters()) | LIKELY
# Whole sentences that have nothing to do with anybody, and end so that nothing leans on them.
UNRELATED = st.lists(
    st.sampled_from([
        "Đường xuống cấp đã lâu.", "Kính mong cơ quan xem xét!", "Dân rất bức xúc…", "Trời mưa là ngập;",
        "Xin cảm ơn.",
        "Đề nghị trả lời bằng văn bản.", "Cán bộ hướng dẫn chưa rõ.",
    ]),
    max_size=4,
).map("\n".join)  # fmt: skip


@given(TEXTS, st.text(st.characters(), max_size=30) | st.just("Nguyễn Văn Hùng"))
def test_it_tells_where_findings_stand(text: str, sender: str) -> None:
    found = find_personal_data(text, sender_name=sender)

    assert all(text[finding.start : finding.end] == finding.text != "" for finding in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(LIKELY)
def test_it_finds_the_same_in_either_unicode_form(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    sender = "Nguyễn Văn Hùng"

    assert gist(find_personal_data(composed, sender_name=sender)) == gist(
        find_personal_data(decomposed, sender_name=unicodedata.normalize("NFD", sender))
    )


@given(st.sampled_from(CASES), UNRELATED, UNRELATED)
def test_it_loses_nothing_among_unrelated_words(given_case: Case, before: str, after: str) -> None:
    text = f"{before}\n{given_case.text}\n{after}"
    found = find_personal_data(text, sender_name=given_case.sender)

    assert gist(found) == gist(given_case.expected)


@given(st.sampled_from(CASES), st.sampled_from(CASES))
def test_it_finds_in_two_paragraphs_what_it_finds_in_each(one: Case, other: Case) -> None:
    """Without a name: what is the sender's in one text is anybody's in the other."""
    apart = [*find_personal_data(one.text), *find_personal_data(other.text)]

    assert gist(find_personal_data(f"{one.text}\n\nXin hỏi thêm:\n\n{other.text}")) == gist(apart)
