"""Ballots of a sample on the screen, by the code on the paper or the number one is given; and the day of a pile."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Ballot, Invitation, SurveyCampaign
from portal.models.survey import QuestionnaireVersion
from portal.services.surveys.draw_sample import draw_sample
from portal.services.surveys.give_ballot import use_invitation
from portal.services.surveys.invite import digest_of, token_of
from portal.services.surveys.plan_campaign import plan_campaign
from portal.services.surveys.run_campaign import close_campaign, start_campaign
from portal.web.desk.surveys.sampled import CALLS
from tests.factories import acting
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.surveys import KEY, facts, invitations, running_campaign
from tests.web.desk.conftest import Staff
from tests.web.desk.surveys.test_ballots import ALL, ballot_form, begun, number_of_ballots

CALLING = "Gọi điện phỏng vấn"


@pytest.fixture
def campaign(session: Session, standing_office: None, now: datetime) -> SurveyCampaign:
    row = running_campaign(session, now, dossiers=3)
    session.commit()
    return row


@pytest.fixture
def clerk(staff: Staff, campaign: SurveyCampaign) -> CheckingClient:
    return staff("coordinator")


@pytest.fixture
def codes(app: Flask, session: Session, campaign: SurveyCampaign) -> list[str]:
    """What stands on the papers of those who were drawn."""
    rows, key = invitations(session, campaign), app.config["TRACKING_KEY"].encode()
    # The sample of the tests is drawn with a key of its own.
    found = [token_of(key, row.id) for row in rows]
    for row, code in zip(rows, found, strict=True):
        row.digest = digest_of(code)
    session.commit()
    return found


def of(campaign: SurveyCampaign, **chosen: str) -> dict[str, str]:
    return {"campaign": str(campaign.id), "way": "paper", **chosen}


def post_form(page: Page, part: str) -> Any:
    forms = [page._form(node) for node in page.all("form")]
    return next(form for form in forms if part in form.action)


def called(page: Page) -> str:
    return next(text for text, href in page.links.items() if href.startswith("tel:"))


def draft(page: Page) -> str:
    """Under which name the browser keeps what is typed here."""
    return next(node.get("data-draft") or "" for node in page.all("form") if node.get("data-draft"))


def done(page: Page) -> list[str]:
    """What the browser is told to forget."""
    return [node.get("data-draft-done") or "" for node in page.all("div") if node.get("data-draft-done")]


def test_paper_of_the_sample_counts_once_for_each_code(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign, codes: list[str]
) -> None:
    page = begun(clerk, session, **of(campaign))
    assert "phiếu chọn mẫu" in page.text
    assert campaign.name in page.text
    page = clerk.send(ballot_form(page), **ALL, code=codes[0].lower())
    assert "Đã lưu 1 phiếu" in page.text
    page = clerk.send(ballot_form(page), status=422, **ALL, code=codes[0])
    assert "mỗi người được chọn chỉ tính một phiếu" in page.text
    # Nothing of it is lost, and a scanner reads the whole link.
    page = clerk.send(ballot_form(page), code=f"https://phananh.example/survey/t/{codes[1]}?language=en")
    assert "Đã lưu 2 phiếu" in page.text
    page = clerk.send(ballot_form(page), **ALL, code=f"https://phananh.example/survey/t/{codes[2]}/#top")
    assert "Đã lưu 3 phiếu" in page.text
    session.expire_all()
    kept = session.scalars(select(Ballot)).all()
    assert {(each.campaign_id, each.way) for each in kept} == {(campaign.id, BallotWay.PAPER)}
    assert sum(row.used for row in invitations(session, campaign)) == 3


@pytest.mark.parametrize("code", ["", "ABCDEFGHJKLMNPQR"])
def test_without_a_code_of_the_sample_nothing_is_kept(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign, code: str
) -> None:
    page = clerk.send(ballot_form(begun(clerk, session, **of(campaign))), status=422, **ALL, code=code)
    assert "Không tìm thấy lời mời này" in page.text
    assert [ballot_form(page).fields[name] for name in ALL] == [[each] for each in ALL.values()]
    # A slip of a code is mended where it stands: the draft stays.
    assert done(page) == []
    assert number_of_ballots(session) == 0


def test_the_code_stands_in_no_address_and_no_draft(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign, codes: list[str]
) -> None:
    page = begun(clerk, session, **of(campaign))
    (box,) = [node for node in page.all("div") if "data-draft-skip" in node.attrib]
    assert [node.get("name") for node in box.iter("input")] == ["code"]
    page = clerk.send(ballot_form(page), **ALL, code=codes[0])
    assert codes[0] not in page.address
    assert codes[0] not in page.text
    with clerk.session_transaction() as cookie:
        assert codes[0] not in str(dict(cookie))


def test_an_interview_of_the_sample(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign
) -> None:
    page = begun(clerk, session, **of(campaign, way="phone"))
    assert page.heading == CALLING
    page = clerk.send(post_form(page, "/ballots/call"))
    first = called(page)
    assert "chúng tôi gọi từ Phòng Quản lý năng lượng" in page.text
    # A reload calls nobody else.
    assert called(clerk.page(ballot_form(page).action)) == first
    page = clerk.send(ballot_form(page), **ALL)
    assert page.heading == CALLING
    assert "Đã lưu 1 phiếu" in page.text
    session.expire_all()
    ballot = session.scalars(select(Ballot)).one()
    assert (ballot.campaign_id, ballot.way) == (campaign.id, BallotWay.PHONE)
    assert sum(row.used for row in invitations(session, campaign)) == 1
    assert called(clerk.send(post_form(page, "/ballots/call"))) != first


def test_two_callers_get_two_numbers_and_no_more_than_numbers(
    staff: Staff, clerk: CheckingClient, session: Session, campaign: SurveyCampaign
) -> None:
    other = staff("operator")
    pages = [
        client.send(post_form(begun(client, session, **of(campaign, way="phone")), "/ballots/call"))
        for client in (clerk, other)
    ]
    assert called(pages[0]) != called(pages[1])
    for page in pages:
        assert "H99.15" not in page.text
        assert "nguoi" not in page.text


@pytest.mark.parametrize("why", ["later", "declined"])
def test_who_was_not_reached_or_would_not_is_put_off(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign, why: str
) -> None:
    page = begun(clerk, session, **of(campaign, way="phone"))
    numbers = set()
    for _ in range(3):
        page = clerk.send(post_form(page, "/ballots/call"))
        numbers.add(called(page))
        page = clerk.send(post_form(page, "/call/put-off"), why=why)
        assert page.heading == CALLING
    assert len(numbers) == 3
    page = clerk.send(post_form(page, "/ballots/call"))
    assert "không còn số nào để gọi" in page.text
    assert number_of_ballots(session) == 0


def test_a_form_of_a_call_that_is_over_is_not_kept_as_the_next_ones(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign
) -> None:
    page = clerk.send(post_form(begun(clerk, session, **of(campaign, way="phone")), "/ballots/call"))
    old = ballot_form(page)
    page = clerk.send(post_form(page, "/call/put-off"), why="later")
    clerk.send(post_form(page, "/ballots/call"))
    assert "lấy số tiếp theo" in clerk.send(old, status=422, **ALL).text
    assert number_of_ballots(session) == 0


def test_who_answered_by_the_link_meanwhile_counts_once(
    clerk: CheckingClient, session: Session, now: datetime, campaign: SurveyCampaign
) -> None:
    page = clerk.send(post_form(begun(clerk, session, **of(campaign, way="phone")), "/ballots/call"))
    use_all(session, now, campaign)
    assert "chỉ tính một phiếu" in clerk.send(ballot_form(page), status=422, **ALL).text
    assert number_of_ballots(session) == 0


def use_all(session: Session, now: datetime, campaign: SurveyCampaign) -> None:
    """All answer by their links."""
    for row in invitations(session, campaign):
        use_invitation(acting(session, "sender", now), row)
    session.commit()


def test_the_answers_of_one_call_never_lie_in_the_form_of_the_next(
    clerk: CheckingClient, session: Session, now: datetime, campaign: SurveyCampaign
) -> None:
    page = clerk.send(post_form(begun(clerk, session, **of(campaign, way="phone")), "/ballots/call"))
    drafts, refused = [draft(page)], ballot_form(page)
    page = clerk.send(post_form(page, "/call/put-off"), why="later")
    assert done(page) == drafts
    page = clerk.send(post_form(page, "/ballots/call"))
    drafts.append(draft(page))
    page = clerk.send(ballot_form(page), **ALL)
    assert done(page) == drafts[1:]
    page = clerk.send(post_form(page, "/ballots/call"))
    drafts.append(draft(page))
    # Beside what was said in the first call stands no other number.
    page = clerk.send(refused, status=422, **ALL)
    assert draft(page) == drafts[0]
    assert not [href for href in page.links.values() if href.startswith("tel:")]
    page = clerk.send(post_form(page, "/ballots/drop"))
    assert (done(page), draft(page)) == (drafts[:1], drafts[2])
    assert len(set(drafts)) == 3


def test_who_answered_meanwhile_leaves_no_draft_to_the_next(
    clerk: CheckingClient, session: Session, now: datetime, campaign: SurveyCampaign
) -> None:
    page = clerk.send(post_form(begun(clerk, session, **of(campaign, way="phone")), "/ballots/call"))
    name = draft(page)
    with clerk.session_transaction() as cookie:
        ((_name, number),) = cookie[CALLS].values()
    use_invitation(acting(session, "sender", now), session.get_one(Invitation, int(number)))
    session.commit()
    between = clerk.page(ballot_form(page).action)
    assert between.heading == CALLING
    page = clerk.send(post_form(between, "/ballots/call"))
    assert done(page) == [name] != [draft(page)]


@pytest.mark.parametrize("way", ["paper", "phone"])
def test_a_ballot_that_is_never_taken_is_dropped_by_one_press(
    clerk: CheckingClient,
    session: Session,
    now: datetime,
    campaign: SurveyCampaign,
    codes: list[str],
    way: str,
) -> None:
    page = begun(clerk, session, **of(campaign, way=way))
    page = clerk.send(post_form(page, "/ballots/call")) if way == "phone" else page
    name = draft(page)
    use_all(session, now, campaign)
    page = clerk.send(ballot_form(page), status=422, **ALL, code=codes[0] if way == "paper" else "")
    # Whoever leaves it otherwise finds nothing of it either.
    assert done(page) == [name]
    assert "Bỏ phiếu này, nhập phiếu khác" in page.text
    page = clerk.send(post_form(page, "/ballots/drop"))
    assert done(page) == [name]
    assert page.heading == (CALLING if way == "phone" else "Nhập phiếu")
    if way == "paper":
        assert not [node for node in page.all("input") if "checked" in node.attrib]
    assert number_of_ballots(session) == 0


def test_calls_of_two_samples_go_on_side_by_side(
    clerk: CheckingClient, session: Session, now: datetime, campaign: SurveyCampaign
) -> None:
    overseer = acting(session, "overseer", now)
    other = plan_campaign(overseer, facts(session, now, name="Khảo sát khác"))
    draw_sample(overseer, KEY, other)
    start_campaign(overseer, other)
    session.commit()
    pages = [
        clerk.send(post_form(begun(clerk, session, **of(each, way="phone")), "/ballots/call"))
        for each in (campaign, other)
    ]
    assert draft(pages[0]) != draft(pages[1])
    for page in pages:
        assert clerk.send(ballot_form(page), **ALL).heading == CALLING
    session.expire_all()
    assert {each.campaign_id for each in session.scalars(select(Ballot))} == {campaign.id, other.id}


def test_a_second_press_takes_no_second_number(
    clerk: CheckingClient, session: Session, campaign: SurveyCampaign
) -> None:
    """Both presses carry what the browser knew before; the next page takes a number again."""
    form = post_form(begun(clerk, session, **of(campaign, way="phone")), "/ballots/call")
    with clerk.session_transaction() as cookie:
        before = dict(cookie)
    first = called(clerk.send(form))
    with clerk.session_transaction() as cookie:
        cookie.clear()
        cookie.update(before)
    page = clerk.send(form)
    assert page.heading == CALLING
    assert called(clerk.send(post_form(page, "/ballots/call"))) != first


def test_a_campaign_that_ended_is_offered_no_more_and_nothing_is_kept(
    clerk: CheckingClient, session: Session, now: datetime, campaign: SurveyCampaign, codes: list[str]
) -> None:
    form = ballot_form(begun(clerk, session, **of(campaign)))
    close_campaign(acting(session, "overseer", now), campaign)
    session.commit()
    clerk.send(form, status=422, **ALL, code=codes[0])
    assert number_of_ballots(session) == 0
    assert campaign.name not in clerk.page("/desk/ballots").text


def test_a_campaign_of_others_is_not_offered(
    staff: Staff, session: Session, campaign: SurveyCampaign
) -> None:
    staff("officer").page("/desk/ballots", 403)
    page = staff("coordinator").page("/desk/ballots/batch", 422, campaign="999", way="paper")
    assert "Xin chọn một mục trong danh sách." in page.text


def published_since(session: Session, day: datetime) -> None:
    for row in session.scalars(select(QuestionnaireVersion)):
        row.published_at = day
    session.commit()


def test_the_day_is_kept_for_the_pile(staff: Staff, session: Session, now: datetime) -> None:
    published_since(session, now - timedelta(days=40))
    clerk = staff("coordinator")
    page = begun(clerk, session, day="18/11/2026")
    assert "điền ngày 18/11/2026" in page.text
    page = clerk.send(ballot_form(page), **ALL)
    clerk.send(ballot_form(page), **ALL)
    assert {str(each.given_on) for each in session.scalars(select(Ballot))} == {"2026-11-18"}


def test_without_another_day_it_is_today(staff: Staff, session: Session) -> None:
    clerk = staff("coordinator")
    page = begun(clerk, session)
    assert "điền hôm nay, 20/11/2026" in page.text
    clerk.send(ballot_form(page), **ALL)
    assert str(session.scalars(select(Ballot)).one().given_on) == "2026-11-20"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("21/11/2026", "Ngày điền phiếu không thể sau hôm nay."),
        ("31/10/2026", "Số liệu của tháng đó đã công bố"),
        ("01/01/2020", "không thể trước ngày phiếu khảo sát được ban hành"),
        ("hôm qua", "Xin nhập ngày theo dạng ngày/tháng/năm"),
        ("", "Xin nhập ngày"),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_it(
    staff: Staff, session: Session, now: datetime, day: str, words: str
) -> None:
    published_since(session, now - timedelta(days=40))
    clerk = staff("coordinator")
    form = clerk.page("/desk/ballots").form("/desk/ballots/batch")
    page = clerk.send(form, status=422, day=day)
    assert words in page.words_of("day-error")
    assert page.form("/desk/ballots/batch").fields["day"] == [day]


def test_a_month_that_ended_while_the_form_was_open_loses_nothing_typed(
    app: Flask, staff: Staff, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = staff("coordinator")
    form = ballot_form(begun(clerk, session))
    monkeypatch.setitem(app.config, "CLOCK", lambda: now.replace(month=12, day=1))
    page = clerk.send(form, status=422, **ALL)
    assert "Số liệu của tháng đó đã công bố" in page.text
    assert ballot_form(page).fields["a-signs"] == ["5"]
    assert number_of_ballots(session) == 0
