"""Boxes in percent: what they cover in dots, and what is no box."""

import pytest

from portal.domain.black_boxes import Box, NoBox, box_of


@pytest.mark.parametrize(
    ("numbers", "box"),
    [
        ([10, 20, 30, 40], Box(10, 20, 30, 40)),
        ([-5, 0, 10, 10], Box(0, 0, 5, 10)),  # drawn beyond the left edge
        ([90, 90, 50, 50], Box(90, 90, 10, 10)),  # and beyond the lower right
        ([0, 0, 100, 100], Box(0, 0, 100, 100)),
        ([1 / 3, 0, 1, 1], Box(0.33, 0, 1, 1)),
    ],
)
def test_it_cuts_off_what_juts_out(numbers: list[float], box: Box) -> None:
    assert box_of(numbers) == box


@pytest.mark.parametrize(
    "numbers",
    [[], [1, 2, 3], [0, 0, 0, 10], [0, 0, 10, -1], [100, 0, 5, 5], [0, 0, float("nan"), 5]],
)
def test_it_refuses_what_covers_nothing(numbers: list[float]) -> None:
    with pytest.raises(NoBox):
        box_of(numbers)


@pytest.mark.parametrize(
    ("box", "dots"),
    [
        (Box(10, 20, 30, 40), (20, 20, 80, 60)),
        (Box(10.1, 20.1, 0.1, 0.1), (20, 20, 21, 21)),  # never less than a dot
        (Box(33.33, 33.33, 33.33, 33.33), (66, 33, 134, 67)),  # rounded outwards
        (Box(99.99, 99.99, 0.01, 0.01), (199, 99, 200, 100)),
    ],
)
def test_it_covers_whole_dots(box: Box, dots: tuple[int, int, int, int]) -> None:
    assert box.pixels(200, 100) == dots
