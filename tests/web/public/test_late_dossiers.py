"""The public list of late dossiers with letters: what happened, and nobody's name."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.apologies import DelayReason, Way
from portal.models.dossier import Dossier
from portal.queries import late_dossiers as query_module
from portal.queries.settings import load_settings
from portal.services.approve_letter import approve_letter
from portal.services.draft_letter import Edits, draft_letter, save_letter
from portal.services.issue_letter import issue_letter
from tests.dossier_factories import OFFICE, approved_letter, day, filed_dossier, issued_letter, later
from tests.factories import acting
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.statements import counted_statements

LATE = "/dossiers/late"


def late_with(session: Session, now: datetime, words: str, **given: object) -> Dossier:
    dossier = filed_dossier(session, now, **given)
    officer = acting(session, "officer", now)
    letter = draft_letter(officer, dossier)
    save_letter(officer, dossier, letter, edits=Edits(DelayReason.VERIFICATION, words, later(now)))
    director = acting(session, "director", now)
    approve_letter(director, dossier, letter, ports=FakePorts().ports, office=OFFICE)
    issue_letter(officer, dossier, letter, way=Way.PRINT)
    session.commit()
    return dossier


def codes(page: Page) -> list[str]:
    return ["".join(heading.itertext()).strip() for heading in page.all("h2")]


def test_it_shows_what_was_promised_and_why_it_was_not_kept(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    late_with(session, now, "Cần kiểm tra thực tế tại cửa hàng")
    page = client.page(LATE)
    assert page.heading == "1 hồ sơ trễ hẹn đã có thư xin lỗi"
    for shown in (
        "H99.15-261103-0001",
        "Cấp thẻ an toàn điện",
        "Phòng Quản lý năng lượng",
        "thứ Sáu 20/11/2026",
        "16:00, thứ Sáu 27/11/2026",
        "Cần xác minh, kiểm tra thực tế: Cần kiểm tra thực tế tại cửa hàng",
    ):
        assert shown in page.text
    assert "Lê Thị Hạnh" not in page.text


def test_it_keeps_words_that_point_to_somebody_to_itself(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    late_with(session, now, "Chờ bà Lê Thị Hạnh, số 0912 000 345, bổ sung giấy tờ")
    page = client.page(LATE)
    assert "Cần xác minh, kiểm tra thực tế" in page.text
    for hidden in ("Hạnh", "0912", "bổ sung giấy tờ"):
        assert hidden not in page.text


def test_what_was_not_issued_is_not_listed(client: CheckingClient, session: Session, now: datetime) -> None:
    approved_letter(session, now, filed_dossier(session, now))
    session.commit()
    page = client.page(LATE)
    assert page.heading == "0 hồ sơ trễ hẹn đã có thư xin lỗi"
    assert "Không có hồ sơ nào" in page.text


def test_it_is_narrowed_by_unit_and_month(client: CheckingClient, session: Session, now: datetime) -> None:
    issued_letter(session, now, filed_dossier(session, now))
    session.commit()
    units = load_settings(session)
    here, above, other = (getattr(units.unit_by_code(code), "id", 0) for code in ("QLNL", "SCT", "QLTM"))
    for unit, n in ((here, 1), (above, 1), (other, 0)):
        assert f" {n} hồ sơ trễ hẹn" in client.page(LATE, unit=str(unit)).heading
    assert (
        client.page(LATE, month="2026-11").heading == "1 hồ sơ trễ hẹn đã có thư xin lỗi trong tháng 11/2026"
    )
    assert client.page(LATE, month="2026-10").heading.startswith("0 hồ sơ")
    both = client.page(LATE, month="2026-11", unit=str(here)).heading
    assert both == "Phòng Quản lý năng lượng đã xin lỗi về 1 hồ sơ trễ hẹn trong tháng 11/2026"


def test_it_leaves_out_wishes_that_make_no_sense(client: CheckingClient, session: Session) -> None:
    assert client.page(LATE, unit="99999", month="2026-13", before="x").heading.startswith("0 hồ sơ")


def test_it_pages_by_the_last_row(
    client: CheckingClient, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_module, "PAGE", 2)
    for number in range(5):
        dossier = filed_dossier(session, now, code=f"H99-{number}")
        issued_letter(session, now + timedelta(minutes=number // 2), dossier)
    session.commit()
    page = client.page(LATE)
    seen = codes(page)
    while "Trang sau" in page.links:
        page = client.page(LATE, before=page.links["Trang sau"].partition("before=")[2])
        seen += codes(page)
    assert [code for code in seen if code.startswith("H99-")] == ["H99-4", "H99-3", "H99-2", "H99-1", "H99-0"]


def test_it_counts_its_statements(client: CheckingClient, session: Session, now: datetime) -> None:
    for number in range(3):
        issued_letter(session, now, filed_dossier(session, now, code=f"H99-{number}"))
    session.commit()
    client.page(LATE)
    with counted_statements() as statements:
        client.get(LATE)
    assert len(statements) <= 4, "\n".join(statements)


def test_a_result_that_was_returned_late_promises_no_new_date(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    late = {
        "due": day(date(2026, 11, 16)),
        "finished": day(date(2026, 11, 18)),
        "returned": day(date(2026, 11, 19)),
    }
    late_with(session, now, "Cần kiểm tra thực tế", **late)
    page = client.page(LATE)
    assert "Hẹn trả thứ Hai 16/11/2026. Đã trả kết quả chậm." in page.text
    assert "Hẹn lại" not in page.text


def test_the_feed_says_what_the_page_says(client: CheckingClient, session: Session, now: datetime) -> None:
    late_with(session, now, "Chờ bà Lê Thị Hạnh, số 0912 000 345, bổ sung giấy tờ")
    got = client.get(f"{LATE}/feed.atom")
    text = got.get_data(as_text=True)
    assert got.mimetype == "application/atom+xml"
    assert "Hồ sơ H99.15-261103-0001: Cấp thẻ an toàn điện" in text
    assert "Hẹn lại 16:00, thứ Sáu 27/11/2026. Lý do: Cần xác minh, kiểm tra thực tế" in text
    assert "Hạnh" not in text
    assert client.get(f"{LATE}/feed.atom", headers={"If-None-Match": got.headers["ETag"]}).status_code == 304
