"""Points and campaigns of a unit that has ended: named, seen and managed as whoever goes on for it."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.successions import SuccessionKind
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import CampaignStatus, PointKind
from portal.models.ballot import SurveyCampaign
from portal.models.succession import Succession
from portal.models.survey import SurveyPoint
from portal.services.errors import RuleBroken
from portal.services.surveys.plan_campaign import plan_campaign
from portal.web.admin.surveys.posters import poster_of
from tests.factories import acting, unit_id
from tests.support.client import CheckingClient
from tests.support.successions import merging, reorganise
from tests.support.surveys import drawn_campaign, facts, invitations, returned_dossiers
from tests.survey_factories import point
from tests.survey_factories import shipped as shipped_number
from tests.web.admin.conftest import Staff, entry

POINTS, CAMPAIGNS = "/admin/surveys/points", "/admin/surveys/campaigns"
BOTH = "UBND xã Thanh Bình (nay là UBND xã Lộc Hưng)"


@pytest.fixture
def kiosk(session: Session, standing_office: None, now: datetime) -> SurveyPoint:
    return point(session, PointKind.COUNTER, shipped_number(session, Purpose.QUICK), now)


def merged(session: Session, now: datetime, to: str = "LH", *units: str) -> Succession:
    """The commune (or other units) goes on as another from today."""
    act = acting(session, "administrator", now)
    row = reorganise(act, SuccessionKind.MERGED, merging(session, to, *(units or ("TB",))))
    session.commit()
    return row


def planned(session: Session, now: datetime, **given: object) -> SurveyCampaign:
    """A draft about the commune."""
    usual = {"unit_id": unit_id(session, "TB"), "name": "Khảo sát xã"}
    campaign = plan_campaign(acting(session, "overseer", now), facts(session, now, **{**usual, **given}))
    session.commit()
    return campaign


def test_a_unit_that_stands_is_named_alone(administrator: CheckingClient, kiosk: SurveyPoint) -> None:
    page = administrator.page(POINTS)
    assert "UBND xã Thanh Bình" in page.text
    assert "nay là" not in page.text
    assert "xin in lại" not in page.text


def test_the_points_name_the_unit_that_stands(
    administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    merged(session, now)
    page = administrator.page(POINTS)
    assert BOTH in page.text
    assert "xin in lại" in page.text
    assert "PDF Quầy số 3" in page.links


def test_what_has_no_code_has_no_poster(
    administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    kiosk.kind = PointKind.KIOSK
    merged(session, now)
    page = administrator.page(POINTS)
    assert BOTH in page.text
    assert "xin in lại" not in page.text
    assert "PDF Quầy số 3" not in page.links


def test_the_poster_and_the_ballot_name_the_unit_that_stands(
    administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint, client: CheckingClient
) -> None:
    merged(session, now)
    with administrator.application.test_request_context(), session.no_autoflush:
        poster = poster_of(session.get_one(SurveyPoint, kiosk.id))
        assert (poster.unit_vi, poster.unit_en) == ("UBND xã Lộc Hưng", "Lộc Hưng Commune")
    assert "UBND xã Lộc Hưng" in client.page(f"/survey/{kiosk.code}").text
    kiosk.kind = PointKind.KIOSK
    session.commit()
    page = client.page(f"/kiosk/{kiosk.code}")
    assert "UBND xã Lộc Hưng" in page.text
    assert "Thanh Bình" not in page.text


def test_who_ended_without_a_successor_is_not_said_to_have_become_another(
    administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    act = acting(session, "administrator", now)
    reorganise(act, SuccessionKind.ABOLISHED, merging(session, "BA", "TB"))
    session.commit()
    assert "UBND xã Thanh Bình (nay do UBND tỉnh Bình An phụ trách)" in administrator.page(POINTS).text


def test_the_people_of_the_successor_see_and_manage_the_points(
    local_administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    local_administrator.page(f"{POINTS}/{kiosk.id}", 404)
    merged(session, now)
    page = local_administrator.page(POINTS)
    assert BOTH in page.text
    page = local_administrator.send(entry(local_administrator.page(f"{POINTS}/{kiosk.id}")), name="Quầy số 9")
    assert "Quầy số 9" in page.text
    page = local_administrator.send(page.form(f"{POINTS}/{kiosk.id}/close"))
    assert "đã đóng" in page.text
    # The unit it was opened for stays: its ballots were given there.
    session.expire_all()
    assert session.get_one(SurveyPoint, kiosk.id).unit_id == unit_id(session, "TB")


def test_nobody_opens_a_point_for_a_unit_that_has_ended(
    administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    merged(session, now)
    form = entry(administrator.page(f"{POINTS}/new"))
    typed = {"kind": "kiosk", "name": "Ki-ốt", "unit_id": str(unit_id(session, "TB"))}
    assert "không còn hoạt động" in administrator.send(form, status=422, **typed).text


def test_the_people_of_another_unit_see_nothing_more(
    local_administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    campaign = planned(session, now)
    merged(session, now, "TP")
    assert kiosk.name not in local_administrator.page(POINTS).text
    local_administrator.page(f"{POINTS}/{kiosk.id}", 404)
    assert campaign.name not in local_administrator.page(CAMPAIGNS).text
    local_administrator.page(f"{CAMPAIGNS}/{campaign.id}", 404)


def test_the_people_of_the_unit_that_ended_see_no_more_than_passes(
    local_administrator: CheckingClient, session: Session, now: datetime, kiosk: SurveyPoint
) -> None:
    """The administrator of the commune that ends: the role ends with it, as nobody ticked that it passes."""
    merged(session, now, "TB", "LH")
    assert local_administrator.get(POINTS).status_code == 403


def test_a_draft_goes_on_for_the_successor(
    staff: Staff, local_administrator: CheckingClient, session: Session, now: datetime
) -> None:
    campaign = planned(session, now)
    merged(session, now)
    address = f"{CAMPAIGNS}/{campaign.id}"
    assert BOTH in local_administrator.page(CAMPAIGNS).text
    assert BOTH in local_administrator.page(address).text
    form = entry(local_administrator.page(f"{address}/change"))
    assert form.fields["unit_id"] == [str(unit_id(session, "LH"))]
    local_administrator.send(form)
    session.expire_all()
    assert session.get_one(SurveyCampaign, campaign.id).unit_id == unit_id(session, "LH")


def test_a_sample_of_the_successor_is_drawn_from_what_the_old_unit_returned_too(
    staff: Staff, session: Session, now: datetime
) -> None:
    returned_dossiers(session, now, 6)
    session.commit()
    merged(session, now, "QLTM", "QLNL")
    overseer = staff("overseer")
    campaign = planned(session, now, unit_id=unit_id(session, "QLTM"))
    page = overseer.page(f"{CAMPAIGNS}/{campaign.id}")
    assert "Có thể hỏi 6 người (N)" in page.text
    assert "Phòng Quản lý năng lượng (nay là Phòng Quản lý thương mại) 6 6" in page.text
    overseer.send(page.form(f"{CAMPAIGNS}/{campaign.id}/draw"))
    assert {each.unit_id for each in invitations(session, campaign)} == {unit_id(session, "QLTM")}


def test_no_campaign_is_planned_for_a_unit_that_has_ended(
    session: Session, standing_office: None, now: datetime
) -> None:
    merged(session, now)
    with pytest.raises(RuleBroken) as caught:
        planned(session, now)
    assert (caught.value.field, caught.value.code) == ("unit_id", "closed")


def test_a_drawn_campaign_is_started_and_closed_by_the_successor(
    local_administrator: CheckingClient, session: Session, now: datetime
) -> None:
    campaign = drawn_campaign(session, now, dossiers=3)
    campaign.unit_id = unit_id(session, "TB")
    merged(session, now)
    address = f"{CAMPAIGNS}/{campaign.id}"
    local_administrator.send(local_administrator.page(address).form(f"{address}/start"))
    local_administrator.send(entry(local_administrator.page(f"{address}/close")))
    session.expire_all()
    assert session.get_one(SurveyCampaign, campaign.id).status is CampaignStatus.CLOSED
