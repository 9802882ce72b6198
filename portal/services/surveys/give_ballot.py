"""Giving a ballot: anonymous, once for each invitation, kept whatever the doubts about it (rules §9)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select, update

from portal.domain.periods import month_of
from portal.domain.surveys.answers import Answers, told_apart
from portal.domain.surveys.trust import Circumstances, doubts_of
from portal.domain.surveys.ways import SHARED, BallotWay
from portal.models.ballot import Ballot, Invitation
from portal.models.survey_figure import SurveyMark
from portal.queries.surveys.questionnaires import Published
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.errors import RuleBroken
from portal.services.surveys.low_items import join_remedies


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ballot was given: for which unit, by which way, and whether its giver was drawn by chance."""

    unit_id: int
    way: BallotWay
    point_id: int | None = None
    campaign_id: int | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How it was given; nothing of it is kept but the doubts it raises."""

    # Seconds from showing the page to sending it; None where nobody measures.
    seconds: float | None = None
    trapped: bool = False
    # Ballots of the same device today, this one left out.
    of_device: int = 0


def give_ballot(
    act: Act,
    asked: Published,
    answers: Answers,
    *,
    place: Place,
    manner: Manner | None = None,
    on: date | None = None,
) -> Ballot:
    """Keep a ballot of a published version, mark its month, and have low items open or join a remedy.

    It is of today, or of the day on which it was filled in: whether that may still be, the caller knows.
    """
    given_on = on or act.today
    coded, words = told_apart(asked.questionnaire, answers)
    digest = digest_of(asked.version_id, answers)
    alike = _alike(act, place, digest, on=given_on) if words else 0
    doubts = doubts_of(_circumstances(coded, place, manner or Manner(), alike=alike, words=words))
    ballot = Ballot(
        version_id=asked.version_id,
        unit_id=place.unit_id,
        given_on=given_on,
        month=month_of(given_on),
        way=place.way,
        point_id=place.point_id,
        campaign_id=place.campaign_id,
        answers=as_data(coded),
        words=words,
        digest=digest,
        doubts=sorted(doubts),
        is_doubtful=bool(doubts),
    )
    mark = SurveyMark(unit_id=place.unit_id, month=ballot.month, campaign_id=place.campaign_id)
    act.session.add_all([ballot, mark])
    act.session.flush()
    if not doubts:
        join_remedies(act, asked, answers, unit_id=place.unit_id)
    return ballot


def use_invitation(act: Act, invitation: Invitation) -> Place:
    """Use an invitation up and say where its ballot belongs; of two at once one is refused.

    It belongs to whoever goes on for a unit that has ended meanwhile. The invitation keeps that it was used, and not
    when. Raises RuleBroken("token", "used" or "ended").
    """
    if invitation.ends_on < act.today:
        raise RuleBroken("token", "ended")
    used = (
        update(Invitation)
        # Asked again where it is written: a campaign that is closed meanwhile gets no ballot afterwards.
        .where(Invitation.id == invitation.id, Invitation.used.is_(False), Invitation.ends_on >= act.today)
        # Whoever was called before the message left was invited by that, and gets none.
        .values(used=True, remind_at=None, waits=False)
    )
    if not changed_one(act.session, used):
        raise RuleBroken("token", "used")
    unit_id = act.settings.standing_unit(invitation.unit_id, act.today)
    return Place(unit_id, invitation.way, campaign_id=invitation.campaign_id)


def as_data(answers: Answers) -> dict[str, object]:
    """Answers as they are stored; several choices become a list."""
    return {code: list(each) if isinstance(each, tuple) else each for code, each in answers.items()}


def digest_of(version_id: int, answers: Answers) -> str:
    """The same for ballots that say the same, and for no others."""
    said = json.dumps([version_id, as_data(answers)], sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


def _circumstances(
    coded: Answers, place: Place, manner: Manner, *, alike: int, words: Mapping[str, str]
) -> Circumstances:
    return Circumstances(
        seconds=manner.seconds,
        items=len(coded),
        trapped=manner.trapped,
        of_device=manner.of_device,
        alike=alike,
        letters=sum(len(each) for each in words.values()),
        is_shared=place.way in SHARED,
    )


def _alike(act: Act, place: Place, digest: str, *, on: date) -> int:
    wanted = select(func.count()).where(
        Ballot.unit_id == place.unit_id, Ballot.given_on == on, Ballot.digest == digest
    )
    return act.session.scalar(wanted) or 0
