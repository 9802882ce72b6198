"""No text makes the detectors stall: a pattern that tried all ways would not come to an end on these."""

from itertools import pairwise

import pytest

from portal.domain.privacy.detect import find_personal_data

LONG = 10_000
SENDER = "Nguyễn Văn Hùng"


def repeated(piece: str, length: int = LONG) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "0", " ", "a", "@", ".", "-", "/", "(", "+", "\n", "\u200b", "o", "A"),
        *("1 ", "0 ", "09 ", "0.", "0-", "0,", "1/", "a@", "a.", "a@a.vn ", "@ ", "0o", "1a", "(0)"),
        *("khong ", "khong", "không chín ", "a cong ", "cham ", "hung cham ", "mail la a "),
        *("0912345678 ", "0912,345,678 ", "stk 1 ", "tk 123456 ", "ma ho so 1 ", "000.", "10.1234 "),
        *("so 1 ", "so nha 1, ", "12/3 ", "hem 1 ", "to 1 ", "duong Le ", "thua 1 to ", "12 Le Loi "),
        *("51F-123.45 ", "51 F ", "Nguyen Van ", "anh Hung ", "anh ", "Hùng", "ngay 1 "),
    ],
    ids=ascii,
)
def test_it_comes_to_an_end(piece: str) -> None:
    text = repeated(piece)
    findings = find_personal_data(text, sender_name=SENDER)
    assert all(text[each.start : each.end] == each.text for each in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))
