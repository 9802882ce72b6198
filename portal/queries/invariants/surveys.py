"""Ballots say what their questionnaire asks, figures are what the ballots come to, remedies stand for low items."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from portal.domain.surveys.answers import read_answers
from portal.domain.surveys.remedies import UNFINISHED, RemedySource, RemedyStatus
from portal.models.ballot import Ballot
from portal.models.remedy import Remedy
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.queries.invariants.check import BATCH, Data, Tally
from portal.queries.surveys.ballot_sums import counted_ballots
from portal.queries.surveys.questionnaires import published_versions


def ballots_fit_their_questionnaire(data: Data, tally: Tally) -> Iterator[int]:
    """Every ballot can be read back from its version, has the digest of what it says, and its doubts flag it."""
    last = -1
    while rows := _ballots(data, last):
        last = rows[-1].id
        versions = published_versions(data.session, frozenset(row.version_id for row in rows))
        for row in rows:
            name, said = f"ballot {row.id}", {**row.answers, **row.words}
            published = versions.get(row.version_id)
            tally.expect(published is not None, name, fault="of no published version")
            if published is not None:
                read = read_answers(published.questionnaire, _as_typed(said))
                same = not read.wrong and _plain(dict(read.answers)) == said
                tally.expect(same, name, fault="does not fit its questionnaire")
            tally.expect(_digest(row.version_id, said) == row.digest, name, fault="has another digest")
            tally.expect(row.is_doubtful == bool(row.doubts), name, fault="its doubts do not flag it")
            tally.expect(row.month == row.given_on.year * 100 + row.given_on.month, name, fault="wrong month")
        tally.checked += len(rows)
        yield len(rows)


def _ballots(data: Data, after: int) -> Sequence[Ballot]:
    wanted = select(Ballot).where(Ballot.id > after).order_by(Ballot.id).limit(BATCH)
    return data.session.scalars(wanted).all()


def _as_typed(said: dict[str, Any]) -> dict[str, list[str]]:
    """Answers as a form would send them."""
    return {
        code: [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]
        for code, answer in said.items()
    }


def _plain(answers: dict[str, Any]) -> dict[str, Any]:
    return {code: list(each) if isinstance(each, tuple) else each for code, each in answers.items()}


def _digest(version_id: int, said: dict[str, Any]) -> str:
    return sha256(json.dumps([version_id, said], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def survey_figures_equal_recount(data: Data, tally: Tally) -> Iterator[int]:
    """The figures that are kept are what the ballots come to; marked months are being counted anew."""
    marks = data.session.execute(select(SurveyMark.unit_id, SurveyMark.month).distinct())
    marked = {(row.unit_id, row.month) for row in marks}
    there = data.session.execute(
        select(Ballot.unit_id, Ballot.month)
        .distinct()
        .union(select(SurveyFigure.unit_id, SurveyFigure.month))
    )
    for bucket in sorted({(row.unit_id, row.month) for row in there} - marked):
        kept = [_kept(row) for row in _figures(data, bucket)]
        recounted = counted_ballots(data.session, bucket)
        name = f"surveys, unit {bucket[0]}, month {bucket[1]}"
        tally.expect(_sorted(kept) == _sorted(recounted), name, fault="counted otherwise than its ballots")
        tally.checked += 1
        yield 1


def _figures(data: Data, bucket: tuple[int, int]) -> Sequence[SurveyFigure]:
    unit_id, month = bucket
    wanted = select(SurveyFigure).where(SurveyFigure.unit_id == unit_id, SurveyFigure.month == month)
    return data.session.scalars(wanted).all()


_COLUMNS = (
    *("version_id", "campaign_id", "point_id", "is_doubtful"),
    *("ballots", "answers", "ways", "doubts", "worded"),
)


def _kept(row: SurveyFigure) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}


def _sorted(figures: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True) for each in figures)


def remedies_stand_for_low_items(data: Data, tally: Tally) -> Iterator[int]:
    """Low at least once, one at a time, planned whole, done with words, published with both sides."""
    for row in data.session.scalars(select(Remedy).order_by(Remedy.id)):
        name = f"remedy {row.id}"
        planned, done = row.status is not RemedyStatus.OPEN, row.status is RemedyStatus.DONE
        whole = bool(row.cause and row.measure and row.due_on and row.owner_id)
        tally.expect(row.low >= 1, name, fault="stands for nothing low")
        tally.expect(row.opened_on <= row.last_low_on, name, fault="was low before it was opened")
        tally.expect(not planned or whole, name, fault="is planned without cause, measure, who or when")
        tally.expect(
            done == (row.done_on is not None), name, fault="its day does not tell whether it is done"
        )
        tally.expect(not done or bool(row.evidence), name, fault="is done without evidence")
        tally.expect(not done or row.check_after is None, name, fault="is done and still to be reminded of")
        published = row.published_at is not None
        told = done and bool(row.said_vi and row.did_vi)
        tally.expect(not published or told, name, fault="is published without words, or before it was done")
        rating = row.source is RemedySource.RATING
        tally.expect(rating == (row.questionnaire_id == 0), name, fault="is of another source than it says")
        tally.checked += 1
    yield tally.checked
    keys = (Remedy.unit_id, Remedy.source, Remedy.questionnaire_id, Remedy.item)
    twice = select(*keys).where(Remedy.status.in_(UNFINISHED)).group_by(*keys).having(func.count() > 1)
    for unit_id, _source, _questionnaire, item in data.session.execute(twice):
        tally.expect(False, f"remedies of unit {unit_id}, {item}", fault="more than one is unfinished")
    yield 0
