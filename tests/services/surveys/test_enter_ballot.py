"""Ballots typed in by staff: for their own units, by staff's ways alone, and without a trace of who typed."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.successions import SuccessionKind
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay, PointKind
from portal.models.audit import AuditEntry
from portal.models.ballot import Ballot
from portal.models.survey import QuestionnaireRow, SurveyPoint
from portal.queries.surveys.entry import counters, versions_in_use
from portal.queries.surveys.questionnaires import Published, current_for
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.surveys.enter_ballot import enter_ballot
from portal.services.surveys.give_ballot import Place
from tests import factories
from tests.support.successions import merging, reorganise


@pytest.fixture
def act(standing_office: None, session: Session, now: datetime) -> Act:
    return factories.acting(session, "coordinator", now)


@pytest.fixture
def quick(session: Session, act: Act) -> Published:
    found = current_for(session, Purpose.QUICK)
    assert found is not None
    return found


@pytest.fixture
def here(session: Session, act: Act) -> Place:
    return Place(factories.unit_id(session, "SCT"), BallotWay.PAPER)


@pytest.fixture
def counter(session: Session, act: Act, quick: Published, here: Place) -> SurveyPoint:
    point = SurveyPoint(
        code="QUAY3",
        kind=PointKind.COUNTER,
        name="Quầy số 3",
        unit_id=here.unit_id,
        questionnaire_id=quick.questionnaire_id,
        made_at=act.now,
    )
    session.add(point)
    session.flush()
    return point


def test_a_ballot_is_kept_without_who_typed_it(
    session: Session, act: Act, quick: Published, here: Place
) -> None:
    changes = session.scalars(select(AuditEntry.id)).all()
    enter_ballot(act, quick, {"service": 5}, place=here)
    ballot = session.scalars(select(Ballot)).one()
    assert (ballot.way, ballot.answers, ballot.campaign_id, ballot.is_doubtful) == (
        BallotWay.PAPER,
        {"service": 5},
        None,
        False,
    )
    assert session.scalars(select(AuditEntry.id)).all() == changes


def test_many_of_the_same_from_one_keyboard_are_not_doubtful(
    session: Session, act: Act, quick: Published, here: Place
) -> None:
    kept = [enter_ballot(act, quick, {"service": 4}, place=here) for _ in range(5)]
    assert not any(each.is_doubtful for each in kept)


def test_a_counter_is_kept_with_it(
    act: Act, quick: Published, here: Place, counter: SurveyPoint, session: Session
) -> None:
    assert [each.id for each in counters(session, act.actor)] == [counter.id]
    ballot = enter_ballot(act, quick, {"service": 5}, place=replace(here, point_id=counter.id))
    assert ballot.point_id == counter.id


@pytest.mark.parametrize("fault", ["closed", "elsewhere"])
def test_a_closed_counter_or_one_elsewhere_is_refused(
    session: Session, act: Act, quick: Published, here: Place, counter: SurveyPoint, fault: str
) -> None:
    if fault == "closed":
        counter.closed_at = act.now
    else:
        counter.unit_id = factories.unit_id(session, "VP")
    session.flush()
    with pytest.raises(RuleBroken) as caught:
        enter_ballot(act, quick, {"service": 5}, place=replace(here, point_id=counter.id))
    assert (caught.value.field, caught.value.code) == ("place", "unknown")


def test_nothing_answered_is_no_ballot(act: Act, quick: Published, here: Place) -> None:
    with pytest.raises(RuleBroken) as caught:
        enter_ballot(act, quick, {}, place=here)
    assert caught.value.code == "nothing_answered"


@pytest.mark.parametrize("way", [BallotWay.KIOSK, BallotWay.EMAIL_LINK])
def test_staff_type_by_no_other_way(act: Act, quick: Published, here: Place, way: BallotWay) -> None:
    with pytest.raises(RuleBroken):
        enter_ballot(act, quick, {"service": 5}, place=replace(here, way=way))


def test_staff_choose_no_campaign(act: Act, quick: Published, here: Place) -> None:
    with pytest.raises(RuleBroken):
        enter_ballot(act, quick, {"service": 5}, place=replace(here, campaign_id=1))


@pytest.mark.parametrize("role", ["officer", "leader", "overseer", "outsider", "administrator"])
def test_nobody_else_types_ballots(
    session: Session, now: datetime, quick: Published, here: Place, role: str
) -> None:
    with pytest.raises(NotPermitted):
        enter_ballot(factories.acting(session, role, now), quick, {"service": 5}, place=here)


def test_a_retired_questionnaire_is_asked_no_more(
    session: Session, act: Act, quick: Published, here: Place
) -> None:
    session.get_one(QuestionnaireRow, quick.questionnaire_id).retired_at = act.now
    session.flush()
    assert quick.version_id not in {each.version_id for each in versions_in_use(session)}
    with pytest.raises(RuleBroken) as caught:
        enter_ballot(act, quick, {"service": 5}, place=here)
    assert (caught.value.field, caught.value.code) == ("version", "retired")


def test_a_counter_of_a_unit_that_ended_is_the_successors(
    act: Act, quick: Published, here: Place, counter: SurveyPoint, session: Session
) -> None:
    counter.unit_id = factories.unit_id(session, "QLNL")
    administrator = factories.acting(session, "administrator", act.now)
    reorganise(administrator, SuccessionKind.MERGED, merging(session, "QLTM", "QLNL"))
    later = factories.acting(session, "coordinator", act.now)
    assert [each.id for each in counters(session, later.actor)] == [counter.id]
    there = replace(here, unit_id=factories.unit_id(session, "QLTM"), point_id=counter.id)
    ballot = enter_ballot(later, quick, {"service": 5}, place=there)
    assert (ballot.unit_id, ballot.point_id) == (there.unit_id, counter.id)
    with pytest.raises(RuleBroken):
        enter_ballot(later, quick, {"service": 5}, place=replace(there, unit_id=counter.unit_id))
