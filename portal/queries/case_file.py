"""Everything the case page shows, in as few statements as it can be read with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.policies import Leg
from portal.models.answer import Answer, Publication
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.message import Message
from portal.models.opinion import Opinion
from portal.models.rating import RatingRow
from portal.models.resolution import Resolution
from portal.queries.cases import history, messages, visible_to
from portal.queries.opinions import opinions_of
from portal.queries.resolutions import files_and_resolution

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseFile",
    "Message",
    "Opinion",
    "Publication",
    "RatingRow",
    "Resolution",
    "case_file",
]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what belongs to it; ratings are there only for those who may see them."""

    case: Case
    clocks: Sequence[CaseClock]
    answers: Sequence[Answer]
    publications: Sequence[Publication]
    ratings: Sequence[RatingRow]
    events: Sequence[CaseEvent]
    attachments: Sequence[Attachment]
    messages: Sequence[Message]
    opinions: Sequence[Opinion] = ()
    resolution: Resolution | None = None

    @property
    def answer(self) -> Answer | None:
        """The answer of the present round, if anybody has begun it."""
        here = self.case.reopened_count + 1
        return next((each for each in self.answers if each.round == here), None)

    @property
    def issued(self) -> list[Answer]:
        """The answers the sender has, oldest first."""
        return [each for each in self.answers if each.status is AnswerStatus.ISSUED]

    @property
    def published(self) -> Publication | None:
        """The public version that stands on the page."""
        on_page = (each for each in self.publications if each.status is PublicationStatus.PUBLISHED)
        return next(on_page, None)

    @property
    def public_draft(self) -> Publication | None:
        """The public version somebody works on."""
        drafted = (PublicationStatus.DRAFT, PublicationStatus.SUBMITTED)
        return next((each for each in self.publications if each.status in drafted), None)

    @property
    def answer_clock(self) -> CaseClock | None:
        """The response clock of the present round."""
        legs = [clock for clock in self.clocks if clock.leg is Leg.ANSWER]
        return max(legs, key=lambda clock: clock.round, default=None)

    def files_of(self, answer: Answer | None) -> list[Attachment]:
        """The files of an answer; without one, those of the case itself."""
        wanted = answer.id if answer else None
        files = (each for each in self.attachments if each.resolution_id is None)
        return [each for each in files if each.answer_id == wanted]

    @property
    def evidence(self) -> list[Attachment]:
        """The files that show that the matter is settled."""
        if self.resolution is None:
            return []
        return [each for each in self.attachments if each.resolution_id == self.resolution.id]


def case_file(session: Session, actor: Actor, reference: str) -> CaseFile | None:
    """The case with a reference and all that hangs on it, if the actor may see it. Four statements."""
    rows = session.execute(_joined(actor, reference)).all()
    if not rows:
        return None
    case: Case = rows[0][0]
    may_see_ratings = actor.may(Permission.SEE_RATINGS, case.unit_id, case.receiving_unit_id)
    files, resolution = files_and_resolution(session, case.id)
    publications = _each(row[3] for row in rows)
    return CaseFile(
        case=case,
        clocks=sorted(_each(row[1] for row in rows), key=lambda clock: (clock.started_at, clock.round)),
        answers=sorted(_each(row[2] for row in rows), key=lambda answer: answer.round),
        publications=sorted(publications, key=lambda publication: publication.version),
        ratings=_each(row[4] for row in rows) if may_see_ratings else [],
        events=history(session, case.id),
        attachments=files,
        messages=messages(session, case.id),
        opinions=opinions_of(session, case.id) if case.opinion_count else (),
        resolution=resolution,
    )


def _joined(actor: Actor, reference: str) -> Any:
    """The case with its legs and answers side by side: a few rows, since there are few of either."""
    shown = and_(Publication.case_id == Case.id, Publication.answer_id == Answer.id)
    rated = and_(RatingRow.case_id == Case.id, RatingRow.round == Answer.round)
    return (
        select(Case, CaseClock, Answer, Publication, RatingRow)
        .outerjoin(CaseClock, CaseClock.case_id == Case.id)
        .outerjoin(Answer, Answer.case_id == Case.id)
        .outerjoin(Publication, shown)
        .outerjoin(RatingRow, rated)
        .where(Case.reference == reference, visible_to(actor))
        .options(joinedload(Case.sender))
    )


def _each(rows: Iterable[Row | None]) -> list[Row]:
    """Every row once, those that are missing left out."""
    return list(dict.fromkeys(row for row in rows if row is not None))
