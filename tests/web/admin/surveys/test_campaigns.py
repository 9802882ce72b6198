"""Sampled surveys on the screen, from the plan to the result."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import CampaignStatus
from portal.models.ballot import SurveyCampaign
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.surveys.give_ballot import give_ballot, use_invitation
from tests.factories import acting, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.surveys import (
    drawn_campaign,
    invitations,
    returned_dossiers,
    running_campaign,
    shipped,
)
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/surveys/campaigns"


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    return staff("overseer")


def planned(client: CheckingClient, session: Session, *, status: int = 200, **typed: str) -> Page:
    """A campaign about the dossiers of this month."""
    usual = {
        "name": "Khảo sát tháng 11",
        "version_id": str(shipped(session).version_id),
        "population": "dossiers",
        "unit_id": str(unit_id(session, "SCT")),
        "first_on": "01/11/2026",
        "last_on": "20/11/2026",
        "margin": "5",
        "response_percent": "50",
        "closes_on": "20/12/2026",
    }
    return client.send(entry(client.page(f"{PAGE}/new")), status=status, **{**usual, **typed})


def test_what_is_typed_for_a_new_one_is_kept_until_it_is_planned(
    overseer: CheckingClient, session: Session
) -> None:
    assert 'data-draft="campaign-new"' in overseer.page(f"{PAGE}/new").html
    assert "data-draft-done" not in planned(overseer, session, status=422, name="").html
    page = planned(overseer, session)
    assert 'data-draft-done="campaign-new"' in page.html
    assert "data-draft-done" not in overseer.page(page.address).html
    assert "data-draft=" not in overseer.page(f"{page.address}/change").html


def ended(client: CheckingClient, address: str) -> Page:
    """A campaign ended by hand: first the page that says what will happen, then the button."""
    return client.send(entry(client.page(f"{address}/close")))


def test_a_campaign_goes_from_plan_to_result(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    returned_dossiers(session, now, 8)
    page = planned(overseer, session)
    assert "Có thể hỏi 8 người (N)" in page.text
    assert "Với sai số chấp nhận 5% (e), cần 8 phiếu trả lời" in page.text
    assert "Vì ít người nên hỏi tất cả." in page.text
    campaign = session.scalars(select(SurveyCampaign)).one()
    address = f"{PAGE}/{campaign.id}"
    page = overseer.send(page.form(f"{address}/draw"))
    assert campaign.seed in page.text
    assert "Phòng Quản lý năng lượng 8 8" in page.text
    page = overseer.send(page.form(f"{address}/start"))
    assert "8 được chọn" in page.text
    assert "Kết quả hiện sau khi đợt khảo sát kết thúc." in page.text
    answer(session, campaign, now, 5)
    page = overseer.page(address)
    assert "5 đã trả lời" in page.text
    assert "mẫu ngẫu nhiên" not in page.text
    page = ended(overseer, address)
    assert "Kết quả: mẫu ngẫu nhiên, 5 phiếu, kết thúc ngày 20/11/2026" in page.text
    assert "Đã kết thúc ngày 20/11/2026" in page.text
    assert "Nhận trả lời đến hết" not in page.text
    assert "với độ tin cậy 95%, tỷ lệ của câu hỏi nằm trong khoảng nào" in page.text
    assert "%%" not in page.text
    captions = [" ".join("".join(each.itertext()).split()) for each in page.all("caption")]
    assert captions[:2] == [
        "Tỷ lệ hài lòng (khảo sát của đơn vị)",
        "Tỷ lệ hài lòng theo từng câu hỏi (khảo sát của đơn vị)",
    ]
    assert "100,00%" in page.text
    assert "Kết thúc ngay" not in page.text


def answer(session: Session, campaign: SurveyCampaign, now: datetime, number: int) -> None:
    """So many of the invited answer, and the worker counts."""
    sender, asked = acting(session, "sender", now), shipped(session)
    for row in invitations(session, campaign)[:number]:
        give_ballot(sender, asked, {"signs": 5}, place=use_invitation(sender, row))
    for bucket in marked_survey_months(session):
        count_ballots(acting(session, "system", now), bucket)


def test_the_result_waits_until_the_last_ballot_is_counted(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    campaign = drawn_campaign(session, now, dossiers=7)
    address = f"{PAGE}/{campaign.id}"
    overseer.send(overseer.page(address).form(f"{address}/start"))
    answer(session, campaign, now, 6)
    sender, asked = acting(session, "sender", now), shipped(session)
    last = next(row for row in invitations(session, campaign) if not row.used)
    give_ballot(sender, asked, {"signs": 1}, place=use_invitation(sender, last))
    session.commit()
    page = ended(overseer, address)
    assert "Phiếu cuối cùng đang được đếm" in page.text
    assert "mẫu ngẫu nhiên, " not in page.text
    for bucket in marked_survey_months(session):
        count_ballots(acting(session, "system", now), bucket)
    session.commit()
    assert "mẫu ngẫu nhiên, 7 phiếu" in overseer.page(address).text


def test_fewer_than_five_ballots_show_no_share(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    campaign = drawn_campaign(session, now, dossiers=4)
    address = f"{PAGE}/{campaign.id}"
    overseer.send(overseer.page(address).form(f"{address}/start"))
    answer(session, campaign, now, 4)
    page = ended(overseer, address)
    assert "dưới 5 phiếu" in page.text
    assert "100,00%" not in page.text.partition("Tỷ lệ hài lòng")[2]


def test_a_plan_is_changed_and_dropped(overseer: CheckingClient, session: Session, now: datetime) -> None:
    planned(overseer, session)
    campaign = session.scalars(select(SurveyCampaign)).one()
    address = f"{PAGE}/{campaign.id}"
    page = overseer.send(entry(overseer.page(f"{address}/change")), margin="2,5", name="Quý IV")
    assert page.heading == "Quý IV"
    assert "sai số chấp nhận 2,5% (e)" in page.text
    page = overseer.send(page.form(f"{address}/drop"))
    assert "Chưa có đợt khảo sát nào" in page.text


def test_a_step_taken_twice_says_so(overseer: CheckingClient, session: Session, now: datetime) -> None:
    returned_dossiers(session, now, 3)
    page = planned(overseer, session)
    form = page.form(f"{page.address}/draw")
    overseer.send(form)
    assert "đã chọn mẫu nên không sửa được nữa" in overseer.send(form).text


def test_ending_a_running_campaign_says_first_what_will_happen(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    campaign = running_campaign(session, now)
    answer(session, campaign, now, 1)
    session.commit()
    address = f"{PAGE}/{campaign.id}"
    page = overseer.page(overseer.page(address).links["Kết thúc ngay"])
    assert page.heading == f"Kết thúc ngay: {campaign.name}"
    assert "2 người chưa trả lời không trả lời được nữa" in page.text
    assert "danh sách người được mời bị xóa" in page.text
    assert page.links["Chưa kết thúc"] == address
    session.expire_all()
    assert campaign.status is CampaignStatus.RUNNING
    assert "Đã kết thúc đợt khảo sát." in overseer.send(entry(page)).text


def test_ending_without_sending_says_so_first(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    address = f"{PAGE}/{drawn_campaign(session, now).id}"
    page = overseer.page(overseer.page(address).links["Kết thúc mà không gửi"])
    assert "3 người được chọn không nhận được lời mời" in page.text
    assert "Đã kết thúc đợt khảo sát." in overseer.send(entry(page)).text


def test_what_cannot_be_ended_is_not_asked_about(
    overseer: CheckingClient, session: Session, now: datetime
) -> None:
    address = planned(overseer, session).address
    answered = overseer.get(f"{address}/close")
    assert (answered.status_code, answered.location) == (303, address)
    assert "Đợt khảo sát này chưa chọn mẫu." in overseer.page(address).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"margin": "x"}, "Xin nhập một số phần trăm"),
        ({"margin": "0"}, "Sai số từ 1% đến 20%."),
        ({"closes_on": "20/11/2026"}, "Ngày kết thúc phải sau hôm nay."),
        ({"last_on": "30/11/2026"}, "Ngày cuối muộn nhất là hôm nay."),
        ({"name": ""}, "Xin nhập tên."),
        ({"population": "nobody"}, "Xin chọn một mục trong danh sách."),
        ({"population": "cases"}, "Phiếu này hỏi về việc khác."),
    ],
)
def test_what_is_wrong_comes_back(
    overseer: CheckingClient, session: Session, typed: dict[str, str], sentence: str
) -> None:
    assert sentence in planned(overseer, session, status=422, **typed).text


def test_no_questionnaire_is_chosen_before_somebody_does(overseer: CheckingClient) -> None:
    assert entry(overseer.page(f"{PAGE}/new")).fields["version_id"] == [""]


def test_everything_wrong_comes_back_at_once(overseer: CheckingClient, session: Session) -> None:
    typed = {"name": "", "version_id": "", "margin": "x", "last_on": "30/11/2026", "closes_on": "1/1/2026"}
    text = planned(overseer, session, status=422, **typed).text
    for sentence in (
        "Xin nhập tên.",
        "Xin chọn một phiếu khảo sát đã ban hành.",
        "Xin nhập một số phần trăm",
        "Ngày cuối muộn nhất là hôm nay.",
        "Ngày kết thúc phải sau hôm nay.",
    ):
        assert sentence in text


def test_campaigns_of_other_units_are_not_seen(
    local_administrator: CheckingClient, session: Session, now: datetime
) -> None:
    campaign = drawn_campaign(session, now)
    assert campaign.name not in local_administrator.page(PAGE).text
    local_administrator.page(f"{PAGE}/{campaign.id}", 404)
    planned(local_administrator, session, status=403)
