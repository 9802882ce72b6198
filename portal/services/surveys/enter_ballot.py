"""Staff type in what somebody wrote on paper or said in an interview: a ballot without any name (rules §9)."""

from portal.domain.permissions import Permission
from portal.domain.surveys.answers import Answers
from portal.domain.surveys.ways import ENTERED
from portal.models.ballot import Ballot
from portal.models.survey import QuestionnaireRow, SurveyPoint
from portal.queries.surveys.questionnaires import Published
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.surveys.give_ballot import Place, give_ballot


def enter_ballot(act: Act, asked: Published, answers: Answers, *, place: Place) -> Ballot:
    """Keep a ballot that a member of staff typed in; neither the ballot nor a trace of it tells who typed it.

    Voluntary, as nobody was drawn by chance. Once kept it cannot be found again, and so not taken back either.
    Raises NotPermitted, and RuleBroken for a way that is none of staff's, a closed counter or one of another unit,
    a retired questionnaire and a ballot on which everything was left blank.
    """
    if not act.actor.may(Permission.ENTER_BALLOTS, place.unit_id):
        raise NotPermitted(Permission.ENTER_BALLOTS)
    if place.way not in ENTERED or place.campaign_id is not None:
        raise RuleBroken("way", "unknown")
    if act.session.get_one(QuestionnaireRow, asked.questionnaire_id).retired_at is not None:
        raise RuleBroken("version", "retired")
    if place.point_id is not None and not _is_open(act, place):
        raise RuleBroken("place", "unknown")
    if not answers:
        raise RuleBroken("", "nothing_answered")
    return give_ballot(act, asked, answers, place=place)


def _is_open(act: Act, place: Place) -> bool:
    """Whether a counter is open and the place's: its own, or that of a unit for which this one goes on."""
    point = act.session.get(SurveyPoint, place.point_id)
    if point is None or point.closed_at is not None:
        return False
    return act.settings.standing_unit(point.unit_id, act.today) == place.unit_id
