"""Very many ballots of three years, in bulk: drawn from the demo's people, stored where chance puts real ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from portal.demo.bulk.sink import Sink
from portal.demo.surveys.ballots import People
from portal.domain.periods import month_of
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot, SurveyCampaign
from portal.models.survey import SurveyPoint
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.surveys.questionnaires import Published

BATCH = 50_000
POOL = 20_000
DAYS = 1_095
# So many days ago the counters got a second version of their questionnaire.
RENEWED = 270
# One ballot in so many is of the sample, whose ballots were given within so many days.
SAMPLED_IN = 1_000
OF_SAMPLE = (200, 140)
COLUMNS = (
    "id", "version_id", "unit_id", "given_on", "month", "way", "point_id", "campaign_id", "answers", "words",
    "digest", "doubts", "is_doubtful",
)  # fmt: skip

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Asking:
    """What was asked when, where, and by which campaign."""

    before: Mapping[str, Published]
    since: Mapping[str, Published]
    units: Mapping[str, int]
    points: Mapping[tuple[int, BallotWay], Sequence[SurveyPoint]]
    campaign: SurveyCampaign
    calendar: Any

    @property
    def open_counter(self) -> str:
        """The code of a counter where anybody may give a ballot."""
        return next(
            each[0].code for (_unit, way), each in self.points.items() if way is BallotWay.COUNTER_CODE
        )


class Drawing:
    """Draws ballots: what a pool of people said, each said anew on another day."""

    def __init__(self, random: Random, today: date, asking: Asking) -> None:
        self._random, self._today, self._asking = random, today, asking
        self._before = self._pool(asking.before)
        self._since = self._pool(asking.since)
        self._sampled = [row for row in self._since if row[1] == asking.campaign.version_id]
        self._days = [
            day for day in (today - timedelta(days=n) for n in range(1, DAYS)) if self._is_usual(day)
        ]
        first, last = OF_SAMPLE
        self._of_sample = [day for day in self._days if last <= (today - day).days <= first]

    def _pool(self, asked: Mapping[str, Published]) -> list[Row]:
        asking = self._asking
        people = People(self._random, self._today, asking.calendar, asked, asking.units, asking.points)
        rows = (given.row(0) for given in people.volunteers(POOL))
        return [tuple(row[name] for name in COLUMNS) for row in rows]

    def _is_usual(self, day: date) -> bool:
        return self._asking.calendar.is_working(day) or self._random.random() < 0.05

    def rows(self, count: int) -> Iterator[Row]:
        """So many ballots by ascending number; unit and day have nothing to do with it, as in real ones."""
        step = 2**62 // count
        for place in range(count):
            number = place * step + self._random.randrange(step)
            yield self._sample(number) if place % SAMPLED_IN == 0 else self._voluntary(number)

    def _voluntary(self, number: int) -> Row:
        day = self._random.choice(self._days)
        pool = self._since if (self._today - day).days < RENEWED else self._before
        return _dated(self._random.choice(pool), number, day)

    def _sample(self, number: int) -> Row:
        row = _dated(self._random.choice(self._sampled), number, self._random.choice(self._of_sample))
        return (*row[:5], BallotWay.EMAIL_LINK, None, self._asking.campaign.id, *row[8:11], [], False)


def _dated(row: Row, number: int, day: date) -> Row:
    return (number, row[1], row[2], day, month_of(day), *row[5:])


def fill(session: Session, drawing: Drawing, size: int) -> int:
    """Write ballots until there are so many; returns how many were written."""
    table = _ballots()
    missing = size - (session.scalar(select(func.count()).select_from(table)) or 0)
    if missing <= 0:
        return 0
    indexes = sorted(table.indexes, key=lambda each: str(each.name))
    for index in indexes:
        index.drop(session.connection())
    rows = drawing.rows(missing)
    while batch := list(islice(rows, BATCH)):
        Sink(session.connection()).write(table, COLUMNS, rows=batch)
        session.commit()
    for index in indexes:
        index.create(session.connection())
    session.commit()
    return missing


def mark_all(session: Session) -> None:
    """Have every month counted anew."""
    wanted = select(Ballot.unit_id, Ballot.month, Ballot.campaign_id).distinct()
    session.execute(insert(SurveyMark), [row._asdict() for row in session.execute(wanted)])
    session.commit()


def mark_largest(session: Session) -> int:
    """Have the unit's month with most ballots counted anew; returns how many it has."""
    ballots = func.sum(SurveyFigure.ballots).label("ballots")
    wanted = select(SurveyFigure.unit_id, SurveyFigure.month, ballots)
    grouped = wanted.group_by(SurveyFigure.unit_id, SurveyFigure.month)
    row = session.execute(grouped.order_by(ballots.desc()).limit(1)).one()
    session.add(SurveyMark(unit_id=row.unit_id, month=row.month))
    session.commit()
    return int(row.ballots)


def campaign_of(session: Session, asked: Published, *, unit_id: int, now: datetime) -> SurveyCampaign:
    """A sampled survey that is over."""
    day = now.date()
    row = SurveyCampaign(
        name="Khảo sát người nộp hồ sơ (để đo)",
        unit_id=unit_id,
        version_id=asked.version_id,
        population="dossiers",
        first_on=day - timedelta(days=260),
        last_on=day - timedelta(days=201),
        margin="0.050",
        response_percent=60,
        seed="0",
        status="closed",
        closes_on=day - timedelta(days=OF_SAMPLE[1]),
        made_at=now - timedelta(days=205),
        drawn_at=now - timedelta(days=204),
        started_at=now - timedelta(days=200),
        closed_at=now - timedelta(days=OF_SAMPLE[1] - 1),
    )
    session.add(row)
    session.flush()
    return row


def _ballots() -> Table:
    found = Ballot.__table__
    assert isinstance(found, Table)
    return found
