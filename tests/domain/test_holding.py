"""How long each unit had a case: office minutes from receipt to the answer, nobody's wait counted for anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from portal.domain.events import EventKind
from portal.domain.holding import (
    HeldUntilAnswer,
    Presence,
    Stretch,
    held_minutes,
    held_until_answers,
    stretches,
)
from tests.domain.clocks import RECKONING, at

E = EventKind
# The unit that receives, and those that handle.
BA, SCT, QLNL, LH = 1, 2, 3, 4


@dataclass(frozen=True)
class Happened:
    kind: EventKind
    at: datetime
    unit_id: int
    facts: Mapping[str, Any] = field(default_factory=dict)


def history(*lines: str) -> list[Happened]:
    """Events as "2026-11-20 09:00 asked QLNL 2026-11-27 23:59"; the unit is who had the case until then."""
    told = []
    for line in lines:
        day, hour, kind, unit, *until = line.split()
        facts = {"ends_at": at(" ".join(until)).isoformat()} if until else {}
        told.append(Happened(EventKind(kind), at(f"{day} {hour}"), globals()[unit], facts))
    return told


def held(
    lines: list[str], *, unit: int = QLNL, now: str = "2026-11-30 17:00", received: str = ""
) -> list[Stretch]:
    events = history(*lines)
    here = Presence(at(received) if received else events[0].at, unit, at(now))
    return stretches(events, here, RECKONING)


# November 2026: Friday the 20th; the weekend; Monday the 23rd; the 24th is a day off; Wednesday the 25th.
# A working day has 450 minutes: 07:30-11:30 and 13:30-17:00.
CASES: list[tuple[str, list[str], dict[int, int]]] = [
    (
        "routed on arrival and answered the same day",
        ["2026-11-20 08:00 received BA", "2026-11-20 08:00 routed BA", "2026-11-20 11:00 answered QLNL"],
        {QLNL: 180},
    ),
    (
        "the unit that got it late has only its own hours",
        ["2026-11-19 07:30 received BA", "2026-11-20 16:00 routed BA", "2026-11-23 08:30 answered QLNL"],
        {BA: 450 + 390, QLNL: 60 + 60},
    ),
    (
        "returned: from then on it is the receiving unit's again",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 returned SCT",
            "2026-11-20 10:00 routed BA",
            "2026-11-20 11:00 answered QLNL",
        ],
        {SCT: 60, BA: 60, QLNL: 60},
    ),
    (
        "rerouted twice, the second time back: both stays are the same unit's",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 rerouted QLNL",
            "2026-11-20 11:00 rerouted LH",
            "2026-11-20 14:00 answered QLNL",
        ],
        {QLNL: 60 + 60, LH: 120},
    ),
    (
        "steps within the unit cut nothing up",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 08:30 accepted QLNL",
            "2026-11-20 09:00 noted QLNL",
            "2026-11-20 10:00 answered QLNL",
        ],
        {QLNL: 120},
    ),
    (
        "waiting for the sender is nobody's time",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 asked QLNL 2026-11-27 23:59",
            "2026-11-23 16:00 replied QLNL",
            "2026-11-23 17:00 answered QLNL",
        ],
        {QLNL: 60 + 60},
    ),
    (
        "a wait ends when it was granted to end, however late the worker came",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 asked QLNL 2026-11-20 17:00",
            "2026-11-23 08:30 wait_expired QLNL",
            "2026-11-23 09:30 answered QLNL",
        ],
        {QLNL: 60 + 120},
    ),
    (
        "answered while waiting",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 asked QLNL 2026-11-27 23:59",
            "2026-11-20 16:00 answered QLNL",
        ],
        {QLNL: 60},
    ),
    (
        "over a weekend and a day off",
        ["2026-11-20 16:00 received BA", "2026-11-20 16:00 routed BA", "2026-11-25 08:30 answered QLNL"],
        {QLNL: 60 + 450 + 60},
    ),
    (
        "reopened: the time between is nobody's, the second leg counts on",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 answered QLNL",
            "2026-11-23 08:00 reopening_requested QLNL",
            "2026-11-23 09:00 reopened QLNL",
            "2026-11-23 10:00 answered QLNL",
            "2026-11-25 10:00 closed QLNL",
        ],
        {QLNL: 60 + 60},
    ),
    (
        "merged and taken out again",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 merged QLNL",
            "2026-11-20 10:00 unmerged QLNL",
            "2026-11-20 11:00 answered QLNL",
        ],
        {QLNL: 60 + 60},
    ),
    (
        "taken out of a merging that found it answered: still nobody's",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 09:00 answered QLNL",
            "2026-11-20 09:30 reopening_requested QLNL",
            "2026-11-20 10:00 merged QLNL",
            "2026-11-20 11:00 unmerged QLNL",
            "2026-11-20 14:00 reopening_refused QLNL",
        ],
        {QLNL: 60},
    ),
    (
        "the successor of a unit goes on where it ended",
        [
            "2026-11-20 08:00 received BA",
            "2026-11-20 08:00 routed BA",
            "2026-11-20 09:00 unit_succeeded SCT",
            "2026-11-20 10:00 answered QLNL",
        ],
        {SCT: 60, QLNL: 60},
    ),
    (
        "handed over",
        ["2026-11-20 08:00 received BA", "2026-11-20 09:00 handed_over BA"],
        {BA: 60},
    ),
]


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_it_counts_for_each_unit(lines: list[str], expected: dict[int, int]) -> None:
    assert held_minutes(held(lines)) == expected


def test_it_tells_from_when_to_when() -> None:
    lines = ["2026-11-20 08:00 received BA", "2026-11-20 09:00 routed BA", "2026-11-20 10:00 answered QLNL"]
    assert held(lines) == [
        Stretch(BA, at("2026-11-20 08:00"), at("2026-11-20 09:00"), 60),
        Stretch(QLNL, at("2026-11-20 09:00"), at("2026-11-20 10:00"), 60),
    ]


def test_who_has_it_now_has_it_still() -> None:
    lines = ["2026-11-20 08:00 received BA", "2026-11-20 09:00 routed BA"]
    last = held(lines, now="2026-11-20 11:00")[-1]
    assert last == Stretch(QLNL, at("2026-11-20 09:00"), None, 120)


def test_while_waiting_the_holder_gains_no_time() -> None:
    lines = [
        "2026-11-20 08:00 received BA",
        "2026-11-20 08:00 routed BA",
        "2026-11-20 09:00 asked QLNL 2026-11-27 23:59",
    ]
    assert held_minutes(held(lines, now="2026-11-23 10:00")) == {QLNL: 60}


def test_a_letter_entered_late_was_held_by_who_received_it() -> None:
    lines = ["2026-11-20 09:00 received BA", "2026-11-20 09:00 routed BA", "2026-11-20 10:00 answered QLNL"]
    assert held_minutes(held(lines, received="2026-11-19 16:00")) == {BA: 60 + 90, QLNL: 60}


def until_answers(*lines: str, unit: int = QLNL, now: str = "2026-11-30 17:00") -> list[HeldUntilAnswer]:
    events = history(*lines)
    return held_until_answers(events, Presence(events[0].at, unit, at(now)), RECKONING)


def test_it_tells_each_answer_what_was_held_until_it() -> None:
    """The time since a reopening belongs to the second answer, whoever had the case before the first."""
    told = until_answers(
        "2026-11-20 07:30 received BA",
        "2026-11-20 08:30 routed BA",
        "2026-11-20 09:00 rerouted LH",
        "2026-11-20 11:00 answered QLNL",
        "2026-11-23 08:00 reopened QLNL",
        "2026-11-23 09:00 rerouted QLNL",
        "2026-11-23 11:00 answered LH",
    )
    first, second = at("2026-11-20 11:00"), at("2026-11-23 11:00")
    assert told == [
        HeldUntilAnswer(BA, first, 60),
        HeldUntilAnswer(QLNL, first, 120),
        HeldUntilAnswer(LH, first, 30),
        HeldUntilAnswer(QLNL, second, 60),
        HeldUntilAnswer(LH, second, 120),
    ]


def test_time_after_the_last_answer_belongs_to_none() -> None:
    told = until_answers(
        "2026-11-20 08:00 received BA", "2026-11-20 09:00 answered BA", "2026-11-23 08:00 reopened BA"
    )
    assert [each.minutes for each in told] == [60]
    assert until_answers("2026-11-20 08:00 received BA", "2026-11-20 09:00 withdrawn BA") == []


def test_who_answered_at_once_had_it_all_the_same() -> None:
    told = until_answers("2026-11-20 08:00 received BA", "2026-11-20 08:00 answered BA")
    assert told == [HeldUntilAnswer(BA, at("2026-11-20 08:00"), 0)]


def test_a_merged_case_was_held_until_it_was_merged() -> None:
    told = until_answers(
        "2026-11-20 08:00 received BA",
        "2026-11-20 08:00 routed BA",
        "2026-11-20 09:00 merged QLNL",
        "2026-11-23 09:00 answered QLNL",
    )
    assert told == [HeldUntilAnswer(QLNL, at("2026-11-23 09:00"), 60)]
