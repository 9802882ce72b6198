"""Which answers say nearly the same as many others."""

import pytest

from portal.domain.boilerplate import Copy, Issued, likeness, near_copies, runs

ANSWER = (
    "Phòng đã tiếp thu ý kiến, sẽ phối hợp với các đơn vị liên quan kiểm tra, xử lý theo quy định và thông báo "
    "kết quả đến Ông trong thời gian sớm nhất."
)
OTHER = (
    "Ngày 12/11 tổ kỹ thuật đã đo điện áp ở cuối ấp, kết quả 168 vôn vào giờ cao điểm; máy biến áp mới 160 kVA "
    "được lắp trước ngày 30/11."
)
GREETING = (
    "Kính gửi Ông/Bà {sender_name}, trả lời phản ánh mã số {reference}, chúng tôi xin thông tin như sau."
)


def issued(*bodies: str) -> list[Issued]:
    return [Issued(str(number), body) for number, body in enumerate(bodies, 1)]


@pytest.mark.parametrize(
    ("text", "others", "copies"),
    [
        (ANSWER, [ANSWER] * 3, 3),
        (ANSWER, [ANSWER] * 2, 0),  # two are not many
        (ANSWER, [ANSWER.upper()] * 3, 3),  # case and accents say nothing
        (ANSWER.replace("Ông", "Bà"), [ANSWER] * 3, 3),  # one word exchanged
        (ANSWER, [OTHER] * 3, 0),
        (ANSWER, [f"{ANSWER} {OTHER}"] * 3, 0),  # twice as long: something was said
        (OTHER.replace("168", "171"), [OTHER] * 3, 3),
        ("Cảm ơn Ông.", ["Cảm ơn Ông."] * 9, 0),  # too short to tell
        ("", [""] * 9, 0),
    ],
)
def test_it_finds_what_many_others_say(text: str, others: list[str], copies: int) -> None:
    assert len(near_copies(text, issued(*others))) == copies


def test_it_names_the_most_alike_first() -> None:
    found = near_copies(ANSWER, issued(ANSWER.replace("Ông", "Bà"), ANSWER, ANSWER, OTHER))
    assert [each.reference for each in found] == ["2", "3", "1"]
    assert found[0] == Copy("2", 1.0)


def test_it_leaves_the_canned_words_out() -> None:
    greeting = GREETING.replace("{sender_name}", "Lê Văn An").replace("{reference}", "BA-1")
    others = [f"{greeting} {OTHER}"] * 3
    # Both begin alike, and nearly all of the short one is the greeting.
    assert not near_copies(f"{greeting} Đã xong.", issued(*[f"{greeting} Đã xong."] * 3), canned=[GREETING])
    assert len(near_copies(f"{greeting} {OTHER}", issued(*others), canned=[GREETING])) == 3
    assert not near_copies(f"{greeting} {ANSWER}", issued(*others), canned=[GREETING])


def test_it_is_the_same_whichever_comes_first() -> None:
    one, other = runs(ANSWER), runs(ANSWER.replace("Ông", "Bà"))
    assert likeness(one, other) == likeness(other, one) < likeness(one, one) == 1
