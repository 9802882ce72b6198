"""Counts ballots anew: the marked months of each unit, from the ballots themselves and so exact."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.surveys.ballot_sums import Bucket, counted_ballots
from portal.queries.surveys.figures import SURVEYS
from portal.services.act import Act
from portal.services.figure_revision import renew_revision

__all__ = ["Bucket", "count_ballots", "marked_survey_months"]


def marked_survey_months(session: Session) -> Sequence[Bucket]:
    """The units and months with ballots not yet counted."""
    wanted = select(SurveyMark.unit_id, SurveyMark.month).distinct()
    return [(row.unit_id, row.month) for row in session.execute(wanted)]


def count_ballots(act: Act, bucket: Bucket) -> None:
    """Count one unit's month anew and take its marks away, in one transaction and at most five statements.

    The marks go first: whatever a removed mark stands for is seen by the counting that follows.
    """
    unit_id, month = bucket
    for table in (SurveyMark, SurveyFigure):
        act.session.execute(delete(table).where(table.unit_id == unit_id, table.month == month))
    figures = counted_ballots(act.session, bucket)
    renew_revision(act, SURVEYS)
    if figures:
        key = {"unit_id": unit_id, "month": month, "counted_at": act.now}
        act.session.execute(insert(SurveyFigure), [{**each, **key} for each in figures])
