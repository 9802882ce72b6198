"""What is asked of millions of ballots and invitations, an index leads to: no statement goes through them all."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.periods import Span, period_around
from portal.domain.surveys.questionnaire import ItemKind, Purpose
from portal.domain.surveys.ways import BallotWay, Population
from portal.models.ballot import SurveyCampaign
from portal.queries.figures import Selection, Wanted, everywhere, selection_for
from portal.queries.inbox import bounded_count, counted
from portal.queries.surveys.ballot_sums import counted_ballots
from portal.queries.surveys.campaigns import progress_of
from portal.queries.surveys.figures import Series, survey_freshness
from portal.queries.surveys.improvements import improvement_page
from portal.queries.surveys.invitations import Span as InvitationSpan
from portal.queries.surveys.invitations import answered_cases, returned_dossiers
from portal.queries.surveys.questionnaires import Published, current_for
from portal.queries.surveys.remedies import RemedyPile, remedies_calling, remedies_to_count, remedy_page
from portal.queries.surveys.remedy_figures import RemedySource, remedy_figures
from portal.queries.surveys.results import results_of
from portal.queries.surveys.words import ballot_words
from portal.services.act import Act
from portal.services.surveys.ballot_keys import forget_keys, keep_key
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.surveys.give_ballot import Place, give_ballot, use_invitation
from portal.services.surveys.invite import Invited, invitation_for, invite
from portal.services.surveys.remind_remedies import due_remedies
from portal.services.surveys.run_campaign import due_invitations
from tests.factories import acting, published_case, unit_id
from tests.support.statements import counted_statements, plans

pytestmark = pytest.mark.usefixtures("standing_office")

LARGE = (
    *("ballots", "ballot_keys", "survey_invitations", "survey_marks", "survey_figures", "remedies"),
    *("cases", "senders", "dossiers", "applicants"),
)
GONE_THROUGH = re.compile(rf"^SCAN ({'|'.join(LARGE)})(?! USING)\b", re.MULTILINE)
KEY = b"a key"

Read = Callable[[Act], object]


def asked(session: Session) -> Published:
    found = current_for(session, Purpose.ONE_STOP)
    assert found is not None
    return found


def selection(act: Act) -> Selection:
    wanted = Wanted(None, period_around(Span.YEAR, act.today), act.today)
    return selection_for(act.settings, everywhere(act.settings), wanted)


def span(act: Act) -> InvitationSpan:
    return InvitationSpan(act.now - timedelta(days=4), act.now - timedelta(days=3), everywhere(act.settings))


def low_ballot(act: Act, campaign_id: int | None = None) -> object:
    """One that says something and asks for a remedy."""
    published = asked(act.session)
    answers = {item.code: 2 for item in published.questionnaire.rated_items()}
    words = next(item for item in published.questionnaire.items if item.kind is ItemKind.WORDS)
    place = Place(unit_id(act.session, "HCC"), BallotWay.PAPER, campaign_id=campaign_id)
    return give_ballot(act, published, {**answers, words.code: "Thêm ghế chờ"}, place=place)


def invitation(act: Act) -> object:
    """One made after an answer, found by its token, and used up."""
    case = published_case(act.session, act.now)
    version_id, told = asked(act.session).version_id, Invited(case.unit_id, case_id=case.id)
    way = BallotWay.EMAIL_LINK
    token = invite(act, KEY, told, version_id=version_id, way=way, ends_on=act.today)
    found = invitation_for(act.session, token)
    assert found is not None
    return use_invitation(act, found)


def words_of_a_sample(act: Act) -> object:
    """Five were drawn by chance among many who came by themselves."""
    published = asked(act.session)
    campaign = SurveyCampaign(
        name="Khảo sát quý IV",
        unit_id=unit_id(act.session, "BA"),
        version_id=published.version_id,
        population=Population.DOSSIERS,
        first_on=act.today,
        last_on=act.today,
        margin=0.05,
        response_percent=60,
        seed="1",
        closes_on=act.today,
        made_at=act.now,
    )
    act.session.add(campaign)
    act.session.flush()
    for _each in range(5):
        low_ballot(act, campaign_id=campaign.id)
    count_ballots(act, (unit_id(act.session, "HCC"), 202611))
    series = Series(published.version_id, campaign.id)
    return ballot_words(act.session, act.actor, selection(act), series=series, this_month=202612)


READ: dict[str, Read] = {
    "ballot": low_ballot,
    "key of a ballot": lambda act: keep_key(act, "key", ends_at=act.now),
    "old keys": lambda act: forget_keys(act.session, act.now),
    "months to count": lambda act: marked_survey_months(act.session),
    "counting a month": lambda act: count_ballots(act, (unit_id(act.session, "HCC"), 202611)),
    "ballots of a month": lambda act: counted_ballots(act.session, (unit_id(act.session, "HCC"), 202611)),
    "results": lambda act: results_of(act.session, act.settings, selection(act)),
    "how fresh they are": lambda act: survey_freshness(act.session, act.now),
    "words": lambda act: ballot_words(
        act.session,
        act.actor,
        selection(act),
        series=Series(asked(act.session).version_id),
        this_month=202612,
    ),
    "words of a sample": words_of_a_sample,
    "remedies": lambda act: [
        remedy_page(act.session, act.actor, pile, today=act.today) for pile in RemedyPile
    ],
    "remedies counted": lambda act: counted(
        act.session,
        [
            *(bounded_count(pile, remedies_to_count(act.actor, pile, act.today)) for pile in RemedyPile),
            bounded_count("calling", remedies_calling(act.actor, act.today)),
        ],
    ),
    "remedies of a period": lambda act: remedy_figures(act.session, selection(act), RemedySource.SURVEY),
    "remedies that are due": lambda act: due_remedies(act.session, act.now),
    "improvements": lambda act: improvement_page(act.session),
    "invitation": invitation,
    "invitations that are due": lambda act: due_invitations(act.session, act.now),
    "how far campaigns are": lambda act: progress_of(act.session, [1, 2]),
    "dossiers to be followed": lambda act: returned_dossiers(act.session, span(act)),
    "cases to be followed": lambda act: answered_cases(act.session, span(act)),
}


def sent_for(session: Session, now: datetime, name: str) -> list[str]:
    """The statements of one of these, where five people have said something."""
    for _each in range(5):
        low_ballot(acting(session, "system", now))
    count_ballots(acting(session, "system", now), (unit_id(session, "HCC"), 202611))
    session.flush()
    session.expire_all()
    with counted_statements() as sent:
        READ[name](acting(session, "overseer", now))
    return sent


@pytest.mark.parametrize("name", READ)
def test_it_goes_through_no_table(session: Session, now: datetime, name: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # with a handful of rows PostgreSQL reads them all, and rightly so
    sent = sent_for(session, now, name)
    assert sent
    assert GONE_THROUGH.findall(plans(session, sent)) == []


# Where several indexes would do, and all but one would lead through the whole past of a unit.
LED_BY: dict[str, str] = {
    "counting a month": "ix_ballots_unit_month",
    "ballot": "ix_ballots_alike",
    "words": "ix_ballots_unit_month",
    "words of a sample": "ix_ballots_campaign",
    "invitations that are due": "ix_survey_invitations_remind_at",
    "how far campaigns are": "ix_survey_invitations_campaign",
    "dossiers to be followed": "ix_dossiers_unit_returned",
    "cases to be followed": "ix_cases_unit_answered",
}


@pytest.mark.parametrize("name", LED_BY)
def test_it_is_led_by_its_index(session: Session, now: datetime, name: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    assert LED_BY[name] in plans(session, sent_for(session, now, name))
