"""Everything that waits for anybody on a working morning, read once for all readers of the digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from portal.domain.policies import Leg
from portal.domain.states import State
from portal.domain.surveys.remedies import UNFINISHED
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.opinion import Opinion
from portal.models.remedy import Remedy
from portal.queries.case_rows import OPEN
from portal.queries.opinions import CASE_IN_WORK
from portal.queries.opinions import OPEN as OPEN_OPINION
from portal.queries.reopenings import times_asked

# The words of the partial indexes: SQLite looks for them in the statement.
RUNNING = text("case_clocks.satisfied_at IS NULL AND NOT case_clocks.stopped")
REFUSAL_PROPOSED = text("cases.refusal_proposer_id IS NOT NULL")


@dataclass(frozen=True, slots=True)
class WaitingRows:
    """Counts by those who have to do with them; whom each concerns is for the reader's appointments to say."""

    open_cases: Sequence[Any]
    disputed: Sequence[Any]
    refusals: Sequence[Any]
    unpublished: Sequence[Any]
    opinions: Sequence[Any]
    remedies: Sequence[Any] = ()


def waiting_rows(session: Session) -> WaitingRows:
    """All of it, in six statements; nothing of sealed cases."""
    return WaitingRows(
        open_cases=session.execute(_open_cases()).all(),
        disputed=session.execute(_disputed()).all(),
        refusals=session.execute(_refusals()).all(),
        unpublished=session.execute(_unpublished()).all(),
        opinions=session.execute(_opinions()).all(),
        remedies=session.execute(_remedies()).all(),
    )


def _open_cases() -> Select[*tuple[Any, ...]]:
    by = (Case.unit_id, Case.officer_id, Case.state, Case.answer_status, Case.due_on)
    return select(*by, func.count().label("n")).where(Case.is_open, ~Case.sealed).group_by(*by)


def _disputed() -> Select[*tuple[Any, ...]]:
    wanted = select(Case.unit_id, (times_asked() > 1).label("again"))
    return wanted.where(Case.is_open, ~Case.sealed, Case.state == State.REOPEN_REQUESTED)


def _refusals() -> Select[*tuple[Any, ...]]:
    """Proposals not to accept a case, by who proposed them and so does not decide."""
    by = (Case.unit_id, Case.receiving_unit_id, Case.refusal_proposer_id.label("proposer_id"))
    return select(*by, func.count().label("n")).where(OPEN, REFUSAL_PROPOSED).group_by(*by)


def _unpublished() -> Select[*tuple[Any, ...]]:
    """Answered cases whose clock runs on: the public answer counts, and is not out."""
    by = (Case.unit_id, Case.receiving_unit_id)
    # Reopened before it was published, a case runs two rounds.
    wanted = select(*by, func.count(Case.id.distinct()).label("n")).select_from(CaseClock)
    wanted = wanted.join(Case, Case.id == CaseClock.case_id).where(RUNNING, CaseClock.leg == Leg.ANSWER)
    return wanted.where(~Case.sealed, Case.state.in_((State.ANSWERED, State.CLOSED))).group_by(*by)


def _opinions() -> Select[*tuple[Any, ...]]:
    columns = (Opinion.unit_id, Opinion.asking_unit_id, Opinion.asked_by_id, Opinion.due_on)
    return select(*columns).join(Case, Case.id == Opinion.case_id).where(OPEN_OPINION, CASE_IN_WORK)


def _remedies() -> Select[*tuple[Any, ...]]:
    """Unfinished remedies by unit, source, who is responsible and by when."""
    by = (Remedy.unit_id, Remedy.source, Remedy.owner_id, Remedy.due_on)
    return select(*by, func.count().label("n")).where(Remedy.status.in_(UNFINISHED)).group_by(*by)
