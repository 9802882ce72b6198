"""Staff type in what somebody wrote on paper or said in an interview: a ballot without any name (rules §9)."""

from datetime import date

from portal.domain.permissions import Permission
from portal.domain.surveys.answers import Answers
from portal.domain.surveys.entry import wrong_day
from portal.domain.surveys.ways import ENTERED
from portal.domain.time import local_day
from portal.models.ballot import Ballot, SurveyCampaign
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion, SurveyPoint
from portal.queries.surveys.questionnaires import Published
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.surveys.give_ballot import Place, give_ballot


def enter_ballot(
    act: Act, asked: Published, answers: Answers, *, place: Place, on: date | None = None
) -> Ballot:
    """Keep a ballot that a member of staff typed in; neither the ballot nor a trace of it tells who typed it.

    Voluntary, as nobody was drawn by chance; of the day on which it was filled in, today without one. Once kept it
    cannot be found again, and so not taken back either. Raises NotPermitted, and RuleBroken for a way that is none
    of staff's, a closed counter or one of another unit, a retired questionnaire, a day on which it cannot count any
    more, and a ballot on which everything was left blank.
    """
    require_entry(act, place.unit_id)
    if place.way not in ENTERED or place.campaign_id is not None:
        raise RuleBroken("way", "unknown")
    if place.point_id is not None and not _is_open(act, place):
        raise RuleBroken("place", "unknown")
    check_ballot(act, asked, answers)
    require_day(act, asked, on or act.today)
    return give_ballot(act, asked, answers, place=place, on=on)


def require_day(act: Act, asked: Published, on: date, *, campaign: SurveyCampaign | None = None) -> None:
    """Refuse a day on which a ballot of a version or a campaign cannot count. Raises RuleBroken("day", …)."""
    version = act.session.get_one(QuestionnaireVersion, asked.version_id)
    began = campaign.started_at if campaign is not None else version.published_at
    since = local_day(began) if began is not None else act.today
    if wrong := wrong_day(on, today=act.today, since=since, is_sampled=campaign is not None):
        raise RuleBroken("day", wrong.value)


def require_entry(act: Act, unit_id: int) -> None:
    """Refuse who may not type ballots for a unit. Raises NotPermitted."""
    if not act.actor.may(Permission.ENTER_BALLOTS, unit_id):
        raise NotPermitted(Permission.ENTER_BALLOTS)


def check_ballot(act: Act, asked: Published, answers: Answers) -> None:
    """Refuse an empty ballot and a questionnaire that is retired. Raises RuleBroken."""
    if act.session.get_one(QuestionnaireRow, asked.questionnaire_id).retired_at is not None:
        raise RuleBroken("version", "retired")
    if not answers:
        raise RuleBroken("", "nothing_answered")


def _is_open(act: Act, place: Place) -> bool:
    """Whether a counter is open and the place's: its own, or that of a unit for which this one goes on."""
    point = act.session.get(SurveyPoint, place.point_id)
    if point is None or point.closed_at is not None:
        return False
    return act.settings.standing_unit(point.unit_id, act.today) == place.unit_id
