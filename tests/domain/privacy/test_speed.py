"""A letter takes milliseconds, and no text makes the detectors stall."""

from time import process_time

import pytest

from portal.domain.privacy.detect import find_personal_data
from tests.domain.privacy.letters import LETTERS
from tests.domain.privacy.marked import cases

LONG = 10_000
SENDER = "Nguyễn Văn Hùng"


def seconds(text: str) -> float:
    """The processor time of the best of three readings, so that other work does not count."""
    readings = []
    for _ in range(3):
        start = process_time()
        find_personal_data(text, sender_name=SENDER)
        readings.append(process_time() - start)
    return min(readings)


def repeated(piece: str, length: int = LONG) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def test_it_reads_a_long_letter_at_once() -> None:
    letters = "\n".join(case.text for case in cases(LETTERS))

    # Some 20 ms, measured on one ordinary core.
    assert seconds(repeated(letters)) < 0.05


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
def test_it_takes_twice_as_long_for_twice_the_text(piece: str) -> None:
    once, twice = seconds(repeated(piece, LONG // 2)), seconds(repeated(piece))

    assert twice < 0.6
    assert twice < 4 * once + 0.02  # four: measured times shake; a square would need four and more
