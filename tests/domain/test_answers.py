"""An answer's way: draft, submitted, approved or sent back, issued; by two people."""

import itertools

import pytest

from portal.domain.answers import (
    AnswerStatus,
    AnswerStep,
    IllegalAnswerStep,
    SamePerson,
    after_step,
    check_two_persons,
)

S, T = AnswerStep, AnswerStatus

WAY = {
    (S.SAVE, T.DRAFT): T.DRAFT,
    (S.SAVE, T.SENT_BACK): T.DRAFT,  # taking it up again
    (S.SUBMIT, T.DRAFT): T.SUBMITTED,
    (S.SUBMIT, T.SENT_BACK): T.SUBMITTED,  # unchanged, with a word to the approver
    (S.APPROVE, T.SUBMITTED): T.APPROVED,
    (S.SEND_BACK, T.SUBMITTED): T.SENT_BACK,
    (S.SEND_BACK, T.APPROVED): T.SENT_BACK,  # second thoughts before it is issued
    (S.ISSUE, T.APPROVED): T.ISSUED,
}


@pytest.mark.parametrize(("step", "status"), list(itertools.product(S, T)))
def test_it_takes_the_steps_of_the_way_and_no_others(step: AnswerStep, status: AnswerStatus) -> None:
    if (step, status) in WAY:
        assert after_step(step, status) is WAY[step, status]
    else:
        with pytest.raises(IllegalAnswerStep) as refused:
            after_step(step, status)
        assert (refused.value.step, refused.value.status) == (step, status)


def test_it_leaves_an_issued_answer_alone() -> None:
    assert not [step for step, status in WAY if status is T.ISSUED]


@pytest.mark.parametrize(
    ("author_id", "approver_id", "required", "refused"),
    [
        (1, 2, True, False),  # two people
        (1, 1, True, True),  # the author approves
        (1, 1, False, False),  # where the policy lets them
        (None, 2, True, False),  # an author who has left
        (None, None, True, True),  # two unknowns are not two people
    ],
)
def test_it_wants_two_people_where_the_policy_does(
    author_id: int | None, approver_id: int | None, required: bool, refused: bool
) -> None:
    if refused:
        with pytest.raises(SamePerson):
            check_two_persons(author_id=author_id, approver_id=approver_id, required=required)
    else:
        check_two_persons(author_id=author_id, approver_id=approver_id, required=required)
