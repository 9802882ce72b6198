"""Resolutions: the one that stands for a case, and the day that everybody may know."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.resolution import Resolution

__all__ = ["Resolution", "files_and_resolution", "resolved_day", "standing_resolution"]


def standing_resolution(session: Session, case: Case) -> Resolution | None:
    """What stands as the resolution of a case; no statement for a case without one."""
    if case.resolved_on is None:
        return None
    wanted = select(Resolution).where(Resolution.case_id == case.id, Resolution.withdrawn_at.is_(None))
    return session.scalars(wanted).one_or_none()


def files_and_resolution(session: Session, case_id: int) -> tuple[Sequence[Attachment], Resolution | None]:
    """The files of a case in the order they came, and what stands as its resolution: one statement for both.

    A resolution is found by its evidence, without which there is none.
    """
    stands = (Resolution.id == Attachment.resolution_id) & Resolution.withdrawn_at.is_(None)
    wanted = select(Attachment, Resolution).outerjoin(Resolution, stands)
    rows = session.execute(wanted.where(Attachment.case_id == case_id).order_by(Attachment.id)).all()
    # An outer join: most files have none.
    resolutions: list[Resolution | None] = [resolution for _file, resolution in rows]
    return [file for file, _resolution in rows], next(filter(None, resolutions), None)


def resolved_day(session: Session, case_id: int) -> date | None:
    """The day on which a published matter was settled, if it was; nothing else of it is public."""
    return session.scalar(select(Case.resolved_on).where(Case.id == case_id, ~Case.sealed))
