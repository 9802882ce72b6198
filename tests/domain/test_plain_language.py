"""Hints for answers that people understand at the first reading."""

import pytest

from portal.domain.plain_language import Hint, HintKind, plain_language_hints
from portal.domain.states import Outcome

H = HintKind
LONG = " ".join(["chữ"] * 31)


def hints(words: str, outcome: Outcome | None = None) -> list[tuple[HintKind, str]]:
    """Of words within a letter that is otherwise as it should be."""
    letter = f"Kính gửi Ông Nguyễn Văn An,\n\n{words}\n\nTrân trọng."
    return [(hint.kind, hint.excerpt) for hint in plain_language_hints(letter, outcome)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Máy biến áp đã được thay ngày 12/11.", []),
        (f"{LONG}.", [(H.LONG_SENTENCE, "chữ chữ chữ chữ chữ chữ chữ chữ …")]),
        (" ".join(["chữ"] * 30) + ".", []),  # thirty is not yet long
        (f"{' '.join(['chữ'] * 20)}; {' '.join(['chữ'] * 20)}.", []),  # a semicolon lets the reader breathe
        (f"- {' '.join(['chữ'] * 20)}\n- {' '.join(['chữ'] * 20)}", []),  # so does a list
        # Habit without content.
        (
            "Phòng tiếp thu ý kiến, sẽ kiểm tra, xử lý theo thẩm quyền.",
            [(H.FORMULAS, "theo thẩm quyền; tiếp thu ý kiến; kiểm tra, xử lý")],
        ),
        ("Phòng sẽ kiểm tra, xử lý theo thẩm quyền trước ngày 30/11.", []),  # two may stand
        # Abbreviations.
        ("Hồ sơ do TTKĐ giữ.", [(H.ABBREVIATION, "TTKĐ")]),
        ("Hồ sơ do Trung tâm Kiểm định (TTKĐ) giữ; TTKĐ mở cửa thứ Bảy.", []),
        ("TTKĐ (Trung tâm Kiểm định) giữ hồ sơ.", []),
        ("TTKĐ giữ. TTKĐ trả.", [(H.ABBREVIATION, "TTKĐ")]),  # once is enough
        ("UBND xã đã thu BHYT.", []),  # known to everybody
        ("Theo Nghị định số 105/2017/NĐ-CP, Chương II.", []),  # a number of a document, a numeral
        ("THÔNG BÁO KẾT QUẢ KIỂM TRA", []),  # a heading
        ("Máy 160kVA loại A.", []),
    ],
)
def test_it_hints_at_what_is_hard_to_read(words: str, expected: list[tuple[HintKind, str]]) -> None:
    assert hints(words) == expected


@pytest.mark.parametrize(
    ("words", "outcome", "hinted"),
    [
        ("Chúng tôi đã đề nghị công ty kéo dây.", Outcome.PROPOSED, True),
        ("Chúng tôi đã đề nghị công ty kéo dây.", Outcome.HANDLED, False),  # it is done
        ("Chúng tôi đã đề nghị công ty kéo dây.", None, False),
        ("Công ty kéo dây trước ngày 30.", Outcome.PROPOSED, False),
        ("Công ty kéo dây trong 10 ngày.", Outcome.PROPOSED, False),
        ("Công ty kéo dây vào quý I/2027.", Outcome.PROPOSED, False),
        ("Công ty kéo dây tuần sau.", Outcome.PROPOSED, False),
        ("Công ty kéo dây vào tháng 12.", Outcome.PROPOSED, False),
    ],
)
def test_it_asks_for_the_next_step_of_what_is_proposed(
    words: str, outcome: Outcome | None, hinted: bool
) -> None:
    assert ((H.NO_NEXT_STEP, "") in hints(words, outcome)) is hinted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kính gửi Bà An,\nĐã thay.\nTrân trọng.", []),
        ("Thưa ông, đã thay. Xin cảm ơn Ông.", []),
        ("Dear Mr An,\nDone.\nKind regards", []),
        ("Đã thay máy.", [Hint(H.NO_GREETING), Hint(H.NO_CLOSING)]),
        ("Kính gửi Bà An,\nĐã thay.", [Hint(H.NO_CLOSING)]),
        ("Đã thay.\n\nTrân trọng cảm ơn Bà đã báo tin.", [Hint(H.NO_GREETING)]),
        ("", []),  # nothing to say of nothing
        (" \n", []),
    ],
)
def test_it_misses_greeting_and_closing(text: str, expected: list[Hint]) -> None:
    assert list(plain_language_hints(text)) == expected


def test_it_counts_the_words_of_a_long_sentence() -> None:
    (hint,) = (each for each in plain_language_hints(f"{LONG}.") if each.kind is H.LONG_SENTENCE)
    assert hint.count == 31
