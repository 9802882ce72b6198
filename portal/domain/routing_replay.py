"""Cases of the past against other rules: what would go elsewhere, counted by rule and unit (rules §4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from portal.domain.routing import Matter, Route

MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Past:
    """A case as it came in, and the unit it was first sent to; None while it waits for the coordinator.

    `answered_by` is the unit that answered it in the end.
    """

    reference: str
    matter: Matter
    unit_id: int | None
    answered_by: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One way in which the rules differ from what happened; None as a rule: none; as a unit: the coordinator."""

    rule_id: int | None
    from_unit_id: int | None
    to_unit_id: int | None


@dataclass(slots=True)
class Replay:
    """What a replay counted; `same`, `different` and `unmatched` add up to the cases.

    Of those `answered`, `met_before` were first sent to the unit that answered, and `met_now` would be.
    """

    same: int = 0
    different: int = 0
    unmatched: int = 0
    answered: int = 0
    met_before: int = 0
    met_now: int = 0
    moves: dict[Move, int] = field(default_factory=dict)
    examples: dict[Move, list[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All the cases."""
        return self.same + self.different + self.unmatched

    def take(self, past: Past, found: Route | None) -> None:
        """Count one more case."""
        if found is None:
            self.unmatched += 1
        elif found.unit_id == past.unit_id:
            self.same += 1
        else:
            self.different += 1
        to = found.unit_id if found else None
        if past.answered_by is not None:
            self.answered += 1
            self.met_before += past.unit_id == past.answered_by
            self.met_now += to == past.answered_by
        if to != past.unit_id:
            self._note(Move(found.rule.id if found else None, past.unit_id, to), past.reference)

    def _note(self, move: Move, reference: str) -> None:
        self.moves[move] = self.moves.get(move, 0) + 1
        examples = self.examples.setdefault(move, [])
        if len(examples) < MOST_EXAMPLES:
            examples.append(reference)


def replay_cases(cases: Iterable[Past], rerouted: Callable[[Matter], Route | None]) -> Replay:
    """Go through the cases one by one; what is kept does not grow with their number."""
    replay = Replay()
    for past in cases:
        replay.take(past, rerouted(past.matter))
    return replay
