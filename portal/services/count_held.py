"""Counting the time held: told anew of the marked cases from their histories, then added up by unit and month."""

from collections.abc import Sequence

from sqlalchemy import Integer, delete, func, insert, select
from sqlalchemy.orm import Session

from portal.models.figure import Basis, FigureMark, HeldFigure, HeldMark, HeldTime
from portal.queries.held_times import held_by_cases
from portal.services.act import Act

BATCH = 500


def marked_cases(session: Session) -> list[Sequence[int]]:
    """The cases whose held times are to be told anew, in batches that are each a transaction."""
    found = session.scalars(select(HeldMark.case_id).distinct().order_by(HeldMark.case_id)).all()
    return [found[start : start + BATCH] for start in range(0, len(found), BATCH)]


def tell_held_times(act: Act, case_ids: Sequence[int]) -> None:
    """Tell the held times of a batch of cases anew and mark the months they come to stand in, or stood in.

    The marks go first, for the reason told at `count_bucket`.
    """
    session = act.session
    session.execute(delete(HeldMark).where(HeldMark.case_id.in_(case_ids)))
    before = select(HeldTime.unit_id, HeldTime.month).where(HeldTime.case_id.in_(case_ids)).distinct()
    buckets = {(row.unit_id, row.month) for row in session.execute(before)}
    session.execute(delete(HeldTime).where(HeldTime.case_id.in_(case_ids)))
    held = list(held_by_cases(session, act.settings, case_ids, now=act.now))
    if held:
        session.execute(insert(HeldTime), [each._asdict() for each in held])
    buckets |= {(each.unit_id, each.month) for each in held}
    for unit_id, month in sorted(buckets):
        session.add(FigureMark(basis=Basis.ANSWERED, unit_id=unit_id, month=month))
    session.flush()


def count_held(act: Act, unit_id: int, month: int) -> None:
    """Add up what a unit held of the cases answered in a month; the caller has taken the marks away."""
    session = act.session
    own = (HeldFigure.unit_id == unit_id, HeldFigure.month == month)
    session.execute(delete(HeldFigure).where(*own))
    tenths = ((HeldTime.minutes + 5) // 6).cast(Integer).label("tenths")
    each = select(tenths, HeldTime.minutes).where(HeldTime.unit_id == unit_id, HeldTime.month == month)
    times = each.subquery()
    wanted = select(times.c.tenths, func.count().label("n"), func.sum(times.c.minutes).label("minutes"))
    rows = session.execute(wanted.group_by(times.c.tenths)).all()
    if rows:
        session.add(
            HeldFigure(
                unit_id=unit_id,
                month=month,
                tenths={str(row.tenths): row.n for row in rows},
                minutes=int(sum(row.minutes for row in rows)),
                counted_at=act.now,
            )
        )
        session.flush()
