"""Where a paper is signed."""

import pytest

from portal.adapters.signature_room import FIELD_NAMES, SIGNATURE, Room, boxes, edges
from portal.domain.signing import SignatureKind

ROOM = Room(page=1, page_height=297, left=113, top=200, width=77, height=36)


def test_it_puts_the_signature_in_the_middle() -> None:
    left, top, width, height = boxes(ROOM, 36)[SignatureKind.PERSONAL]
    assert left + width / 2 == pytest.approx(ROOM.left + ROOM.width / 2)
    assert top + height / 2 == pytest.approx(ROOM.top + ROOM.height / 2)


@pytest.mark.parametrize("seal", [30, 36, 42])
def test_it_covers_a_third_of_the_signature_with_the_left_seal(seal: float) -> None:
    """NĐ 30/2020, Annex I."""
    found = boxes(ROOM, seal)
    left, _, width, height = found[SignatureKind.AGENCY]
    signature = found[SignatureKind.PERSONAL]
    assert (left + width - signature[0]) / signature[2] == pytest.approx(1 / 3)
    assert width == height == seal


def test_it_counts_points_from_the_lower_left() -> None:
    assert edges(ROOM, (25.4, 25.4, 50.8, 25.4)) == (72, round((297 - 50.8) * 72 / 25.4), 216, 770)


def test_it_names_a_field_for_every_kind() -> None:
    assert set(FIELD_NAMES) == set(SignatureKind)
    assert SIGNATURE[0] < ROOM.width
