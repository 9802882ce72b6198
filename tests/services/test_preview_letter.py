"""What the applicant will read, by which way a letter goes, and a scan that is no PDF."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.apologies import Way
from portal.models.letter import Signature
from portal.models.message import Message
from portal.ports import ReadyFile
from portal.services.approve_letter import accept_paper_scan
from portal.services.errors import RuleBroken
from portal.services.issue_letter import nearest_way
from portal.services.preview_letter import preview_letter
from tests.dossier_factories import OFFICE, approved_letter, filed_dossier
from tests.factories import acting
from tests.fakes import FakePorts

pytestmark = pytest.mark.usefixtures("standing_office")


def test_it_words_the_messages_and_hides_the_secret(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = approved_letter(session, now, dossier)
    mail, sms = preview_letter(acting(session, "officer", now), dossier, letter, office=OFFICE)
    assert (mail.way, mail.recipient, mail.parts) == (Way.EMAIL, "hanh@example.com", 0)
    assert "chân thành xin lỗi" in mail.body
    assert (sms.way, sms.recipient, sms.parts > 0) == (Way.SMS, "+84912000345", True)
    for each in (mail, sms):
        assert f"/dossiers/{dossier.code}#code=••••-••••" in each.body
    session.flush()
    assert session.query(Message).count() == 0


def test_it_shows_only_the_ways_there_is_an_address_for(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, email="", phone="")
    letter = approved_letter(session, now, dossier)
    assert preview_letter(acting(session, "officer", now), dossier, letter, office=OFFICE) == []


@pytest.mark.parametrize(
    ("missing", "signature", "way"),
    [
        ({}, Signature.CERTIFICATE, Way.EMAIL),
        # Without a signature it does not go by e-mail.
        ({}, Signature.NONE, Way.SMS),
        ({"phone": ""}, Signature.NONE, Way.POST),
        ({"phone": "", "address": ""}, Signature.NONE, Way.PRINT),
        ({"email": ""}, Signature.CERTIFICATE, Way.SMS),
    ],
)
def test_it_takes_the_nearest_way_that_is_open(
    session: Session, now: datetime, missing: dict[str, str], signature: Signature, way: Way
) -> None:
    dossier = filed_dossier(session, now, **missing)
    letter = approved_letter(session, now, dossier)
    letter.signature = signature
    assert nearest_way(dossier, letter) is way


def test_a_scan_that_is_no_pdf_is_refused(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, fakes = filed_dossier(session, now), FakePorts()
    letter = approved_letter(session, now, dossier)
    photo = ReadyFile("letter.jpg", "image/jpeg", b"photo")
    monkeypatch.setattr(fakes.inspector, "inspect", lambda name, content: photo)
    with pytest.raises(RuleBroken, match="not_pdf"):
        accept_paper_scan(
            acting(session, "officer", now), dossier, letter, content=b"photo", ports=fakes.ports
        )
    assert letter.signature is Signature.NONE
