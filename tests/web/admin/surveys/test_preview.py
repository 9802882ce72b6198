"""The preview of a questionnaire: the public page itself, marked, in both languages, and nothing is kept."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import PointKind
from portal.domain.surveys.written import written
from portal.extensions import Base
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from tests.domain.surveys.examples import SHORT
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.survey_factories import point, said
from tests.survey_factories import shipped as shipped_number
from tests.web.admin.conftest import Staff

VERSIONS = "/admin/surveys/versions"
Kept = Callable[[], dict[str, int]]


@pytest.fixture
def overseer(staff: Staff) -> CheckingClient:
    return staff("overseer")


@pytest.fixture
def draft(session: Session, standing_office: None, now: datetime) -> str:
    """The address of the preview of a draft."""
    row = QuestionnaireRow(code="short", purpose=SHORT.purpose, made_at=now)
    session.add(row)
    session.flush()
    version = QuestionnaireVersion(questionnaire_id=row.id, number=1, content=written(SHORT), changed_at=now)
    session.add(version)
    session.commit()
    return f"{VERSIONS}/{version.id}/preview"


@pytest.fixture
def kept(session: Session) -> Kept:
    """How many rows there are of everything."""

    def counted() -> dict[str, int]:
        session.expire_all()
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }

    return counted


def shipped_preview(session: Session) -> str:
    wanted = select(QuestionnaireVersion.id).join(
        QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id
    )
    return f"{VERSIONS}/{session.scalars(wanted.where(QuestionnaireRow.code == 'one_stop')).one()}/preview"


def the_draft(session: Session) -> QuestionnaireVersion:
    wanted = select(QuestionnaireVersion).where(QuestionnaireVersion.published_at.is_(None))
    return session.scalars(wanted).one()


def sent(client: CheckingClient, page: Page, *, status: int = 200, **typed: Any) -> Page:
    """The ballot of a preview, sent."""
    return client.send(page._form(page.by_id("ballot")), status=status, **typed)


def marked(page: Page) -> bool:
    return "XEM TRƯỚC – bản 1, không lưu gì" in page.text and " (xem trước) – " in page.title


def test_the_draft_is_the_public_page_and_marked(overseer: CheckingClient, draft: str) -> None:
    page = overseer.page(draft)
    assert marked(page)
    legends = ["".join(node.itertext()).split("?")[0] for node in page.all("legend")]
    assert legends == ["Polite", "Why", "Late", "The letter"]


def test_it_says_what_the_public_page_says(
    overseer: CheckingClient, client: CheckingClient, session: Session, standing_office: None, now: datetime
) -> None:
    """Question by question, answer by answer: one template makes both."""
    point(session, PointKind.PAGE, shipped_number(session, Purpose.ONE_STOP), now)
    public, preview = client.page("/survey/quay3"), overseer.page(shipped_preview(session))

    def asked(page: Page) -> list[str]:
        sections = [node for node in page.all("section") if "data-branch-section" in node.attrib]
        return ["".join(node.itertext()) for node in sections]

    assert asked(preview) == asked(public)
    assert len(asked(preview)) > 3


def test_branches_are_followed_and_nothing_is_kept(
    overseer: CheckingClient, session: Session, draft: str, kept: Kept
) -> None:
    page = overseer.page(draft)
    before = kept()
    page = sent(overseer, page, status=422, **said(late="no"))
    assert "Xin chọn một mức cho câu “Polite?”." in page.text
    page = sent(overseer, page, **said(polite="2", late="yes"))
    assert "còn vài câu hỏi thêm" in page.text
    page = sent(overseer, page, **said(apology="1", why=["rude"], words="Ghế ít"))
    assert page.heading == "Cảm ơn Ông/Bà"
    assert marked(page)
    assert page.links["Làm lại"].startswith(draft)
    assert kept() == before


def test_what_lies_in_this_browser_of_a_real_ballot_stays(overseer: CheckingClient, draft: str) -> None:
    page = overseer.page(draft)
    assert not [node for node in page.all("form") if node.get("data-draft")]
    page = sent(overseer, page, seen="*", **said(polite="5", late="no"))
    assert [node.get("data-draft-done") for node in page.all("div") if node.get("data-draft-done")] == [
        "survey-preview"
    ]


def test_the_other_language_is_one_press_away_and_stays_with_the_preview(
    overseer: CheckingClient, session: Session, standing_office: None
) -> None:
    address = shipped_preview(session)
    page = sent(overseer, overseer.page(address), language="en", **said(polite="5"))
    assert "Very satisfied" in page.text
    assert "PREVIEW" in page.text
    assert page._form(page.by_id("ballot")).fields["item-polite"] == ["5"]
    # The next step speaks it too, and the pages of the member of staff do not.
    assert "Please choose" in sent(overseer, page, status=422).text
    assert "Quản trị" in overseer.page("/admin/surveys").text
    assert "Very satisfied" in overseer.page(address, language="en").text


def test_a_draft_that_is_not_whole_is_shown_as_far_as_it_goes(
    overseer: CheckingClient, session: Session, draft: str
) -> None:
    version = the_draft(session)
    version.content = {**version.content, "scales": []}
    session.commit()
    page = overseer.page(draft)
    assert "Polite?" not in page.text
    assert "Late?" in page.text


def test_a_draft_without_a_title_is_called_by_its_code(
    overseer: CheckingClient, session: Session, draft: str
) -> None:
    version = the_draft(session)
    version.content = {**version.content, "title": {"vi": " ", "en": ""}}
    session.commit()
    assert overseer.page(draft).heading == SHORT.code


def test_of_two_items_with_one_code_the_first_is_shown_and_it_says_so(
    overseer: CheckingClient, session: Session, draft: str
) -> None:
    version, content = the_draft(session), deepcopy(written(SHORT))
    items = [item for section in content["sections"] for item in section["items"]]
    items[-1]["code"] = items[0]["code"]
    version.content = content
    session.commit()
    page = overseer.page(draft)
    ids = [node.get("id") for name in ("input", "textarea", "fieldset") for node in page.all(name)]
    assert len(set(ids) - {None}) == len([each for each in ids if each])
    assert f"Mã câu bị trùng, chỉ hiện câu đầu tiên: {items[0]['code']}" in page.text
    assert "Mã câu bị trùng" not in overseer.page(shipped_preview(session)).text


def test_a_ticket_of_a_preview_is_good_for_no_ballot(
    overseer: CheckingClient,
    client: CheckingClient,
    session: Session,
    standing_office: None,
    now: datetime,
    kept: Kept,
) -> None:
    point(session, PointKind.PAGE, shipped_number(session, Purpose.QUICK), now)
    ticket = overseer.page(shipped_preview(session)).by_id("ticket").get("value")
    before = kept()
    form = client.page("/survey/quay3").form("/survey/quay3")
    client.send(form, status=422, ticket=ticket, **said(service="5"))
    assert kept() == before


def test_the_version_shows_it_in_both_languages_as_on_a_phone(
    overseer: CheckingClient, session: Session, draft: str
) -> None:
    frames = [str(node.get("src")) for node in overseer.page(draft.removesuffix("/preview")).all("iframe")]
    assert frames == [f"{draft}?language=vi", f"{draft}?language=en"]
    assert overseer.get(draft).headers["X-Frame-Options"] == "SAMEORIGIN"


def test_who_manages_no_surveys_sees_none(staff: Staff, draft: str) -> None:
    assert staff("officer").get(draft).status_code == 403
    assert staff("overseer").get(f"{VERSIONS}/999999/preview").status_code == 404
