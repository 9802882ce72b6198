"""An invented case, for the previews of messages and canned texts."""

from collections.abc import Mapping
from datetime import date

from portal.domain.placeholders import Placeholder
from portal.domain.refusal import RefusalReason
from portal.domain.reminders import Reminder
from portal.domain.states import Outcome
from portal.domain.surveys.remedies import RemedyReminder
from portal.domain.terms import term
from portal.domain.time import local_day
from portal.domain.wording import Language, day_words
from portal.web.shared.acting import now, settings
from portal.web.shared.office import office
from portal.web.shared.words import day

REFERENCE = "PA-7K3M-Q2XD"
TOKEN = "4H7T9PKR2M3XWYCA"
SENDER, OFFICER = "Nguyễn Văn An", "Trần Thị Bình"
TERM = 3  # working days, as shipped


def example_facts(language: Language) -> Mapping[str, str]:
    """What the preview of a message puts in place of what is left open."""
    due, later = day_words(_due_on(), language), day_words(_working_day(TERM + 1), language)
    return {
        "office": office().name,
        "hotline": office().hotline,
        "reference": REFERENCE,
        "code": "4H7T-9PQR-2M",
        "codes": f"- {REFERENCE}: 4H7T-9PQR\n  https://phananh.example/follow/{REFERENCE}",
        "link": f"https://phananh.example/follow/{REFERENCE}",
        "desk_link": f"https://phananh.example/desk/cases/{REFERENCE}",
        "due": due,
        "closes": later,
        "old_due": due,
        "new_due": later,
        "unit": _unit(language),
        "name": SENDER,
        "by": OFFICER,
        "text": "Xin Ông/Bà cho biết số công tơ điện.",
        "reason": "Nội dung đã được trả lời đầy đủ.",
        "refusal": term(RefusalReason.UNCLEAR, language).lower(),
        "agency": "Công an tỉnh Bình An",
        "receiver": "Công an tỉnh Bình An, số 1 đường Hùng Vương",
        "answer": "Đã kiểm tra và thay máy biến áp.",
        "outcome": term(Outcome.HANDLED, language),
        "notice": "Thông báo về nghỉ bù",
        "reminder": term(Reminder.LAST_DAY, language),
        "lines": f"{REFERENCE}: {due}",
        "expected": later,
        "units": "- Phòng Quản lý năng lượng\n- Ủy ban nhân dân xã Thanh Bình",
        "outside": "Công ty Điện lực Bình An",
        "question": "Xin cho biết kế hoạch thay máy biến áp tại ấp Thanh Tân.",
        "opinion_due": due,
        "levels": f"https://phananh.example/survey/t/{TOKEN}",
        "dossier": "H99.15-261103-0042",
        "procedure": "Cấp Giấy phép bán lẻ rượu",
        "opinion_link": "https://phananh.example/desk/opinions/1",
        "remedy": term(RemedyReminder.DUE, language),
        "item": "Chỗ ngồi chờ, bàn viết đầy đủ, sạch sẽ",
        "remedy_due": due,
        "remedy_link": "https://phananh.example/desk/remedies/1",
        "period": "quý III năm 2026",
        "report_due": due,
        "made": due,
        "report_link": "https://phananh.example/oversight/reports/1",
    }


def example_values() -> Mapping[Placeholder, str]:
    """What the preview of a canned text puts in place of what the desk fills in from a case."""
    return {
        Placeholder.SENDER_NAME: SENDER,
        Placeholder.REFERENCE: REFERENCE,
        Placeholder.SUBJECT: "Điện áp yếu kéo dài",
        Placeholder.CATEGORY: next((each.name for each in settings().categories.values()), ""),
        Placeholder.AREA: next((each.name for each in settings().areas.values()), ""),
        Placeholder.UNIT: _unit("vi"),
        Placeholder.OFFICER_NAME: OFFICER,
        Placeholder.RECEIVED_ON: day(local_day(now())),
        Placeholder.DUE_ON: day_words(_due_on()),
        Placeholder.HOTLINE: office().hotline,
    }


def _due_on() -> date:
    return _working_day(TERM)


def _working_day(number: int) -> date:
    return settings().calendar.add_working_days(local_day(now()), number)


def _unit(language: Language) -> str:
    """A unit as deep in the tree as there is one: those answer."""
    units = (unit for unit in settings().units.values() if unit.stands(local_day(now())))
    deepest = max(units, key=lambda unit: len(settings().unit_chain(unit.id)), default=None)
    return deepest.named(language) if deepest else office().name
