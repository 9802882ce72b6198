"""The slip for the counter: the codes by which an applicant sees the dossier, for those who may see it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.reference import is_code
from portal.domain.surveys.ways import BallotWay
from portal.models.ballot import Invitation
from tests.conftest import visitor
from tests.dossier_factories import filed_dossier
from tests.factories import switch
from tests.web.desk.conftest import Staff
from tests.web.public.looking_up import look_up, secret_of

CODE = "H99.15-261103-0001"
SLIP = f"/desk/dossiers/{CODE}/receipt"


def test_it_shows_what_the_applicant_needs(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    client = staff("operator")
    page = client.page(SLIP)
    secret = secret_of(client, dossier)
    for shown in (CODE, secret, "Cấp thẻ an toàn điện", "thứ Sáu 20/11/2026", "127.0.0.1:8000/dossiers"):
        assert shown in page.text
    assert "app-receipt__square" in page.html
    assert "Lê Thị Hạnh" not in page.text
    assert client.get(SLIP).headers["Cache-Control"] == "private, no-store"


def test_what_it_shows_opens_the_dossier(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    client = staff("operator")
    secret = next(
        word for word in client.page(SLIP).text.split() if is_code(word, secret_of(client, dossier))
    )
    applicant = visitor(client.application, session)
    assert "Hẹn trả lần đầu" in look_up(applicant, CODE, secret).text


def test_it_is_not_there_for_other_units(staff: Staff, session: Session, now: datetime) -> None:
    filed_dossier(session, now)
    staff("outsider").page(SLIP, status=404)
    staff("officer").page("/desk/dossiers/H1-9/receipt", status=404)


def test_it_holds_the_code_of_an_anonymous_ballot(staff: Staff, session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    client = staff("operator")
    page = client.page(SLIP)
    assert page.html.count("app-receipt__square") == 2
    assert "Mời Ông/Bà đánh giá" in page.text
    (invitation,) = session.scalars(select(Invitation))
    assert (invitation.dossier_id, invitation.way, invitation.used) == (
        dossier.id,
        BallotWay.RECEIPT_CODE,
        False,
    )
    client.page(SLIP)
    assert len(session.scalars(select(Invitation)).all()) == 1


def test_it_asks_nothing_where_the_unit_wants_no_survey(
    staff: Staff, session: Session, now: datetime
) -> None:
    filed_dossier(session, now)
    switch(session, "survey_after_dossier", value=False)
    assert staff("operator").page(SLIP).html.count("app-receipt__square") == 1
