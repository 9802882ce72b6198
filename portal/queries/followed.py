"""A case as its own sender may see it: without the office's internal matters, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.models.answer import Answer
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.resolution import Resolution
from portal.queries.cases import answers, case_by_reference, clocks, history
from portal.queries.resolutions import files_and_resolution

__all__ = ["Answer", "Attachment", "Case", "CaseClock", "CaseEvent", "FollowedCase", "followed_case"]


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """What the follow page shows; `answers` are the issued ones, `files` the sender's and theirs."""

    case: Case
    events: Sequence[CaseEvent]
    clock: CaseClock | None
    answers: Sequence[Answer]
    files: Sequence[Attachment]
    resolution: Resolution | None = None

    @property
    def round(self) -> int:
        """The round the case is in: 1, and one more for each reopening."""
        return self.case.reopened_count + 1

    @property
    def latest_answer(self) -> Answer | None:
        """The answer the sender has."""
        return self.answers[-1] if self.answers else None

    @property
    def is_rated(self) -> bool:
        """Whether the sender has rated the answer of this round; the levels are not read."""
        rated = (event for event in self.events if event.kind is EventKind.RATED)
        return any(event.facts.get("round") == self.round for event in rated)

    @property
    def question(self) -> CaseEvent | None:
        """What the office asked last."""
        asked = [event for event in self.events if event.kind is EventKind.ASKED]
        return asked[-1] if asked else None

    @property
    def is_published(self) -> bool:
        """Whether a public version stands on the page."""
        about = (EventKind.PUBLISHED, EventKind.PUBLICATION_WITHDRAWN)
        told = [event.kind for event in self.events if event.kind in about]
        return bool(told) and told[-1] is EventKind.PUBLISHED

    def files_of(self, answer: Answer | None) -> list[Attachment]:
        """The files of an answer; without one, those the sender sent."""
        if answer is None:
            return [file for file in self.files if file.answer_id is None and file.resolution_id is None]
        return [file for file in self.files if file.answer_id == answer.id]

    @property
    def evidence(self) -> list[Attachment]:
        """The files that show that the matter is settled."""
        return [file for file in self.files if file.resolution_id is not None]


def followed_case(session: Session, reference: str) -> FollowedCase | None:
    """The case with a reference for its sender, who has shown the code; None when sealed. Five statements."""
    case = case_by_reference(session, reference)
    if case is None:
        return None
    issued = [answer for answer in answers(session, case.id) if answer.status is AnswerStatus.ISSUED]
    files, resolution = files_and_resolution(session, case.id)
    legs = [clock for clock in clocks(session, case.id) if clock.leg is Leg.ANSWER]
    return FollowedCase(
        case=case,
        events=history(session, case.id),
        clock=max(legs, key=lambda clock: clock.round, default=None),
        answers=issued,
        files=_shown(files, issued, resolution),
        resolution=resolution,
    )


def _shown(
    files: Sequence[Attachment], issued: Sequence[Answer], resolution: Resolution | None
) -> list[Attachment]:
    """The sender's own files, those of issued answers and the evidence that stands; all else stays inside."""
    answer_ids = {answer.id for answer in issued}
    standing_id = resolution.id if resolution else None
    return [file for file in files if _is_shown(file, answer_ids, standing_id)]


def _is_shown(file: Attachment, answer_ids: set[int], standing_id: int | None) -> bool:
    if file.resolution_id is not None:
        return file.resolution_id == standing_id
    return file.answer_id in answer_ids or (file.by_sender and file.answer_id is None)
