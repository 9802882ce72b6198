"""The cases a case belongs together with: its whole, its parts, the one it waits for, those that wait for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.states import State
from portal.models.answer import Answer
from portal.models.case import Case

__all__ = ["Family", "Relative", "family_of"]

# More are there to be searched; a page of a case is for working on it.
MOST = 60
COLUMNS = (
    Case.id,
    Case.reference,
    Case.subject,
    Case.body,
    Case.state,
    Case.unit_id,
    Case.receiving_unit_id,
    Case.due_on,
    Case.parent_id,
    Case.main_case_id,
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A case that belongs together with another.

    Whoever has the whole, or the main case, reads what the parts and the merged ones say and what a part was
    answered, for that is what they must answer; never who the other senders are. The other way round only
    those see it who may see the case itself.
    """

    id: int
    reference: str
    subject: str
    body: str
    answer: str
    state: State
    unit_id: int
    due_on: date
    may_see: bool


@dataclass(frozen=True, slots=True)
class Family:
    """The relatives of a case by how they belong to it."""

    whole: Relative | None = None
    parts: Sequence[Relative] = ()
    main: Relative | None = None
    merged: Sequence[Relative] = ()

    @property
    def waiting(self) -> list[Relative]:
        """Those whose senders wait for the answer of this case."""
        return [each for each in self.merged if each.state is State.MERGED]

    def __bool__(self) -> bool:
        return bool(self.whole or self.parts or self.main or self.merged)


def family_of(session: Session, actor: Actor, case: Case) -> Family:
    """The relatives of a case, in one statement, or none at all for a case that never had any."""
    if not (case.parent_id or case.main_case_id or case.child_count or case.merged_count):
        return Family()
    above = [each for each in (case.parent_id, case.main_case_id) if each is not None]
    related = or_(Case.parent_id == case.id, Case.main_case_id == case.id, Case.id.in_(above))
    issued = and_(
        Answer.case_id == Case.id,
        Answer.status == AnswerStatus.ISSUED,
        Answer.round == Case.reopened_count + 1,
        Case.parent_id == case.id,
    )
    wanted = select(*COLUMNS, Answer.body.label("answer")).outerjoin(Answer, issued)
    units = actor.units_for(Permission.SEE_CASES)
    found = {
        row.id: (row, _relative(row, units, case))
        for row in session.execute(wanted.where(related, ~Case.sealed).order_by(Case.id).limit(MOST))
    }
    return Family(
        whole=_one(found.get(case.parent_id or 0)),
        parts=[relative for row, relative in found.values() if row.parent_id == case.id],
        main=_one(found.get(case.main_case_id or 0)),
        merged=[relative for row, relative in found.values() if row.main_case_id == case.id],
    )


def _relative(row: Any, units: Collection[int], case: Case) -> Relative:
    below = case.id in (row.parent_id, row.main_case_id)
    seen = row.unit_id in units or row.receiving_unit_id in units
    told = below or seen
    return Relative(
        id=row.id,
        reference=row.reference,
        subject=row.subject if told else "",
        body=row.body if below else "",
        answer=row.answer or "",
        state=row.state,
        unit_id=row.unit_id,
        due_on=row.due_on,
        may_see=seen,
    )


def _one(found: tuple[object, Relative] | None) -> Relative | None:
    return found[1] if found else None
