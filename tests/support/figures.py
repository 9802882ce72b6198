"""Counts figures in tests the way the worker does."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.people import SYSTEM
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.count_figures import count_bucket, marked_buckets


def count_all(session: Session, now: datetime) -> None:
    """Every marked month anew."""
    session.flush()
    act = Act(session, SYSTEM, now, load_settings(session))
    for bucket in marked_buckets(session):
        count_bucket(act, bucket)
