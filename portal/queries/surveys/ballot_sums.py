"""What the ballots of a unit's month come to: the sums that are kept as figures."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.ballot import Ballot

Bucket = tuple[int, int]
Key = tuple[int, int, int, bool]
# Read in pieces: a month of a city may have a hundred thousand ballots.
AT_ONCE = 2_000


def counted_ballots(session: Session, bucket: Bucket) -> list[dict[str, Any]]:
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
