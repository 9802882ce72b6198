"""What the ballots of a unit's month come to: the sums that are kept as figures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot

Bucket = tuple[int, int]
Key = tuple[int, int, int, bool]
# Read in pieces: a month of a city may have a hundred thousand ballots.
AT_ONCE = 2_000


def counted_ballots(session: Session, bucket: Bucket) -> list[dict[str, Any]]:
    """What the ballots of a unit's month come to, by version, campaign, point and whether they are doubtful."""
    unit_id, month = bucket
    columns = (Ballot.version_id, Ballot.campaign_id, Ballot.point_id, Ballot.is_doubtful)
    # What hardly any ballot has is not read of the others.
    doubts = case((Ballot.is_doubtful, Ballot.doubts))
    wanted = select(*columns, Ballot.way, Ballot.answers, Ballot.words != {}, doubts)
    wanted = wanted.where(Ballot.unit_id == unit_id, Ballot.month == month)
    sums: dict[Key, _Sum] = {}
    for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
        version_id, campaign_id, point_id, is_doubtful, *given = row
        key = (version_id, campaign_id or 0, point_id or 0, is_doubtful)
        found = sums.get(key) or sums.setdefault(key, _Sum())
        found.add(given)
    names = ("version_id", "campaign_id", "point_id", "is_doubtful")
    return [{**dict(zip(names, key, strict=True)), **each.columns()} for key, each in sorted(sums.items())]


class _Sum:
    """Ballots being added up. A round of the worker adds up very many: whatever is done here is done that often."""

    def __init__(self) -> None:
        self.ballots = self.worded = 0
        self.answers: Counter[tuple[str, Any]] = Counter()
        self.ways: Counter[BallotWay] = Counter()
        self.doubts: Counter[str] = Counter()

    def add(self, given: Iterable[Any]) -> None:
        """One more ballot: its way, its answers, whether it says something in words, and its doubts."""
        way, answers, is_worded, doubts = given
        self.ballots += 1
        self.worded += is_worded
        self.ways[way] += 1
        self.answers.update(_counted(answers))
        if doubts:
            self.doubts.update(doubts)

    def columns(self) -> dict[str, Any]:
        answers: dict[str, dict[str, int]] = {}
        for (item, value), number in self.answers.items():
            values, text = answers.setdefault(item, {}), str(value)
            values[text] = values.get(text, 0) + number
        return {
            "ballots": self.ballots,
            "answers": answers,
            "ways": {way.value: number for way, number in self.ways.items()},
            "doubts": dict(self.doubts),
            "worded": self.worded,
        }


def _counted(answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is counted of a ballot: the value of each answer, or each of several choices."""
    for item, answer in answers.items():
        if isinstance(answer, list):
            for each in answer:
                yield item, each
        else:
            yield item, answer
