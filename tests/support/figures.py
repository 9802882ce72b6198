"""Counts figures in tests the way the worker does, or keeps made-up ones."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.kinds import Kind
from portal.domain.people import SYSTEM
from portal.domain.unit_figures import QUESTIONS
from portal.models.figure import Basis, MonthlyFigure
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times
from tests.factories import unit_id

COUNTED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def count_all(session: Session, now: datetime) -> None:
    """Every marked month anew."""
    session.flush()
    act = Act(session, SYSTEM, now, load_settings(session))
    for case_ids in marked_cases(session):
        tell_held_times(act, case_ids)
    for bucket in marked_buckets(session):
        count_bucket(act, bucket)


def keep_month(
    session: Session, unit: str, month: int, *, kind: Kind = Kind.FEEDBACK, **numbers: Any
) -> None:
    """Keep a unit's month as if counted: on both bases alike, unless `basis` names one."""
    given = numbers.pop("basis", None)
    for basis in [given] if given else (Basis.RECEIVED, Basis.DUE):
        details = {"answer_tenths": {}, "open_due": {}, "ratings": {}, "counted_at": COUNTED_AT}
        key = {"basis": basis, "unit_id": unit_id(session, unit), "month": month, "kind": kind}
        session.add(MonthlyFigure(**{**key, **details, **numbers}))
    session.flush()


def ballots(satisfied: int, others: int = 0) -> dict[str, dict[str, int]]:
    """Ratings as they are kept: so many satisfied with everything, so many with nothing."""
    return {question: {"4": satisfied, "1": others} for question in QUESTIONS}
