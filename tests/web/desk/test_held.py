"""How long each unit had a case, on its page."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.services.route_case import Destination, route_by_hand
from tests.factories import acting, opened_case, unit_id
from tests.web.desk.conftest import Staff


@pytest.mark.parametrize(("minutes", "words"), [(30, "30 phút"), (60, "1 giờ"), (90, "1 giờ 30 phút")])
def test_it_tells_who_had_it_and_how_long(
    standing_office: None, staff: Staff, session: Session, now: datetime, minutes: int, words: str
) -> None:
    case = opened_case(session, now)
    later = now + timedelta(minutes=minutes)
    to = Destination(unit_id(session, "QLTM"), "Việc của chợ.")
    route_by_hand(acting(session, "coordinator", later), case, to)
    session.commit()
    page = staff("coordinator").page(f"/desk/cases/{case.reference}")
    told = " ".join(page.text.split())
    assert "Thời gian giữ" in page.text
    assert f"Phòng Quản lý năng lượng 09:00 20/11/2026 – {later:%H:%M} 20/11/2026 {words}" in told
    assert "đang giữ" in page.text
