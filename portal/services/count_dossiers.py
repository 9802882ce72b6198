"""Counts the figures of dossiers anew: the marked months of each unit, from the dossiers themselves and so exact."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.models.dossier_figure import DossierFigure, DossierMark
from portal.queries.dossier_counts import Bucket, counted_dossier_month
from portal.queries.public_figures import DOSSIER_REVISION
from portal.services.act import Act
from portal.services.figure_revision import renew_revision

__all__ = ["Bucket", "count_dossier_month", "marked_dossier_months"]


def marked_dossier_months(session: Session) -> Sequence[Bucket]:
    """The units and months in which something changed since they were counted."""
    wanted = select(DossierMark.basis, DossierMark.unit_id, DossierMark.month).distinct()
    return [(row.basis, row.unit_id, row.month) for row in session.execute(wanted)]


def count_dossier_month(act: Act, bucket: Bucket) -> None:
    """Count one unit's month anew and take its marks away, in one transaction and at most six statements.

    The marks go first: each was written together with its change, so that whatever a removed mark stands for is
    seen by the counting that follows. It also makes a second worker with the same month wait.
    """
    basis, unit_id, month = bucket
    for table in (DossierMark, DossierFigure):
        act.session.execute(
            delete(table).where(table.basis == basis, table.unit_id == unit_id, table.month == month)
        )
    if figures := counted_dossier_month(act.session, bucket):
        act.session.execute(insert(DossierFigure), [{**each, "counted_at": act.now} for each in figures])
    renew_revision(act, DOSSIER_REVISION)
