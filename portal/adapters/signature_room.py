"""Where on a paper it is signed: the room the layout left between title and name, cut into two boxes.

The picture of the signature stands in the middle; the seal of the agency, in its real size, covers about a third
of it on the left (NĐ 30/2020, Annex I, law §4.4).
"""

from dataclasses import dataclass

from portal.domain.signing import SignatureKind

POINTS = 72 / 25.4  # in a millimetre
SIGNATURE = (42.0, 20.0)  # millimetres
COVERED = 1 / 3

Box = tuple[float, float, float, float]

FIELD_NAMES = {SignatureKind.PERSONAL: "personal_signature", SignatureKind.AGENCY: "agency_seal"}


@dataclass(frozen=True, slots=True)
class Room:
    """The empty room: its page from 1, its place from the left and the top of the page, in millimetres."""

    page: int
    page_height: float
    left: float
    top: float
    width: float
    height: float


def boxes(room: Room, seal: float) -> dict[SignatureKind, Box]:
    """Left, top, width and height of the signature and of a seal so many millimetres across."""
    width, height = SIGNATURE
    left = room.left + (room.width - width) / 2
    middle = room.top + room.height / 2
    return {
        SignatureKind.PERSONAL: (left, middle - height / 2, width, height),
        SignatureKind.AGENCY: (left + width * COVERED - seal, middle - seal / 2, seal, seal),
    }


def edges(room: Room, box: Box) -> tuple[int, int, int, int]:
    """A box as PDF has it: left, bottom, right and top in points from the lower left corner."""
    left, top, width, height = box
    bottom = room.page_height - top - height
    return (
        round(left * POINTS),
        round(bottom * POINTS),
        round((left + width) * POINTS),
        round((bottom + height) * POINTS),
    )
