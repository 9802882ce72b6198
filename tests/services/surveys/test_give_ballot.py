"""Ballots: anonymous, once for each invitation, counted exactly, low items remedied."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.periods import Period, Span
from portal.domain.surveys.answers import Answers
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.remedies import RemedyStatus
from portal.domain.surveys.results import overall_result
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot, Invitation
from portal.models.remedy import Remedy
from portal.models.survey_figure import SurveyMark
from portal.queries.surveys.figures import Counted, CountedRow, Series, counted_rows
from portal.queries.surveys.questionnaires import Published, current_for
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.surveys.give_ballot import Manner, Place, give_ballot, use_invitation
from portal.services.surveys.invite import Invited, invitation_for, invite
from portal.services.surveys.low_items import join_remedies
from tests import factories
from tests.support.statements import counted_statements

KEY = b"a key of thirty-two bytes, really"
NOVEMBER = Period(Span.MONTH, 2026, 11)


@pytest.fixture
def act(standing_office: None, session: Session, now: datetime) -> Act:
    """Somebody from outside answers."""
    return factories.acting(session, "sender", now)


@pytest.fixture
def quick(session: Session, act: Act) -> Published:
    """The shipped question of one tap."""
    found = current_for(session, Purpose.QUICK)
    assert found is not None
    return found


@pytest.fixture
def here(act: Act) -> Place:
    """The kiosk of a commune."""
    unit = act.settings.unit_by_code("TB")
    assert unit is not None
    return Place(unit.id, BallotWay.KIOSK)


def test_nothing_leads_from_a_ballot_to_a_person() -> None:
    columns = set(Ballot.__table__.columns.keys())
    assert not columns & {
        "invitation_id",
        "case_id",
        "dossier_id",
        "account_id",
        "given_at",
        "address",
        "token",
    }
    tables = {key.column.table.name for key in Ballot.__table__.foreign_keys}
    assert tables == {"questionnaire_versions", "units", "survey_points", "survey_campaigns"}
    # An invitation knows that it was used; a moment would lead to the ballot of the same moment.
    names = [column.name for column in Invitation.__table__.columns]
    moments = {name for name in names if name.endswith(("_at", "_on"))}
    assert moments == {"made_at", "ends_on", "remind_at"}


def test_a_ballot_is_kept_and_its_month_marked(
    session: Session, act: Act, quick: Published, here: Place
) -> None:
    ballot = give_ballot(act, quick, {"service": 5}, place=here)
    assert (ballot.given_on, ballot.month, ballot.way) == (act.today, 202611, BallotWay.KIOSK)
    assert (ballot.answers, ballot.words, ballot.is_doubtful) == ({"service": 5}, {}, False)
    assert marked_survey_months(session) == [(here.unit_id, 202611)]


def test_numbers_of_ballots_tell_nothing_of_their_order(act: Act, quick: Published, here: Place) -> None:
    numbers = [give_ballot(act, quick, {"service": 5}, place=here).id for _ in range(20)]
    assert numbers != sorted(numbers)
    assert min(numbers) > 2**40


def test_doubtful_ballots_are_kept_and_counted_apart(
    session: Session, act: Act, quick: Published, here: Place
) -> None:
    by_link = replace(here, way=BallotWay.EMAIL_LINK)
    for _ in range(3):
        give_ballot(act, quick, {"service": 5}, place=here)
    give_ballot(act, quick, {"service": 1}, place=by_link, manner=Manner(seconds=0.1, trapped=True))
    for bucket in marked_survey_months(session):
        count_ballots(act, bucket)
    found = counted(session, here)
    sound, doubtful = (found[Counted(Series(quick.version_id), is_doubtful)] for is_doubtful in (False, True))
    assert (sound.row.counts.ballots, doubtful.row.counts.ballots) == (3, 1)
    assert sound.row.counts.answers == {"service": {"5": 3}}
    assert sound.row.ways == {"kiosk": 3}
    assert doubtful.doubts == {"scripted": 1, "too_fast": 1}
    assert session.scalars(select(Ballot.doubts).where(Ballot.is_doubtful)).all() == [
        ["scripted", "too_fast"]
    ]
    # A doubtful ballot asks for no remedy.
    assert session.scalars(select(Remedy)).all() == []


def counted(session: Session, here: Place) -> dict[Counted, CountedRow]:
    """What the unit's November came to."""
    return {each.of: each for each in counted_rows(session, frozenset({here.unit_id}), NOVEMBER)}


def test_counting_again_changes_nothing(session: Session, act: Act, quick: Published, here: Place) -> None:
    for level in (5, 4, 2, 5, 3):
        give_ballot(act, quick, {"service": level}, place=here)
    bucket = (here.unit_id, 202611)
    count_ballots(act, bucket)
    once = counted(session, here)
    count_ballots(act, bucket)
    assert counted(session, here) == once
    assert session.scalars(select(SurveyMark)).all() == []
    overall = overall_result(quick.questionnaire, once[Counted(Series(quick.version_id))].row.counts)
    assert overall.share is not None
    assert (overall.satisfied, overall.low, str(overall.share.percent)) == (3, 2, "60.00")


def test_low_items_open_one_remedy_and_join_it(
    session: Session, act: Act, quick: Published, here: Place
) -> None:
    for level in (3, 4, 1, 5, 2):
        give_ballot(act, quick, {"service": level}, place=here)
    (remedy,) = session.scalars(select(Remedy)).all()
    assert (remedy.unit_id, remedy.item, remedy.low) == (here.unit_id, "service", 3)
    assert remedy.item_vi.startswith("Ông/Bà có hài lòng")
    remedy.status = RemedyStatus.DONE
    session.flush()
    # What was remedied and is low again is a new matter.
    give_ballot(act, quick, {"service": 1}, place=here)
    assert session.scalars(select(Remedy.low).order_by(Remedy.id)).all() == [3, 1]


def test_however_much_is_low_it_is_one_statement(session: Session, act: Act, here: Place) -> None:
    one_stop = current_for(session, Purpose.ONE_STOP)
    assert one_stop is not None
    codes = [item.code for item in one_stop.questionnaire.rated_items()]
    for low in (codes[:10], codes[3:], codes[::-1]):
        with counted_statements() as sent:
            join_remedies(act, one_stop, dict.fromkeys(low, 2), unit_id=here.unit_id)
        assert len(sent) == 1, sent
    found = {row.item: row for row in session.scalars(select(Remedy))}
    assert set(found) == set(codes)
    assert [found[code].low for code in (codes[0], codes[3], codes[-1])] == [2, 3, 2]
    assert {(row.status, row.version, row.opened_on) for row in found.values()} == {
        (RemedyStatus.OPEN, 1, act.today)
    }
    assert all(row.item_vi and row.check_after for row in found.values())


def test_a_ballot_without_a_low_item_asks_nothing_of_remedies(
    act: Act, quick: Published, here: Place
) -> None:
    with counted_statements() as sent:
        join_remedies(act, quick, {"service": 5}, unit_id=here.unit_id)
    assert sent == []


def test_the_same_words_again_are_doubtful(session: Session, act: Act, here: Place) -> None:
    one_stop = current_for(session, Purpose.ANSWER)
    assert one_stop is not None
    said: Answers = {"result": 4, "time": 4, "attitude": 5, "words": "Xin xem lại bảng giá niêm yết ở chợ."}
    by_link = replace(here, way=BallotWay.PAGE)
    first, again = (give_ballot(act, one_stop, said, place=by_link) for _ in range(2))
    assert (first.doubts, again.doubts) == ([], ["repeated"])
    assert first.words == {"words": "Xin xem lại bảng giá niêm yết ở chợ."}
    assert "words" not in first.answers


def test_an_invitation_can_be_used_once(session: Session, act: Act, quick: Published, here: Place) -> None:
    ends_on = act.today + timedelta(days=30)
    invited = Invited(here.unit_id)
    token = invite(act, KEY, invited, version_id=quick.version_id, way=BallotWay.SMS_LINK, ends_on=ends_on)
    spaced = f" {token[:4].lower()}-{token[4:8]} {token[8:]}"
    invitation = invitation_for(session, spaced)
    assert invitation is not None
    assert use_invitation(act, invitation) == Place(here.unit_id, BallotWay.SMS_LINK)
    with pytest.raises(RuleBroken) as refused:
        use_invitation(act, invitation)
    assert refused.value.code == "used"


def test_an_invitation_ends(session: Session, act: Act, quick: Published, here: Place) -> None:
    invited = Invited(here.unit_id)
    way, ends_on = BallotWay.EMAIL_LINK, act.today - timedelta(days=1)
    token = invite(act, KEY, invited, version_id=quick.version_id, way=way, ends_on=ends_on)
    invitation = invitation_for(session, token)
    assert invitation is not None
    with pytest.raises(RuleBroken) as refused:
        use_invitation(act, invitation)
    assert refused.value.code == "ended"


def test_nobody_gets_in_by_guessing(session: Session, act: Act) -> None:
    assert invitation_for(session, "") is None
    assert invitation_for(session, "2345-6789-ACDE-FHKM") is None
