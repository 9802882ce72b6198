"""What somebody has said, with the reason, to be no personal data in the public texts of a case."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.publication_gate import Key
from portal.models.public_version import PublicationDismissal

__all__ = ["PublicationDismissal", "dismissals", "keys_of"]


def dismissals(session: Session, case_id: int) -> Sequence[PublicationDismissal]:
    """The dismissals of a case, oldest first; they hold for all its versions."""
    wanted = select(PublicationDismissal).where(PublicationDismissal.case_id == case_id)
    return session.scalars(wanted.order_by(PublicationDismissal.id)).all()


def keys_of(rows: Iterable[PublicationDismissal]) -> frozenset[Key]:
    """What is dismissed, as the gate compares it."""
    return frozenset((row.kind, row.text) for row in rows)
