"""Reorganising units through the pages: nothing moves before it is confirmed, nothing typed is lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import PointKind
from portal.models.succession import Succession
from portal.queries.settings import load_settings
from tests.factories import category_id, opened_case, unit_id
from tests.services.surveys.remedies import opened_remedy
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.successions import BASIS
from tests.survey_factories import point, shipped
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/successions"


def form_of(client: CheckingClient, kind: str) -> Page:
    return client.page(f"{PAGE}/new/{kind}")


def merged(client: CheckingClient, session: Session, *, on: str = "20/11/2026") -> Page:
    """The preview of the energy division merged into another."""
    page = form_of(client, "merged")
    typed: dict[str, Any] = {
        "from_units": [str(unit_id(session, "QLNL"))],
        "to_unit_id": str(unit_id(session, "QLCN")),
    }
    return client.send(entry(page), takes_effect_on=on, legal_basis=BASIS, step="preview", **typed)


def kept(session: Session) -> list[Succession]:
    session.expire_all()
    return list(session.scalars(select(Succession)))


def test_it_shows_what_would_move_and_moves_it_when_confirmed(
    administrator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    preview = merged(administrator, session)
    for words in ("1 phản ánh đang mở", case.reference, "Vai trò chuyển sang", "quy tắc chuyển", BASIS):
        assert words in preview.text
    assert kept(session) == []
    done = administrator.send(entry(preview), step="confirm")
    assert "Đã thực hiện." in done.text
    assert case.unit_id == unit_id(session, "QLCN")
    assert "Sáp nhập, hợp nhất" in administrator.page(PAGE).text
    history = administrator.page(f"/admin/units/{unit_id(session, 'QLNL')}").text
    assert "Quá trình của đơn vị" in history


def test_it_shows_what_follows_by_itself(
    administrator: CheckingClient, session: Session, now: datetime
) -> None:
    assert "không phải chuyển" not in merged(administrator, session).text
    opened_remedy(session, now, low=3)
    counter = point(session, PointKind.COUNTER, shipped(session, Purpose.QUICK), now)
    counter.unit_id = unit_id(session, "QLNL")
    session.commit()
    text = merged(administrator, session).text
    assert "1 việc khắc phục chưa xong" in text
    assert "1 điểm khảo sát đang mở: tờ mã QR ghi tên đơn vị, xin in lại" in text
    assert "đợt khảo sát chưa kết thúc" not in text


def test_a_second_click_does_nothing_more(administrator: CheckingClient, session: Session) -> None:
    preview = merged(administrator, session)
    administrator.send(entry(preview), step="confirm")
    administrator.send(entry(preview), step="confirm")
    assert len(kept(session)) == 1


def test_who_goes_back_finds_everything_typed(administrator: CheckingClient, session: Session) -> None:
    preview = merged(administrator, session)
    again = entry(administrator.send(entry(preview), step="edit"))
    assert again.fields["legal_basis"] == [BASIS]
    assert again.fields["from_units"] == [str(unit_id(session, "QLNL"))]
    assert again.fields["to_unit_id"] == [str(unit_id(session, "QLCN"))]
    assert kept(session) == []


def test_the_second_of_two_administrators_keeps_what_they_typed(
    administrator: CheckingClient, session: Session
) -> None:
    one, two = merged(administrator, session), merged(administrator, session)
    administrator.send(entry(one), step="confirm")
    refused = administrator.send(entry(two), status=422, step="confirm")
    assert "đã có việc sắp xếp khác" in refused.text
    assert BASIS in refused.text
    assert len(kept(session)) == 1


def test_it_says_what_is_wrong_beside_the_field(administrator: CheckingClient, session: Session) -> None:
    page = administrator.send(
        entry(form_of(administrator, "merged")), status=422, step="preview", takes_effect_on="x"
    )
    assert page.title.startswith("Lỗi: ")
    typed = {"takes_effect_on": "20/11/2026", "legal_basis": BASIS, "step": "preview"}
    page = administrator.send(entry(form_of(administrator, "merged")), status=422, **typed)
    assert "Xin chọn ít nhất một đơn vị." in page.text
    page = administrator.send(entry(form_of(administrator, "renamed")), status=422, **typed)
    assert "Xin chọn ít nhất một đơn vị." in page.text
    division = str(unit_id(session, "QLNL"))
    page = administrator.send(
        entry(form_of(administrator, "renamed")), status=422, from_unit_id=division, **typed
    )
    assert "Xin nhập tên." in page.text


def test_a_later_day_waits_and_may_be_taken_back(administrator: CheckingClient, session: Session) -> None:
    page = administrator.send(entry(merged(administrator, session, on="01/12/2026")), step="confirm")
    assert "chờ đến ngày" in page.text
    row = kept(session)[0]
    assert row.applied_at is None
    administrator.send(page.form(f"{PAGE}/{row.id}/withdraw"))
    assert kept(session)[0].withdrawn_at is not None
    assert "đã bỏ" in administrator.page(PAGE).text


def test_it_renames_a_unit(administrator: CheckingClient, session: Session) -> None:
    division = unit_id(session, "QLNL")
    typed: dict[str, Any] = {"from_unit_id": str(division), "name": "Phòng Năng lượng", "step": "preview"}
    preview = administrator.send(
        entry(form_of(administrator, "renamed")), takes_effect_on="20/11/2026", legal_basis=BASIS, **typed
    )
    assert "→ Phòng Năng lượng" in preview.text
    administrator.send(entry(preview), step="confirm")
    assert load_settings(session).units[division].name == "Phòng Năng lượng"
    assert "Phòng Quản lý năng lượng" in administrator.page(f"/admin/units/{division}").text


def test_it_moves_a_unit_below_another(administrator: CheckingClient, session: Session) -> None:
    typed: dict[str, Any] = {
        "from_units": [str(unit_id(session, "QLNL"))],
        "to_unit_id": str(unit_id(session, "HCC")),
    }
    preview = administrator.send(
        entry(form_of(administrator, "moved")),
        takes_effect_on="20/11/2026",
        legal_basis=BASIS,
        step="preview",
        **typed,
    )
    administrator.send(entry(preview), step="confirm")
    assert load_settings(session).units[unit_id(session, "QLNL")].parent_id == unit_id(session, "HCC")


def test_it_splits_by_category_and_says_what_is_left_to_decide(
    administrator: CheckingClient, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    old, new = unit_id(session, "QLNL"), unit_id(session, "QLCN")
    preview = administrator.send(
        entry(form_of(administrator, "split")),
        takes_effect_on="20/11/2026",
        legal_basis=BASIS,
        step="preview",
        from_unit_id=str(old),
        to_unit_id=str(old),
        direct_category_1=str(category_id(session, "electricity")),
        direct_to_1=str(new),
    )
    assert "Điện lực" in preview.text
    administrator.send(entry(preview), step="confirm")
    assert case.unit_id == new


def test_an_unticked_role_ends_with_its_unit(administrator: CheckingClient, session: Session) -> None:
    def held() -> int:
        return sum(post.unit_id == unit_id(session, "QLCN") for post in load_settings(session).posts)

    before, form = held(), entry(merged(administrator, session))
    unticked: dict[str, Any] = {"pass": None}
    administrator.send(form, step="confirm", **unticked)
    assert held() == before


def test_a_local_administrator_sees_and_does_nothing_elsewhere(
    administrator: CheckingClient, local_administrator: CheckingClient, session: Session
) -> None:
    administrator.send(entry(merged(administrator, session)), step="confirm")
    row = kept(session)[0]
    assert local_administrator.get(f"{PAGE}/{row.id}").status_code == 404
    assert "UBND xã Thanh Bình" not in form_of(local_administrator, "merged").text


def test_it_knows_no_other_kind(administrator: CheckingClient) -> None:
    assert administrator.get(f"{PAGE}/new/conquered").status_code == 404


def test_it_is_closed_to_everybody_else(staff: Staff) -> None:
    for role in ("officer", "leader", "coordinator"):
        assert staff(role).get(PAGE).status_code == 403


def test_staff_read_in_the_history_why_the_unit_is_another(
    administrator: CheckingClient, staff: Staff, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    administrator.send(entry(merged(administrator, session)), step="confirm")
    text = staff("leader").page(f"/desk/cases/{case.reference}").text
    assert "Chuyển sang đơn vị kế thừa" in text
    assert "Từ Phòng Quản lý năng lượng sang Phòng Quản lý công nghiệp" in text
    assert BASIS in text
