"""Clock policies: in force by the day of receipt, and the most specific row wins."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clock import Term, TimeUnit
from portal.domain.kinds import Channel, Kind, Urgency
from portal.domain.policies import MOST, ClockPolicy, Leg, SatisfiedBy, Subject, UnitPolicy, policy_for
from portal.domain.reminders import Ladder
from tests.domain.clocks import on

PROVINCE, DEPARTMENT, DIVISION = 1, 2, 3
ROADS, POTHOLES = 31, 32

SUBJECT = Subject(
    kind=Kind.FEEDBACK,
    channel=Channel.HOTLINE,
    urgency=Urgency.NORMAL,
    category_ids=(POTHOLES, ROADS),
    unit_ids=(DIVISION, DEPARTMENT, PROVINCE),
    received_on=on("2026-06-01"),
)
GENERAL = ClockPolicy(1, "general", Leg.ANSWER, Term(3, TimeUnit.WORKING_DAYS), on("2026-01-01"))


@pytest.mark.parametrize(
    ("policy", "applies"),
    [
        (GENERAL, True),  # no condition: applies to everything
        (replace(GENERAL, valid_from=on("2026-06-01")), True),  # in force from the day of receipt
        (replace(GENERAL, valid_from=on("2026-06-02")), False),  # from the day after
        (replace(GENERAL, valid_to=on("2026-06-01")), True),  # up to and including the day of receipt
        (replace(GENERAL, valid_to=on("2026-05-31")), False),  # over the day before
        (replace(GENERAL, kind=Kind.FEEDBACK), True),
        (replace(GENERAL, kind=Kind.QUESTION), False),
        (replace(GENERAL, channel=Channel.HOTLINE), True),
        (replace(GENERAL, channel=Channel.WEB_FORM), False),
        (replace(GENERAL, urgency=Urgency.NORMAL), True),
        (replace(GENERAL, urgency=Urgency.URGENT), False),
        (replace(GENERAL, category_id=ROADS), True),  # a category above the one of the case
        (replace(GENERAL, category_id=99), False),
        (replace(GENERAL, unit_id=PROVINCE), True),  # a unit above the receiving one
        (replace(GENERAL, unit_id=99), False),
        (replace(GENERAL, kind=Kind.FEEDBACK, channel=Channel.WEB_FORM), False),  # all conditions, not any
    ],
)
def test_it_applies_when_in_force_and_all_conditions_hold(policy: ClockPolicy, applies: bool) -> None:
    assert policy.applies_to(SUBJECT) is applies


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (GENERAL, replace(GENERAL, kind=Kind.FEEDBACK)),  # one condition beats none
        (replace(GENERAL, unit_id=PROVINCE), replace(GENERAL, unit_id=DIVISION)),  # the nearer unit
        (replace(GENERAL, unit_id=PROVINCE), replace(GENERAL, unit_id=DEPARTMENT)),
        (replace(GENERAL, category_id=ROADS), replace(GENERAL, category_id=POTHOLES)),  # the nearer category
        (
            replace(GENERAL, kind=Kind.FEEDBACK),
            replace(GENERAL, unit_id=PROVINCE),
        ),  # the unit before the rest
        (
            replace(GENERAL, category_id=POTHOLES),
            replace(GENERAL, unit_id=PROVINCE),
        ),  # before the category too
        (  # two conditions beat one, however near
            replace(GENERAL, unit_id=DIVISION),
            replace(GENERAL, unit_id=PROVINCE, urgency=Urgency.NORMAL),
        ),
        (GENERAL, replace(GENERAL, valid_from=on("2026-03-01"))),  # of equals the newest
    ],
)
def test_it_takes_the_most_specific_row(wide: ClockPolicy, narrow: ClockPolicy) -> None:
    narrow = replace(narrow, id=2)

    assert policy_for(Leg.ANSWER, SUBJECT, [wide, narrow]) == narrow
    assert policy_for(Leg.ANSWER, SUBJECT, [narrow, wide]) == narrow


def test_it_keeps_legs_apart() -> None:
    acceptance = replace(GENERAL, id=2, leg=Leg.ACCEPTANCE, kind=Kind.FEEDBACK)

    assert policy_for(Leg.ANSWER, SUBJECT, [acceptance, GENERAL]) == GENERAL
    assert policy_for(Leg.ACCEPTANCE, SUBJECT, [acceptance, GENERAL]) == acceptance


def test_it_has_no_leg_without_a_row() -> None:
    assert policy_for(Leg.TRANSFER, SUBJECT, [GENERAL]) is None
    assert policy_for(Leg.ANSWER, SUBJECT, []) is None


def test_it_passes_over_a_more_specific_row_that_does_not_apply() -> None:
    urgent = replace(GENERAL, id=2, urgency=Urgency.URGENT, unit_id=DIVISION)

    assert policy_for(Leg.ANSWER, SUBJECT, [urgent, GENERAL]) == GENERAL


rows = st.builds(
    ClockPolicy,
    id=st.integers(1, 1000),
    code=st.just("row"),
    leg=st.sampled_from(Leg),
    term=st.just(Term(3, TimeUnit.WORKING_DAYS)),
    valid_from=st.dates(on("2026-01-01"), on("2026-12-31")),
    valid_to=st.none() | st.dates(on("2026-01-01"), on("2026-12-31")),
    kind=st.none() | st.sampled_from(Kind),
    channel=st.none() | st.sampled_from(Channel),
    urgency=st.none() | st.sampled_from(Urgency),
    category_id=st.none() | st.sampled_from([ROADS, POTHOLES, 99]),
    unit_id=st.none() | st.sampled_from([PROVINCE, DEPARTMENT, DIVISION, 99]),
)


@given(st.lists(rows, max_size=20))
def test_it_takes_a_row_that_applies_whenever_there_is_one(policies: list[ClockPolicy]) -> None:
    found = policy_for(Leg.ANSWER, SUBJECT, policies)
    fitting = [row for row in policies if row.leg is Leg.ANSWER and row.applies_to(SUBJECT)]

    assert (found in fitting) if fitting else found is None


def test_it_ships_the_switches_of_the_rules() -> None:
    shipped = UnitPolicy()

    assert not shipped.deem_after_hours
    assert shipped.two_persons
    assert shipped.satisfied_by is SatisfiedBy.WRITTEN
    assert (shipped.longest_wait, shipped.wait_rounds, shipped.reopen_window) == (5, 1, 10)
    assert shipped.second() == Term(15, TimeUnit.WORKING_DAYS)
    assert shipped.ladder() == Ladder(warn_at_percent=50, to_leader_after=1, to_oversight_after=3)


def test_it_keeps_numbers_within_what_they_mean() -> None:
    assert set(MOST) <= set(UnitPolicy.__dataclass_fields__)
    assert MOST["warn_at_percent"] < 100


def test_it_has_no_second_term_where_a_notice_opens_none() -> None:
    assert UnitPolicy(interim_opens_second=False).second() is None
