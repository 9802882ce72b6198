"""Who may do what: the one table from permission to roles, copied here from the rules (§2, §3, §13)."""

import pytest

from portal.domain.permissions import HOLDERS_ONLY, PERMITTED, REACHES_DOWN, Permission, Role

R = Role
HANDLERS = {R.OFFICER, R.LEADER}
FRONT = {R.OPERATOR, R.COORDINATOR, R.OFFICER, R.LEADER}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.SEE_CASES, FRONT | {R.OVERSEER}),  # the administrator configures and reads no cases
        (Permission.ENTER_CASES, {R.OPERATOR, R.COORDINATOR}),
        (Permission.ROUTE, {R.COORDINATOR}),
        (Permission.ACCEPT, HANDLERS),
        (Permission.ASSIGN, {R.COORDINATOR, R.LEADER}),
        (Permission.RETURN, HANDLERS),
        (Permission.RECLASSIFY, HANDLERS | {R.COORDINATOR}),
        (Permission.ASK, HANDLERS),
        (Permission.NOTE, FRONT | {R.OVERSEER}),
        (Permission.EXTEND, {R.LEADER}),  # by the unit's leader alone
        (Permission.ASK_OPINION, HANDLERS | {R.COORDINATOR}),
        (Permission.GIVE_OPINION, HANDLERS),  # of the unit that was asked
        (Permission.NOTIFY_INTERIM, HANDLERS),
        (Permission.WRITE_ANSWER, HANDLERS),
        (Permission.APPROVE_ANSWER, {R.LEADER}),
        (Permission.PUBLISH, {R.COORDINATOR, R.LEADER}),
        (Permission.CLOSE, HANDLERS),
        (Permission.DECIDE_REOPENING, {R.LEADER, R.OVERSEER}),  # a second time goes to oversight
        (Permission.REOPEN_BY_OVERSIGHT, {R.OVERSEER}),
        (Permission.PROPOSE_REFUSAL, HANDLERS | {R.COORDINATOR}),
        (Permission.REFUSE, {R.COORDINATOR, R.LEADER}),  # an officer proposes, somebody else decides
        (Permission.HAND_OVER, {R.COORDINATOR, R.LEADER}),
        (Permission.RECORD_WITHDRAWAL, FRONT),
        (Permission.MERGE, {R.COORDINATOR, R.LEADER}),
        (Permission.SPLIT, HANDLERS | {R.COORDINATOR}),
        (Permission.DIVERT, FRONT),  # staff can divert any case
        (Permission.CALL_BACK, FRONT),
        (Permission.RECORD_RESOLUTION, HANDLERS),
        (Permission.CHASE, {R.LEADER, R.OVERSEER}),  # a leader of the unit itself chases nobody
        (Permission.CORRECT_RECORD, {R.OPERATOR, R.COORDINATOR}),  # those who write records
        (Permission.SEE_RATINGS, {R.LEADER, R.OVERSEER}),  # confidential
        (Permission.SEE_FIGURES, {R.COORDINATOR, R.LEADER, R.OVERSEER, R.ADMINISTRATOR}),
        (Permission.EXPORT_REGISTER, {R.COORDINATOR, R.LEADER, R.OVERSEER}),
        (Permission.REASSIGN_WORK, {R.COORDINATOR, R.LEADER}),
        (Permission.OPEN_SEALED, {R.SEALED_CASE_OFFICER}),  # nobody else, the administrator least of all
        (Permission.CONFIGURE, {R.ADMINISTRATOR}),
    ],
)
def test_it_gives_each_permission_to_these_roles(permission: Permission, roles: set[Role]) -> None:
    assert PERMITTED[permission] == roles


def test_it_decides_on_every_permission() -> None:
    assert set(PERMITTED) == set(Permission)


def test_it_gives_the_sealed_case_officer_nothing_else() -> None:
    assert [each for each in Permission if R.SEALED_CASE_OFFICER in PERMITTED[each]] == [
        Permission.OPEN_SEALED
    ]


def test_it_lets_officers_work_for_one_unit_only() -> None:
    assert R.OFFICER not in REACHES_DOWN


def test_it_lets_the_keeper_of_sealed_cases_open_those_of_the_units_below() -> None:
    """A commune's sealed cases need somebody to open them, and it may have nobody apart from those accused."""
    assert R.SEALED_CASE_OFFICER in REACHES_DOWN


def test_it_leaves_the_answer_to_the_unit_that_has_the_case() -> None:
    assert {Permission.ACCEPT, Permission.WRITE_ANSWER, Permission.APPROVE_ANSWER} <= HOLDERS_ONLY
    assert Permission.ROUTE not in HOLDERS_ONLY
