"""Today's harder matters: several units, several senders, other agencies, not for this office."""

from datetime import datetime, timedelta

from portal.demo.lives import Life
from portal.domain.coordination import usual_due
from portal.domain.permissions import Role
from portal.domain.policies import Leg
from portal.domain.refusal import RefusalReason
from portal.domain.states import State
from portal.models.case import Case
from portal.services.ask_opinion import Question, ask_opinion
from portal.services.clocks import running
from portal.services.give_opinion import give_opinion
from portal.services.hand_over import Handing, hand_over
from portal.services.merge_case import merge_case
from portal.services.notify_interim import latest_expected, notify_interim
from portal.services.refuse_case import propose_refusal, refuse_case
from portal.services.split_case import Part, split_case


def coordinated(life: Life) -> None:
    """Two units and an agency outside were asked; one has answered, and the sender was told."""
    case = _taken(life, hours_ago=44)
    asked_at = _later(life, case, 0.4)
    officer = life.officer(asked_at)
    calendar = life.settings.reckoning(life.root, officer.today).calendar
    due_on = usual_due(officer.today, case.due_on, calendar)
    units = {code: unit.id for code in ("TB", "KTAT") if (unit := life.settings.unit_by_code(code))}
    asked = {
        code: ask_opinion(
            officer,
            case,
            Question("Đề nghị cho biết kết quả kiểm tra hiện trường và kế hoạch khắc phục.", due_on, unit_id),
        )
        for code, unit_id in units.items()
        if unit_id != case.unit_id
    }
    outside = Question(
        "Đề nghị cho biết kế hoạch cải tạo lưới điện của khu vực trong quý này.",
        due_on,
        outside_name="Công ty Điện lực Bình An",
        outside_email="vanthu@dienlucbinhan.example",
    )
    ask_opinion(officer, case, outside)
    commune = life.staff(Role.LEADER, "TB", _later(life, case, 0.6))
    give_opinion(commune, case, asked["TB"], text="Đã kiểm tra: đường dây xuống cấp, xã thống nhất cải tạo.")
    clock = running(life.session, case.id, Leg.ANSWER)[-1]
    told = life.officer(_later(life, case, 0.7))
    if told.now < clock.due_at:
        notify_interim(
            told, case, expected_on=latest_expected(told, clock), text="Cần kiểm tra lưới điện tại chỗ."
        )


def merged(life: Life) -> None:
    """Three neighbours about the same matter; one of them speaks for all."""
    main = _taken(life, hours_ago=30)
    for hours in (22, 9):
        case = life.open(life.now - timedelta(hours=hours))
        if case.state is State.RECEIVED or case.unit_id == main.unit_id:
            leader = life.staff(Role.COORDINATOR, "BA", _later(life, case, 0.5))
            merge_case(leader, case, main)


def split(life: Life) -> None:
    """A letter with two matters: the second one has a unit and a clock of its own."""
    case = _taken(life, hours_ago=28)
    officer = life.officer(_later(life, case, 0.4))
    commune = life.settings.unit_by_code("TP")
    if commune is not None:
        part = Part(
            subject="Rác tồn đọng trước cổng",
            body="Ngoài ra trước cổng có bãi rác tự phát nhiều tuần chưa ai dọn.",
            category_id=next(
                (each.id for each in life.settings.categories.values() if each.code == "environment"), None
            ),
            unit_id=commune.id,
        )
        split_case(officer, case, part)


def handed_over(life: Life) -> None:
    """Not this office's to settle: a numbered slip went to the agency that is competent."""
    case = life.open(life.now - timedelta(hours=52))
    leader = life.staff(Role.COORDINATOR, "BA", _later(life, case, 0.3))
    handing = Handing(
        "Công an tỉnh Bình An",
        "Số 1 đường Hùng Vương, phường Tân Phú",
        "Nội dung thuộc thẩm quyền giải quyết của cơ quan Công an.",
    )
    hand_over(leader, case, handing)


def refused(life: Life) -> None:
    """Proposed by one, decided by another: there is nothing in it that anybody could handle."""
    case = _taken(life, hours_ago=60)
    words = "Nội dung chưa nêu rõ sự việc, thời gian, địa điểm. Xin gửi lại với thông tin cụ thể."
    officer = life.officer(_later(life, case, 0.3))
    propose_refusal(officer, case, reason=RefusalReason.UNCLEAR, text=words)
    leader = life.staff(Role.LEADER, life.story.unit, _later(life, case, 0.5))
    refuse_case(leader, case, text=words)


def _taken(life: Life, *, hours_ago: float) -> Case:
    case = life.open(life.now - timedelta(hours=hours_ago))
    life.take_now(case, _later(life, case, 0.1))
    return case


def _later(life: Life, case: Case, share: float) -> datetime:
    """A moment between the entry of the case and now: a call at night is entered in the morning."""
    return case.entered_at + (life.now - case.entered_at) * share
