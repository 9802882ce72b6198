"""Keeps the figures: tells the time each unit held a case, and counts the marked months anew."""

from collections.abc import Sequence

from portal.jobs.running import each_alone, session
from portal.services.act import Act
from portal.services.count_dossiers import Bucket as DossierMonth
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from portal.services.count_figures import Bucket, count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times
from portal.services.surveys.count_ballots import Bucket as SurveyMonth
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months


def count_figures() -> int:
    """Count every marked month of every unit anew; returns how many."""
    each_alone(marked_cases(session()), _tell, on_error=_leave)
    counted = each_alone(marked_buckets(session()), _count, on_error=_leave)
    counted += each_alone(marked_dossier_months(session()), _count_dossiers, on_error=_leave)
    return counted + each_alone(marked_survey_months(session()), _count_ballots, on_error=_leave)


def _tell(act: Act, case_ids: Sequence[int]) -> bool:
    tell_held_times(act, case_ids)
    return True


def _count(act: Act, bucket: Bucket) -> bool:
    count_bucket(act, bucket)
    return True


def _count_dossiers(act: Act, bucket: DossierMonth) -> bool:
    count_dossier_month(act, bucket)
    return True


def _count_ballots(act: Act, bucket: SurveyMonth) -> bool:
    count_ballots(act, bucket)
    return True


def _leave(act: Act, key: object, error: Exception) -> None:
    """The marks are still there, so the next round counts it."""
