"""The words of letters of apology on the pages of administration."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.letter_form import LetterForm
from portal.models.letter import LetterWording
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.web.admin.conftest import entry

Changes = Callable[[], Sequence[tuple[str, str]]]
APOLOGY = "{agency} trân trọng cáo lỗi {you}."


def address(session: Session, unit: str = "SCT", form: str = "2025") -> str:
    return f"/admin/letters/{unit_id(session, unit)}/{form}"


def test_it_lists_agencies_and_no_divisions(administrator: CheckingClient) -> None:
    page = administrator.page("/admin/letters")
    assert "Sở Công Thương" in page.text
    assert "Phòng Quản lý năng lượng" not in page.text
    assert page.text.count("mẫu hiện hành") == page.text.count("mẫu cũ") > 1


def test_an_agency_gets_words_of_its_own_from_a_day_on(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    page = administrator.page(address(session))
    listed = administrator.send(entry(page), apology=APOLOGY, valid_from="01/12/2026")
    assert "từ 01/12/2026" in listed.text
    row = session.scalars(select(LetterWording)).one()
    assert (row.form, row.pieces) == (LetterForm.OF_2025, {"apology": APOLOGY})
    assert row.legal_basis == "Mẫu số 04 - Thông tư số 03/2025/TT-VPCP"
    assert changes()[-1] == ("letter_wording_changed", "Sở Công Thương · 2025")
    page = administrator.page(address(session))
    assert APOLOGY in page.text
    administrator.send(page.form(f"{address(session)}/{row.id}/withdraw"))
    assert session.scalars(select(LetterWording)).all() == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"apology": "Mong {you} thông cảm."}, "Đoạn này phải có lời xin lỗi"),
        ({"reason": "Lý do khách quan."}, "Thiếu {reason}: văn bản phải nêu lý do."),
        ({"new_time": "Hẹn lại sau."}, "Thiếu {new_time}: văn bản phải hẹn ngày mới."),
        ({"received": "Hồ sơ {dossier_code} {salary}."}, "Hệ thống không biết điền gì vào {salary}."),
        ({"closing": "Trân trọng {new_time}."}, "Đoạn này không phải lúc nào cũng có {new_time}."),
        ({"closing": "x" * 2001}, "Đoạn này dài quá 2.000 chữ cái."),
        ({"valid_from": "20/11/2026"}, "Lời mới áp dụng sớm nhất từ ngày mai."),
        ({"valid_from": ""}, "Xin ghi ngày bắt đầu áp dụng."),
        ({"legal_basis": " "}, "Xin ghi căn cứ pháp lý."),
    ],
)
def test_words_that_cannot_stand_are_refused_beside_their_paragraph(
    administrator: CheckingClient, session: Session, typed: dict[str, str], sentence: str
) -> None:
    form = entry(administrator.page(address(session)))
    fields: dict[str, str] = {"valid_from": "01/12/2026", **typed}
    page = administrator.send(form, status=422, **fields)
    assert sentence in page.text
    assert session.scalars(select(LetterWording)).all() == []


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_words_are_looked_at_as_a_letter(administrator: CheckingClient, session: Session, paper: str) -> None:
    form = entry(administrator.page(address(session)))
    fields = {**form.fields, "apology": APOLOGY, "paper": paper, "preview": "1"}
    response = administrator.post(address(session), data=fields)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.data.startswith(b"%PDF-")
    assert session.scalars(select(LetterWording)).all() == []


def test_a_faulty_preview_says_what_is_wrong(administrator: CheckingClient, session: Session) -> None:
    form = entry(administrator.page(address(session)))
    page = administrator.send(form, apology="Chào {you}.", preview="1", status=422)
    assert "Đoạn này phải có lời xin lỗi" in page.text


def test_who_governs_a_part_words_that_part_alone(
    local_administrator: CheckingClient, session: Session
) -> None:
    assert local_administrator.get(address(session)).status_code == 404
    assert local_administrator.get(address(session, "LH")).status_code == 200
    assert local_administrator.get(address(session, "LH", "2031")).status_code == 404


# --- the letter about a late answer ---------------------------------------------------------------


def test_a_letter_about_a_late_answer_has_words_of_its_own(
    local_administrator: CheckingClient, session: Session
) -> None:
    here = address(session, "LH", "late_answer")
    page = local_administrator.page(here)
    form = page.form(here)
    assert "Thời hạn nêu trên đã hết" in form.fields["overdue"][0]
    # Never written before the due date, and on one paper alone.
    assert not {"ahead", "paper"} & set(form.fields)
    # Each placeholder with an example.
    assert "{reference} PA-7K3M-2XYC" in page.text
    assert "{dossier_code}" not in page.text
    refused = local_administrator.send(
        form, status=422, received="Hồ sơ {dossier_code}", valid_from="30/11/2026"
    )
    assert "Hệ thống không biết điền gì vào {dossier_code}." in refused.text
    assert "Thiếu {reference}: văn bản phải nêu mã phản ánh." in refused.text
    local_administrator.send(form, closing="Kính mong {you} thông cảm.", valid_from="30/11/2026")
    row = session.scalars(select(LetterWording)).one()
    assert (row.form, row.pieces) == (LetterForm.LATE_ANSWER, {"closing": "Kính mong {you} thông cảm."})
