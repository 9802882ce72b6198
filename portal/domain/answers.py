"""An answer's way from draft to issue, and who may take each step (rules §5)."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerStatus(StrEnum):
    """Where an answer stands on its way to the sender."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    ISSUED = "issued"


class PublicationStatus(StrEnum):
    """Where the public version stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class AnswerStep(StrEnum):
    """What can be done with an answer."""

    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ISSUE = "issue"


STEPS: dict[AnswerStep, tuple[frozenset[AnswerStatus], AnswerStatus]] = {
    AnswerStep.SAVE: (frozenset({AnswerStatus.DRAFT, AnswerStatus.SENT_BACK}), AnswerStatus.DRAFT),
    AnswerStep.SUBMIT: (frozenset({AnswerStatus.DRAFT, AnswerStatus.SENT_BACK}), AnswerStatus.SUBMITTED),
    AnswerStep.APPROVE: (frozenset({AnswerStatus.SUBMITTED}), AnswerStatus.APPROVED),
    AnswerStep.SEND_BACK: (
        frozenset({AnswerStatus.SUBMITTED, AnswerStatus.APPROVED}),
        AnswerStatus.SENT_BACK,
    ),
    AnswerStep.ISSUE: (frozenset({AnswerStatus.APPROVED}), AnswerStatus.ISSUED),
}


# Not frozen: context managers write the traceback of what passes through them.
@dataclass(unsafe_hash=True)
class IllegalAnswerStep(Exception):
    """The step cannot be taken from where the answer stands."""

    step: AnswerStep
    status: AnswerStatus


@dataclass(unsafe_hash=True)
class SamePerson(Exception):
    """The author may not approve their own text (rules §5: different people)."""

    author_id: int | None


def after_step(step: AnswerStep, status: AnswerStatus) -> AnswerStatus:
    """Where an answer stands after a step. Raises IllegalAnswerStep."""
    sources, target = STEPS[step]
    if status not in sources:
        raise IllegalAnswerStep(step, status)
    return target


def check_two_persons(*, author_id: int | None, approver_id: int | None, required: bool) -> None:
    """Refuse approval by the author where the unit's policy wants two people. Raises SamePerson."""
    if required and author_id == approver_id:
        raise SamePerson(author_id)
