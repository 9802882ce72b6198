"""What a case says of its resolution is what its resolutions say."""

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.resolution import Resolution
from portal.queries.invariants.check import Data, Tally


def cases_show_their_resolution(data: Data, tally: Tally) -> Iterator[int]:
    """The day on a case is that of its standing resolution, and none stands without evidence."""
    standing = and_(Resolution.case_id == Case.id, Resolution.withdrawn_at.is_(None))
    wrong = (
        select(Case.reference)
        .outerjoin(Resolution, standing)
        .where(
            or_(Case.resolved_on.is_not(None), Resolution.id.is_not(None)),
            Case.resolved_on.is_distinct_from(Resolution.resolved_on),
        )
    )
    for reference in data.session.scalars(wrong):
        tally.expect(False, reference, fault="its day of resolution is not that of the one that stands")
    shown = select(Attachment.id).where(Attachment.resolution_id == Resolution.id).exists()
    # The evidence of a sealed case is sealed with its other files.
    bare = select(Case.reference).join(Resolution, standing).where(~Case.sealed, ~shown)
    for reference in data.session.scalars(bare):
        tally.expect(False, reference, fault="resolved without evidence")
    tally.checked += data.session.scalar(select(func.count()).select_from(Resolution)) or 0
    yield tally.checked
