"""Charts stay within their frames whatever they are given, and begin where they must."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from portal.domain.charts.bars import Bar, Bars, Estimate, bar_chart, dot_chart
from portal.domain.charts.columns import Bin, histogram
from portal.domain.charts.line import Point, Trend, trend_chart
from portal.domain.charts.marks import NARROW, WIDE, Box, Chart, Frame, Ink, Words, corners, reach_of
from portal.domain.charts.rows import rows_of
from portal.domain.charts.stacked import Part, Stack, Stacks, stacked_chart

LONG = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính liên xã Lộc Hưng – Thanh Bình – Tân Phú"
HUGE = 987_654_321_012
Make = Callable[[Frame], Chart]


def trend(*values: str | None, target: str | None = "95", months: int = 0) -> Make:
    given = [*values, *(["91.5"] * months)]
    points = [
        Point(f"{place % 12 + 1}/2026", None if each is None else Decimal(each), f"{each}%")
        for place, each in enumerate(given)
    ]
    goal = None if target is None else Decimal(target)
    return lambda frame: trend_chart(Trend("t", "d", points, goal, "Chỉ tiêu 95%"), frame)


def bars(*values: float, label: str = "Đơn vị", top: float = 100) -> Make:
    shown = [Bar(label, each, f"{each:,.2f}%", place) for place, each in enumerate(values, 1)]
    return lambda frame: bar_chart(Bars("t", "d", shown, top, top * 0.95, "Chỉ tiêu 95%"), frame)


PARTS = [Part("Đúng hạn", Ink.GOOD), Part(LONG, Ink.NOTICE), Part("Trễ hạn", Ink.LATE)]


def stacks(*counts: tuple[int, ...], label: str = "Đơn vị") -> Make:
    shown = [Stack(label, each, f"{sum(each):,}", tuple(f"{n:,}" for n in each)) for each in counts]
    return lambda frame: stacked_chart(Stacks("t", "d", PARTS, shown), frame)


def columns(*counts: int, label: str = "quá hạn 1–5 ngày") -> Make:
    bins = [Bin(label, each, f"{each:,}", Ink.LATE) for each in counts]
    return lambda frame: histogram("t", "d", bins, frame=frame)


def dots(*shares: tuple[float | None, float, float], label: str = "Kết quả") -> Make:
    shown = [Estimate(label, value, low, high, "76,03% (121 phiếu)") for value, low, high in shares]
    return lambda frame: dot_chart("t", "d", shown, frame=frame)


CASES: dict[str, Make] = {
    "no month": trend(),
    "no value": trend(None, None),
    "one month": trend("94.12"),
    "all equal": trend(*["100"] * 12),
    "all nothing": trend(*["0"] * 12),
    "holes": trend("91", None, "93.5", None, None, "99.99", "12"),
    "five hundred months": trend(months=500),
    "no target": trend("50", "60", target=None),
    "no bar": bars(),
    "one bar": bars(94.12),
    "equal bars": bars(100, 100, 100),
    "thousands of bars": bars(*[float(n % 100) for n in range(5000)]),
    "long names": bars(12, 99.99, label=LONG),
    "huge bars": bars(HUGE, 3, top=HUGE),
    "bars of nothing": bars(0, 0),
    "beyond the scale": bars(140),
    "no stack": stacks(),
    "empty stacks": stacks((0, 0, 0)),
    "one part": stacks((7, 0, 0)),
    "a crumb": stacks((1, HUGE, 1)),
    "thousands of stacks": stacks(*[(n, 1, 1) for n in range(4000)]),
    "long stacks": stacks((5, 3, 2), label=LONG),
    "huge stacks": stacks((HUGE, HUGE, HUGE)),
    "no column": columns(),
    "no case": columns(0, 0, 0),
    "one case": columns(0, 1, 0, 0, 0, 0, 0),
    "huge columns": columns(HUGE, 1, 1, 1, 1, 1, 1),
    "long columns": columns(*range(7), label=LONG),
    "no question": dots(),
    "too few": dots((None, 0, 0)),
    "all satisfied": dots((100, 56.55, 100), (0, 0, 43.45)),
    "long questions": dots((50, 20, 80), label=LONG),
}


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", CASES)
def test_it_stays_within_its_frame(name: str, frame: Frame) -> None:
    chart = CASES[name](frame)
    assert list(chart.outside()) == []
    assert chart.height > 0


def test_it_notices_a_mark_outside() -> None:
    astray = (Box(0, 0, 11, 5, Ink.VALUE), Words(8, 5, "nhiều chữ"), Box(0, 0, 10, 5, Ink.VALUE))
    assert list(Chart(10, 10, "t", "d", astray).outside()) == list(astray[:2])


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", [name for name in CASES if name != "five hundred months"])
def test_no_words_lie_over_others(name: str, frame: Frame) -> None:
    words = [mark for mark in CASES[name](frame).marks if isinstance(mark, Words)]
    for number, one in enumerate(words):
        for other in words[number + 1 :]:
            assert not overlap(one, other), (one.text, other.text)


def overlap(one: Words, other: Words) -> bool:
    if abs(one.y - other.y) >= min(one.size, other.size) * 0.9:
        return False
    (left, right), (start, end) = reach_of(one), reach_of(other)
    return left < end - 0.5 and start < right - 0.5


def lengths(chart: Chart, ink: Ink) -> list[float]:
    return [mark.width for mark in chart.marks if isinstance(mark, Box) and mark.ink is ink]


def test_bars_are_as_long_as_their_values() -> None:
    chart = bars(25, 50, 100)(WIDE)
    track = lengths(chart, Ink.TRACK)[0]
    assert lengths(chart, Ink.VALUE) == pytest.approx([track / 4, track / 2, track], abs=0.2)


def test_columns_are_as_high_as_their_numbers() -> None:
    chart = columns(10, 5, 0, 20)(WIDE)
    heights = [mark.height for mark in chart.marks if isinstance(mark, Box)]
    assert heights == pytest.approx([68, 34, 136], abs=0.2)


def test_parts_fill_the_row() -> None:
    boxes = [mark for mark in stacks((1, 2, 1))(WIDE).marks if isinstance(mark, Box) and mark.height == 18]
    assert boxes[0].width + boxes[2].width == pytest.approx(boxes[1].width, abs=2)
    (left, _top), _ = corners(boxes[0])
    _, (right, _bottom) = corners(boxes[-1])
    assert sum(box.width for box in boxes) == pytest.approx(right - left, abs=4)


def test_a_name_has_three_lines_before_it_is_cut() -> None:
    """Whose ballots they are stands at the end of the name."""
    name = "Tiếp nhận và trả kết quả (phiên bản 1, phiếu tự nguyện, không đại diện)"
    lines = rows_of([(name, "81,82%")], WIDE, 0).rows[0].name
    assert (len(lines), " ".join(lines)) == (3, name)


def test_it_draws_twenty_rows_at_most() -> None:
    assert len(lengths(CASES["thousands of bars"](WIDE), Ink.TRACK)) == 20


@pytest.mark.parametrize(
    ("values", "target", "floor"),
    [
        (("94", "99"), "95", 90),
        (("94", "99"), "80", 50),  # the target is seen too
        (("82.5",), "95", 80),
        (("80.5",), "95", 50),  # not on the very ground
        (("54", "99"), None, 0),
        (("3",), "95", 0),
        ((), "95", 0),
    ],
)
def test_the_scale_of_a_line_holds_every_value(
    values: tuple[str, ...], target: str | None, floor: int
) -> None:
    points = [Point("1/2026", Decimal(each)) for each in values]
    shown = Trend("t", "d", points, None if target is None else Decimal(target))
    assert shown.floor == floor
