"""Routing rules on the screen: in their order, tried on a text, changed without losing what was typed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel
from portal.models.appointment import Deputy
from portal.models.category import Category
from portal.models.routing import RoutingRuleRow
from portal.models.unit import Unit
from tests.factories import category_id, opened_case, unit_id
from tests.support.client import CheckingClient
from tests.support.page import Page
from tests.support.records import account_of
from tests.web.admin.conftest import Staff, entry

PAGE = "/admin/rules"
Changes = Callable[[], Sequence[tuple[str, str]]]


def rules(session: Session) -> list[RoutingRuleRow]:
    """The rules in their order."""
    return list(session.scalars(select(RoutingRuleRow).order_by(RoutingRuleRow.position)))


def rule_about(session: Session, category: str) -> RoutingRuleRow:
    """The first rule that asks for a category."""
    wanted = category_id(session, category)
    return next(rule for rule in rules(session) if rule.category_id == wanted)


def tried(client: CheckingClient, text: str, **about: Any) -> str:
    """What the page says of a text."""
    page = client.page(PAGE)
    return client.send(page.form(f"{PAGE}#trial"), text=text, **about).text


def test_it_lists_the_rules_in_the_order_in_which_they_are_asked(
    administrator: CheckingClient, session: Session
) -> None:
    page = administrator.page(PAGE)
    ids = [node.get("id") for node in page.all("tr") if node.get("id")]
    assert ids == [f"rule-{rule.id}" for rule in rules(session)]
    assert "Điện lực" in page.words_of(ids[0] or "")


def test_it_adds_a_rule_behind_the_others_and_cases_follow_it(
    administrator: CheckingClient, session: Session, now: datetime, changes: Changes
) -> None:
    page = administrator.page(f"{PAGE}/new")
    listed = administrator.send(
        entry(page),
        words="bình gas, khí đốt\nvỏ bình,  ",
        unit_id=str(unit_id(session, "QLTM")),
        channel=Channel.WEB_FORM.value,
        note="Theo phân công năm 2026",
    )
    new = rules(session)[-1]
    assert (new.words, new.channel) == (["bình gas", "khí đốt", "vỏ bình"], Channel.WEB_FORM)
    assert "Theo phân công năm 2026" in listed.text
    assert [action for action, _ in changes()] == ["rule_created"]
    case = opened_case(
        session, now, category_id=None, subject="Binh gas cu", body="Cửa hàng đổi binh gas rỉ sét."
    )
    assert case.unit_id == unit_id(session, "QLTM")


def test_it_keeps_what_was_typed_when_something_is_missing(
    administrator: CheckingClient, session: Session
) -> None:
    before = len(rules(session))
    form = entry(administrator.page(f"{PAGE}/new"))
    page = administrator.send(form, status=422, words="bình gas", note="Vì sao")
    assert page.title.startswith("Lỗi: ")
    assert entry(page).fields["note"] == ["Vì sao"]
    assert entry(page).fields["words"] == ["bình gas"]
    assert len(rules(session)) == before


def test_it_refuses_an_officer_of_another_unit(administrator: CheckingClient, session: Session) -> None:
    page = administrator.page(f"{PAGE}/new")
    refused = administrator.send(
        entry(page),
        status=422,
        unit_id=str(unit_id(session, "QLTM")),
        officer_id=str(account_of(session, "officer").id),
    )
    assert "không phải cán bộ hay lãnh đạo của đơn vị đã chọn" in refused.text


def test_it_switches_a_rule_off(
    administrator: CheckingClient, session: Session, now: datetime, changes: Changes
) -> None:
    rule = rule_about(session, "electricity")
    page = administrator.page(f"{PAGE}/{rule.id}")
    administrator.send(entry(page), active=None)
    session.refresh(rule)
    assert not rule.active
    assert changes()[0][0] == "rule_changed"
    assert opened_case(session, now).route_reason == ""


def test_it_moves_a_rule_and_asks_it_earlier(
    administrator: CheckingClient, session: Session, changes: Changes
) -> None:
    first, second = rules(session)[:2]
    page = administrator.page(PAGE)
    administrator.send(page.form(f"{PAGE}/{second.id}/up"))
    assert [rule.id for rule in rules(session)[:2]] == [second.id, first.id]
    administrator.send(administrator.page(PAGE).form(f"{PAGE}/{second.id}/up"))  # already the first
    assert [rule.id for rule in rules(session)[:2]] == [second.id, first.id]
    assert [action for action, _ in changes()] == ["rule_moved"]


def test_it_answers_not_found_for_a_rule_or_a_way_that_is_none(
    administrator: CheckingClient, session: Session
) -> None:
    token = administrator.page(PAGE).form(f"{PAGE}#trial").fields["csrf_token"]
    rule = rules(session)[0]
    for address in (f"{PAGE}/{rule.id}/sideways", f"{PAGE}/99999/up"):
        assert administrator.post(address, data={"csrf_token": token}).status_code == 404
    administrator.page(f"{PAGE}/99999", 404)


# --- trying a text ---------------------------------------------------------------------------------


def test_it_says_which_rule_a_text_meets_and_why(administrator: CheckingClient, session: Session) -> None:
    rule = rule_about(session, "electricity")
    said = tried(administrator, "Mất điện cả đêm", category_id=str(rule.category_id))
    assert f"Quy tắc {rule.position} chuyển đến Phòng Quản lý năng lượng: lĩnh vực “Điện lực”." in said


def test_it_says_when_a_text_goes_to_the_coordinator(administrator: CheckingClient) -> None:
    said = tried(administrator, "Loa phường mở quá to")
    assert "Không quy tắc nào khớp" in said


def test_it_forgives_missing_accents_in_words_and_keeps_the_text_tried(
    administrator: CheckingClient, session: Session
) -> None:
    session.add(RoutingRuleRow(position=1, unit_id=unit_id(session, "QLTM"), words=["bình gas"]))
    session.flush()
    page = administrator.page(PAGE)
    after = administrator.send(page.form(f"{PAGE}#trial"), text="doi binh gas")
    assert "có từ “bình gas”" in after.text
    assert after.form(f"{PAGE}#trial").fields["text"] == ["doi binh gas"]


def test_it_goes_past_a_rule_that_is_switched_off(administrator: CheckingClient, session: Session) -> None:
    rule = rule_about(session, "electricity")
    rule.active = False
    session.flush()
    said = tried(administrator, "Mất điện", category_id=str(rule.category_id))
    assert "Không quy tắc nào khớp" in said


# --- rules that lead nowhere -----------------------------------------------------------------------


def closed_unit(session: Session, rule: RoutingRuleRow) -> str:
    session.get_one(Unit, rule.unit_id).valid_to = date(2026, 11, 1)
    return "đơn vị đã ngừng hoạt động"


def dismissed_officer(session: Session, rule: RoutingRuleRow) -> str:
    officer = account_of(session, "officer")
    rule.officer_id, officer.active = officer.id, False
    return "cán bộ không còn làm việc"


def officer_of_another_unit(session: Session, rule: RoutingRuleRow) -> str:
    rule.officer_id = account_of(session, "outsider").id
    return "cán bộ không còn ở đơn vị này"


def officer_on_leave(session: Session, rule: RoutingRuleRow) -> str:
    officer, deputy = account_of(session, "officer"), account_of(session, "colleague")
    rule.officer_id, deputy.active = officer.id, False
    days = {"from_on": date(2026, 11, 16), "to_on": date(2026, 11, 30)}
    session.add(Deputy(account_id=officer.id, deputy_id=deputy.id, **days))
    return "đang vắng và chưa có người thay"


@pytest.mark.parametrize(
    "break_rule", [closed_unit, dismissed_officer, officer_of_another_unit, officer_on_leave]
)
def test_it_warns_of_a_rule_that_leads_nowhere(
    administrator: CheckingClient, session: Session, break_rule: Callable[[Session, RoutingRuleRow], str]
) -> None:
    rule = rule_about(session, "electricity")
    assert "không còn dùng được" not in administrator.page(PAGE).text
    reason = break_rule(session, rule)
    session.flush()
    page = administrator.page(PAGE)
    assert reason in page.words_of(f"rule-{rule.id}")
    assert page.links[f"Quy tắc {rule.position}"] == f"{PAGE}/{rule.id}"
    assert reason in administrator.page(f"{PAGE}/{rule.id}").text


def test_it_makes_somebody_choose_anew_when_the_unit_is_closed(
    administrator: CheckingClient, session: Session
) -> None:
    rule = rule_about(session, "electricity")
    closed_unit(session, rule)
    session.flush()
    page = administrator.page(f"{PAGE}/{rule.id}")
    assert "Xin chọn một mục trong danh sách." in administrator.send(entry(page), status=422).text


def test_it_keeps_a_condition_that_is_out_of_use(administrator: CheckingClient, session: Session) -> None:
    rule = rule_about(session, "electricity")
    # Without it in the list, saving the rule unchanged would let it match everything.
    session.get_one(Category, rule.category_id).active = False
    session.flush()
    administrator.send(entry(administrator.page(f"{PAGE}/{rule.id}")), note="Giữ nguyên")
    session.refresh(rule)
    assert (rule.note, rule.category_id) == ("Giữ nguyên", category_id(session, "electricity"))


# --- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["leader", "coordinator", "overseer"])
def test_it_is_closed_to_who_configures_nothing(staff: Staff, role: str) -> None:
    staff(role).page(PAGE, 403)


def test_it_is_closed_to_who_governs_only_a_part(local_administrator: CheckingClient) -> None:
    local_administrator.page(PAGE, 403)
    local_administrator.page(f"{PAGE}/new", 403)
    assert "Quy tắc chuyển" not in local_administrator.page("/admin/").text


def test_the_page_knows_its_heading(administrator: CheckingClient) -> None:
    page: Page = administrator.page(PAGE)
    assert page.heading == "Quy tắc chuyển"
