"""Bulk steps are soon forgotten: all after a day, one that has not been done as soon as a case of it is sealed."""

from datetime import timedelta

from sqlalchemy import Select, delete, select

from portal.domain.bulk import Stage
from portal.models.bulk import BulkCase, BulkStep
from portal.services.act import Act

KEPT_FOR = timedelta(days=1)
# The words of the others are gone already.
WORDY = (Stage.CHECKING, Stage.READY, Stage.RUNNING)


def forget_old(act: Act) -> int:
    """Delete the steps of yesterday, done or not; returns how many."""
    return _forget(act, select(BulkStep.id).where(BulkStep.created_at < act.now - KEPT_FOR))


def forget_steps_about(act: Act, case_id: int) -> int:
    """Delete the steps whose words may speak of a case that has just been sealed; whoever wanted one begins anew."""
    about = select(BulkCase.step_id).where(BulkCase.case_id == case_id)
    return _forget(act, select(BulkStep.id).where(BulkStep.id.in_(about), BulkStep.stage.in_(WORDY)))


def _forget(act: Act, wanted: Select[str]) -> int:
    ids = act.session.scalars(wanted).all()
    if ids:
        act.session.execute(delete(BulkCase).where(BulkCase.step_id.in_(ids)))
        act.session.execute(delete(BulkStep).where(BulkStep.id.in_(ids)))
    return len(ids)
