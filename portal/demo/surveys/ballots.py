"""Ballots of a year by all ways: voluntary ones, doubtful ones, and those of a sampled survey that is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.demo.surveys.moods import answers_of, middle_of, months_between
from portal.domain.calendar import WorkingCalendar
from portal.domain.periods import month_of
from portal.domain.surveys.answers import Answers, told_apart
from portal.domain.surveys.trust import Doubt
from portal.domain.surveys.ways import BallotWay
from portal.models.survey import SurveyPoint
from portal.queries.surveys.questionnaires import Published
from portal.services.surveys.give_ballot import as_data, digest_of

DAYS = 364
DOUBTFUL = 0.012
# How many of a hundred ballots are about what, for whom.
SHARES = (
    ("one_stop", "HCC", 27.0), ("one_stop", "TB", 10.0), ("one_stop", "TP", 9.0), ("one_stop", "LH", 6.0),
    ("quick", "HCC", 15.0), ("quick", "TB", 6.0), ("quick", "TP", 5.0), ("quick", "LH", 3.0),
    ("answer", "QLNL", 6.0), ("answer", "QLTM", 4.5), ("answer", "QLCN", 1.8), ("answer", "KTAT", 1.6),
    ("answer", "SCT", 0.9), ("answer", "VP", 0.3), ("answer", "TB", 1.4), ("answer", "TP", 1.4),
    ("answer", "LH", 1.1),
)  # fmt: skip
WAYS: Mapping[str, Sequence[tuple[BallotWay, int]]] = {
    "one_stop": (
        (BallotWay.COUNTER_CODE, 34), (BallotWay.PAPER, 21), (BallotWay.RECEIPT_CODE, 15), (BallotWay.EMAIL_LINK, 12),
        (BallotWay.SMS_LINK, 9), (BallotWay.PHONE, 5), (BallotWay.PAGE, 3), (BallotWay.EMBEDDED, 1),
    ),
    "quick": ((BallotWay.KIOSK, 100),),
    "answer": ((BallotWay.EMAIL_LINK, 62), (BallotWay.SMS_LINK, 26), (BallotWay.PHONE, 7), (BallotWay.PAGE, 5)),
    "sample": (
        (BallotWay.EMAIL_LINK, 45), (BallotWay.SMS_LINK, 35), (BallotWay.PHONE, 14), (BallotWay.PAPER, 6),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """One ballot before it is written."""

    asked: Published
    unit_id: int
    given_on: date
    way: BallotWay
    answers: Answers
    point_id: int | None = None
    campaign_id: int | None = None
    doubts: tuple[Doubt, ...] = ()

    def row(self, number: int) -> dict[str, object]:
        """The ballot as it is stored."""
        coded, words = told_apart(self.asked.questionnaire, self.answers)
        return {
            "id": number,
            "version_id": self.asked.version_id,
            "unit_id": self.unit_id,
            "given_on": self.given_on,
            "month": month_of(self.given_on),
            "way": self.way,
            "point_id": self.point_id,
            "campaign_id": self.campaign_id,
            "answers": as_data(coded),
            "words": words,
            "digest": digest_of(self.asked.version_id, self.answers),
            "doubts": sorted(self.doubts),
            "is_doubtful": bool(self.doubts),
        }


@dataclass(frozen=True)
class People:
    """Who answers: by chance that the seed alone decides, on the working days of a year."""

    random: Random
    today: date
    calendar: WorkingCalendar
    asked: Mapping[str, Published]
    units: Mapping[str, int]
    points: Mapping[tuple[int, BallotWay], Sequence[SurveyPoint]]

    def volunteers(self, count: int) -> Iterator[Given]:
        """So many voluntary ballots, the oldest first."""
        days = sorted(self._day() for _ in range(count))
        about = self.random.choices(SHARES, [share for *_about, share in SHARES], k=count)
        for day, (code, unit, _share) in zip(days, about, strict=True):
            way = self.way(code)
            point = self._point(self.units[unit], way)
            yield Given(
                self.asked[code],
                self.units[unit],
                day,
                way,
                self.answers(code, unit, day),
                point_id=point.id if point else None,
                doubts=self._doubts(way),
            )

    def answers(self, code: str, unit: str, day: date) -> Answers:
        """What somebody says."""
        middle = middle_of(unit, months_between(day, self.today))
        return answers_of(self.random, self.asked[code].questionnaire, middle)

    def way(self, kind: str) -> BallotWay:
        """How it comes in."""
        ways = WAYS[kind]
        return self.random.choices([way for way, _n in ways], [n for _way, n in ways])[0]

    def _day(self) -> date:
        """A day of the year until yesterday, nearly always a working one."""
        day = self.today - timedelta(days=self.random.randint(1, DAYS))
        return day if self.calendar.is_working(day) or self.random.random() < 0.05 else self._day()

    def _point(self, unit_id: int, way: BallotWay) -> SurveyPoint | None:
        points = self.points.get((unit_id, way))
        # The first counters are the busy ones.
        weights = [1 / (place + 1) for place in range(len(points or ()))]
        return self.random.choices(points, weights)[0] if points else None

    def _doubts(self, way: BallotWay) -> tuple[Doubt, ...]:
        if way in {BallotWay.PAPER, BallotWay.PHONE} or self.random.random() > DOUBTFUL * 1.6:
            return ()
        return (self.random.choice((Doubt.TOO_FAST, Doubt.TOO_FAST, Doubt.REPEATED, Doubt.SCRIPTED)),)
