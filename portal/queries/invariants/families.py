"""Cases that belong together: nobody waits for an answer that will never come, and parts hang on one whole."""

from collections.abc import Iterator

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.domain.states import State
from portal.models.case import Case
from portal.queries.invariants.check import BATCH, Data, Tally

MAIN = aliased(Case)


def merged_cases_wait_for_an_answer(data: Data, tally: Tally) -> Iterator[int]:
    """Each merged case waits for one that is worked on and is not merged itself."""
    columns = (Case.reference, MAIN.is_open, MAIN.sealed)
    merged = (
        select(*columns)
        .outerjoin(MAIN, MAIN.id == Case.main_case_id)
        .where(Case.state == State.MERGED)
        .execution_options(yield_per=BATCH)
    )
    for row in data.session.execute(merged):
        waits = row.is_open is True and row.sealed is False
        tally.expect(waits, row.reference, fault="waits for a case that will not be answered")
        tally.checked += 1
    yield tally.checked


def parts_hang_on_one_whole(data: Data, tally: Tally) -> Iterator[int]:
    """A part has a whole that is no part itself, sealed when that is, and is counted there."""
    parts = (
        select(Case.reference, Case.sealed, MAIN.parent_id, MAIN.sealed.label("whole_sealed"))
        .join(MAIN, MAIN.id == Case.parent_id)
        .where(Case.parent_id.is_not(None))
        .execution_options(yield_per=BATCH)
    )
    for row in data.session.execute(parts):
        tally.expect(row.parent_id is None, row.reference, fault="is a part of a part")
        tally.expect(row.sealed == row.whole_sealed, row.reference, fault="is not sealed as its whole is")
        tally.checked += 1
    for reference in data.session.scalars(_miscounted()):
        tally.expect(False, reference, fault="counts its parts or merged cases wrong")
    yield tally.checked


def _miscounted() -> Select[str]:
    part, joined = aliased(Case), aliased(Case)
    parts = select(func.count()).where(part.parent_id == Case.id).correlate(Case).scalar_subquery()
    merged = select(func.count()).where(joined.main_case_id == Case.id).correlate(Case).scalar_subquery()
    counted = or_(Case.child_count != 0, Case.merged_count != 0)
    wrong = or_(Case.child_count != parts, Case.merged_count != merged)
    return select(Case.reference).where(and_(counted, wrong))
