"""What makes a ballot doubtful: flagged ones are shown apart and never deleted (rules §9, law §5.3)."""

from dataclasses import dataclass
from enum import StrEnum

# Reading an item and choosing takes longer than this; local practice calls a whole ballot under 5 s doubtful.
FASTEST_BALLOT = 5.0  # seconds
FASTEST_ITEM = 0.8  # seconds
# One tap is one tap.
FASTEST_TAP = 0.5  # seconds
# So many ballots of one device within a day, or so many with the very same words, are not so many people.
# The same levels alone tell nothing: many are simply satisfied with everything.
MOST_OF_ONE_DEVICE = 3
MOST_ALIKE = 2
FEWEST_LETTERS_ALIKE = 20


class Doubt(StrEnum):
    """Why a ballot is counted apart."""

    TOO_FAST = "too_fast"
    REPEATED = "repeated"
    SCRIPTED = "scripted"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a ballot came in; none of it is kept."""

    # Seconds from showing the page to sending it; None where nobody measures, as on paper.
    seconds: float | None
    items: int
    # A field that no person sees was filled, or the page was never asked for.
    trapped: bool = False
    # Ballots of the same device today, and with the same answers and words for this unit today; this one left out.
    of_device: int = 0
    alike: int = 0
    # How much was written in words.
    letters: int = 0
    # A place that many people share, such as a kiosk or an officer's keyboard.
    is_shared: bool = False


def doubts_of(found: Circumstances) -> frozenset[Doubt]:
    """Everything that is doubtful about a ballot."""
    doubts = set()
    if found.trapped:
        doubts.add(Doubt.SCRIPTED)
    if found.seconds is not None and found.seconds < fastest(found.items):
        doubts.add(Doubt.TOO_FAST)
    if not found.is_shared and found.of_device >= MOST_OF_ONE_DEVICE - 1:
        doubts.add(Doubt.REPEATED)
    if found.letters >= FEWEST_LETTERS_ALIKE and found.alike >= MOST_ALIKE - 1:
        doubts.add(Doubt.REPEATED)
    return frozenset(doubts)


def fastest(items: int) -> float:
    """The shortest time in seconds in which a person answers so many items."""
    return FASTEST_TAP if items <= 1 else max(FASTEST_BALLOT, items * FASTEST_ITEM)
