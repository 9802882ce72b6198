"""Counting figures anew: the marked months of each unit, from the cases themselves and so exact."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.models.figure import Basis, FigureMark, MonthlyFigure
from portal.queries.figure_counts import Bucket, counted_month
from portal.queries.figure_parts import Condition
from portal.services.act import Act
from portal.services.count_held import count_held
from portal.services.figure_revision import renew_revision

__all__ = ["Bucket", "count_bucket", "marked_buckets"]


def marked_buckets(session: Session) -> Sequence[Bucket]:
    """The units and months in which something changed since they were counted."""
    wanted = select(FigureMark.basis, FigureMark.unit_id, FigureMark.month).distinct()
    return [(row.basis, row.unit_id, row.month) for row in session.execute(wanted)]


def count_bucket(act: Act, bucket: Bucket) -> None:
    """Count one unit's month anew and take its marks away, in one transaction and at most nine statements.

    The marks go first: each was written together with its change, so that whatever a removed mark stands
    for is seen by the counting that follows, and what changes meanwhile brings a mark that stays. It also
    makes a second worker with the same month wait.
    """
    basis, unit_id, month = bucket
    act.session.execute(delete(FigureMark).where(*_rows_of(FigureMark, bucket)))
    if basis is Basis.ANSWERED:
        count_held(act, unit_id, month)
    else:
        _count_cases(act, bucket)
    renew_revision(act)


def _count_cases(act: Act, bucket: Bucket) -> None:
    act.session.execute(delete(MonthlyFigure).where(*_rows_of(MonthlyFigure, bucket)))
    if figures := counted_month(act.session, bucket):
        act.session.execute(insert(MonthlyFigure), [{**each, "counted_at": act.now} for each in figures])


def _rows_of(table: type[FigureMark | MonthlyFigure], bucket: Bucket) -> tuple[Condition, ...]:
    basis, unit_id, month = bucket
    return table.basis == basis, table.unit_id == unit_id, table.month == month
