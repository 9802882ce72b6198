"""Black boxes on a picture: measured in percent of it, so that they fit whatever its size on a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

MOST_BOXES = 40
WHOLE = 100.0


class NoBox(ValueError):
    """What was given is no box on a picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in percent of the picture, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right and bottom (both outside) in a picture of a size, rounded so that nothing looks out."""
        left, right = _edges(self.left, self.width, width)
        top, bottom = _edges(self.top, self.height, height)
        return left, top, right, bottom

    @property
    def numbers(self) -> list[float]:
        """As it is stored."""
        return [self.left, self.top, self.width, self.height]


def box_of(numbers: Iterable[float]) -> Box:
    """A box from left, top, width and height in percent; what juts out is cut off. Raises NoBox."""
    given = list(numbers)
    if len(given) != 4:
        raise NoBox
    left, top, width, height = given
    right, bottom = min(left + width, WHOLE), min(top + height, WHOLE)
    left, top = max(left, 0.0), max(top, 0.0)
    # Written so that what is not a number at all fails too.
    if not (right - left > 0 and bottom - top > 0):
        raise NoBox
    return Box(*(round(number, 2) for number in (left, top, right - left, bottom - top)))


def _edges(start: float, size: float, length: int) -> tuple[int, int]:
    first, last = floor(start * length / WHOLE), ceil((start + size) * length / WHOLE)
    return max(0, min(first, length - 1)), min(length, max(last, first + 1))
