"""The QR codes of counters: a picture and a poster, for those who manage the surveys of the unit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal.adapters.typst_printer import TypstPrinter
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import PointKind
from portal.models.survey import SurveyPoint
from tests.dossier_factories import LETTERS
from tests.support.client import CheckingClient
from tests.support.pdf import MILLIMETRE, words
from tests.survey_factories import point, shipped


@pytest.fixture
def counter(session: Session, standing_office: None, now: datetime) -> SurveyPoint:
    return point(session, PointKind.COUNTER, shipped(session, Purpose.QUICK), now)


@pytest.fixture(autouse=True)
def real_printer(app: Flask) -> Iterator[None]:
    outside = app.extensions["portal.ports"]
    app.extensions["portal.ports"] = replace(outside, printer=TypstPrinter(LETTERS))
    yield
    app.extensions["portal.ports"] = outside


@pytest.mark.parametrize(("query", "size"), [("", (210, 297)), ("?paper=a5", (148, 210))])
def test_the_poster_is_one_page_in_both_languages(
    administrator: CheckingClient, counter: SurveyPoint, query: str, size: tuple[int, int]
) -> None:
    answer = administrator.get(f"/admin/surveys/points/{counter.id}/poster.pdf{query}")
    assert answer.mimetype == "application/pdf"
    reader = PdfReader(BytesIO(answer.data))
    (page,) = reader.pages
    assert (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) == size
    text = words(reader)
    for part in (
        "Mời Ông/Bà đánh giá",
        "Please rate our service",
        "UBND xã Thanh Bình",
        "Thanh Bình Commune",
        "Quầy số 3",
        "127.0.0.1:8000/survey/quay3",
        "0271 1022",
    ):
        assert part in text, part


def test_the_code_is_a_picture(administrator: CheckingClient, counter: SurveyPoint) -> None:
    answer = administrator.get(f"/admin/surveys/points/{counter.id}/poster.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.data.startswith(b"<?xml")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_long_name_still_fits_the_page(
    administrator: CheckingClient, session: Session, counter: SurveyPoint
) -> None:
    counter.name = "Quầy tiếp nhận và trả kết quả giải quyết thủ tục hành chính lĩnh vực đất đai, xây dựng"
    session.commit()
    answer = administrator.get(f"/admin/surveys/points/{counter.id}/poster.pdf?paper=a5")
    assert len(PdfReader(BytesIO(answer.data)).pages) == 1


def test_only_who_manages_the_unit_finds_it(
    local_administrator: CheckingClient, counter: SurveyPoint
) -> None:
    assert local_administrator.get(f"/admin/surveys/points/{counter.id}/poster.pdf").status_code == 404
    assert local_administrator.get(f"/admin/surveys/points/{counter.id}/poster.svg").status_code == 404


def test_a_kiosk_has_no_code(administrator: CheckingClient, session: Session, counter: SurveyPoint) -> None:
    counter.kind = PointKind.KIOSK
    session.commit()
    assert administrator.get(f"/admin/surveys/points/{counter.id}/poster.svg").status_code == 404
