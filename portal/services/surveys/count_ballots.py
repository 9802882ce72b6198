"""Counts ballots anew: the marked months of each unit, from the ballots themselves and so exact."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.models.ballot import Ballot
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.surveys.figures import SURVEYS
from portal.services.act import Act
from portal.services.figure_revision import renew_revision

Bucket = tuple[int, int]
Key = tuple[int, int, int, bool]
# Read in pieces: a month of a city may have a hundred thousand ballots.
AT_ONCE = 2_000


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
    figures = counted(act.session, bucket)
    renew_revision(act, SURVEYS)
    if figures:
        key = {"unit_id": unit_id, "month": month, "counted_at": act.now}
        act.session.execute(insert(SurveyFigure), [{**each, **key} for each in figures])


def counted(session: Session, bucket: Bucket) -> list[dict[str, Any]]:
    """What the ballots of a unit's month come to, by version, campaign, point and whether they are doubtful."""
    unit_id, month = bucket
    columns = (Ballot.version_id, Ballot.campaign_id, Ballot.point_id, Ballot.is_doubtful, Ballot.way)
    wanted = select(*columns, Ballot.answers, Ballot.words, Ballot.doubts)
    wanted = wanted.where(Ballot.unit_id == unit_id, Ballot.month == month)
    sums: dict[Key, _Sum] = {}
    for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
        key = (row.version_id, row.campaign_id or 0, row.point_id or 0, row.is_doubtful)
        sums.setdefault(key, _Sum()).add(row)
    names = ("version_id", "campaign_id", "point_id", "is_doubtful")
    return [{**dict(zip(names, key, strict=True)), **each.columns()} for key, each in sorted(sums.items())]


class _Sum:
    """Ballots being added up."""

    def __init__(self) -> None:
        self.ballots = 0
        self.answers: dict[str, dict[str, int]] = {}
        self.ways: dict[str, int] = {}
        self.doubts: dict[str, int] = {}
        self.worded = 0

    def add(self, row: Any) -> None:
        self.ballots += 1
        self.worded += bool(row.words)
        _count(self.ways, (row.way.value,))
        _count(self.doubts, row.doubts)
        for item, answer in row.answers.items():
            _count(self.answers.setdefault(item, {}), _values(answer))

    def columns(self) -> dict[str, Any]:
        return {
            "ballots": self.ballots,
            "answers": self.answers,
            "ways": self.ways,
            "doubts": self.doubts,
            "worded": self.worded,
        }


def _count(into: dict[str, int], values: Iterable[str]) -> None:
    for value in values:
        into[value] = into.get(value, 0) + 1


def _values(answer: object) -> list[str]:
    """What is counted of an answer: its value, or each of several choices."""
    if isinstance(answer, list):
        return [str(each) for each in answer]
    return [str(answer)]
