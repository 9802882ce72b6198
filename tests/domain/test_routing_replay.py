"""Past cases against other rules."""

import pytest

from portal.domain.kinds import Channel, Kind
from portal.domain.routing import Matter, Route, RoutingRule
from portal.domain.routing_replay import MOST_EXAMPLES, Move, Past, replay_cases

MATTER = Matter(Kind.FEEDBACK, Channel.WEB_FORM, (), (), "")
ENERGY, TRADE = 1, 2
TO_TRADE = Route(RoutingRule(id=7, position=1, unit_id=TRADE), None)


@pytest.mark.parametrize(
    ("sent_to", "found", "counts", "move"),
    [
        (TRADE, TO_TRADE, (1, 0, 0), None),  # as it was
        (ENERGY, TO_TRADE, (0, 1, 0), Move(7, ENERGY, TRADE)),  # elsewhere
        (
            None,
            TO_TRADE,
            (0, 1, 0),
            Move(7, None, TRADE),
        ),  # it waited for the coordinator; a rule would send it
        (ENERGY, None, (0, 0, 1), Move(None, ENERGY, None)),  # no rule takes it any more
        (None, None, (0, 0, 1), None),  # nobody's, then and now
    ],
)
def test_it_counts_what_differs(
    sent_to: int | None, found: Route | None, counts: tuple[int, int, int], move: Move | None
) -> None:
    replay = replay_cases([Past("A", MATTER, sent_to)], lambda _matter: found)
    assert (replay.same, replay.different, replay.unmatched) == counts
    assert replay.moves == ({move: 1} if move else {})
    assert replay.examples == ({move: ["A"]} if move else {})


@pytest.mark.parametrize(
    ("sent_to", "answered_by", "counts"),
    [
        (ENERGY, TRADE, (1, 0, 1)),  # the rules would have spared it a detour
        (TRADE, TRADE, (1, 1, 1)),
        (ENERGY, ENERGY, (1, 1, 0)),  # they would have sent it on one
        (None, TRADE, (1, 0, 1)),
        (ENERGY, None, (0, 0, 0)),  # nobody has answered it yet
    ],
)
def test_it_holds_the_rules_against_who_answered(
    sent_to: int | None, answered_by: int | None, counts: tuple[int, int, int]
) -> None:
    replay = replay_cases([Past("A", MATTER, sent_to, answered_by)], lambda _matter: TO_TRADE)
    assert (replay.answered, replay.met_before, replay.met_now) == counts


def test_it_adds_up_and_keeps_the_first_examples() -> None:
    cases = [Past(str(number), MATTER, ENERGY if number % 2 else TRADE) for number in range(20)]
    replay = replay_cases(iter(cases), lambda _matter: TO_TRADE)
    assert (replay.total, replay.same, replay.different) == (20, 10, 10)
    move = Move(7, ENERGY, TRADE)
    assert (replay.moves[move], replay.examples[move]) == (10, ["1", "3", "5", "7", "9"])
    assert len(replay.examples[move]) == MOST_EXAMPLES
