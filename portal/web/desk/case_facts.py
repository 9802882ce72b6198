"""What the case page says of the sender, of the case as a record, and of the messages about it."""

from typing import Any

from portal.domain.contact import phone_words
from portal.domain.permissions import Permission
from portal.domain.ratings import Level
from portal.domain.states import State
from portal.domain.time import local_day
from portal.queries.case_file import Case, CaseFile, Message
from portal.web.desk.next_steps import may
from portal.web.shared.acting import now, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, person_name, term_words, unit_name, weekday

Fact = dict[str, str]
# On their way: nothing to be done about them.
UNDER_WAY = {"queued", "sending"}


def sender_facts(case: Case) -> list[Fact]:
    """Who sent the case and how to reach them; what was not given is left out."""
    sender = case.sender
    facts = (
        (_("Người gửi"), sender.name or term_words(sender.kind)),
        (_("Tổ chức"), sender.organisation),
        (_("Điện thoại"), phone_words(sender.phone)),
        (_("Thư điện tử"), sender.email),
        (_("Địa chỉ"), sender.address),
        (_("Muốn nhận trả lời"), term_words(case.reply_by)),
    )
    return _given(facts)


def case_facts(case: Case) -> list[Fact]:
    """The case as it stands in the register."""
    number = f"{case.register_number}/{case.register_year}"
    facts = (
        (_("Số tiếp nhận"), number),
        (_("Đơn vị tiếp nhận"), unit_name(case.receiving_unit_id)),
        (_("Đơn vị xử lý"), unit_name(case.unit_id)),
        (_("Người xử lý"), person_name(case.officer_id)),
        (_("Vì sao chuyển đến đây"), case.route_reason),
        (_("Mã hồ sơ"), case.dossier_code or ""),
        (_("Số trên hệ thống quốc gia"), case.national_number or ""),
        (_("Người vào sổ"), person_name(case.entered_by_id)),
        (_("Vào sổ lúc"), moment(case.entered_at) if case.entered_at != case.received_at else ""),
        (_("Lý do vào sổ sau"), case.backdating_reason),
    )
    return _given(facts)


def rating_views(file: CaseFile) -> dict[int, list[Fact]]:
    """How the sender rated each answer, by round; there are none for those who may not see ratings."""
    return {
        rating.round: _given((
            (_("Kết quả"), term_words(Level(rating.result))),
            (_("Thời gian"), term_words(Level(rating.time))),
            (_("Thái độ"), term_words(Level(rating.attitude))),
            (_("Nhận xét"), rating.comment),
        ))
        for rating in file.ratings
    }


def _given(facts: tuple[tuple[str, str], ...]) -> list[Fact]:
    return [{"label": label, "value": value} for label, value in facts if value]


def wait_words(case: Case) -> str:
    """Until when the sender is waited for, said both ways; empty while nobody is."""
    if case.state is not State.WAITING_FOR_SENDER or case.check_after is None:
        return ""
    today, last = local_day(now()), local_day(case.check_after)
    left = settings().reckoning(case.receiving_unit_id, today).calendar.working_days_between(today, last)
    return _("hết %(day)s (còn %(days)s ngày làm việc)", day=weekday(last), days=left)


def message_views(file: CaseFile) -> list[dict[str, Any]]:
    """The messages to the sender, newest first; those to staff are no part of the story."""
    may_resend = may(Permission.CALL_BACK, file)
    to_sender = [message for message in file.messages if message.account_id is None]
    return [message_view(message, may_resend=may_resend) for message in reversed(to_sender)]


def message_view(message: Message, *, may_resend: bool) -> dict[str, Any]:
    """One message: what it was about, by what way, and how far it has come."""
    return {
        "id": message.id,
        "about": about_words(message.template),
        "way": _("tin nhắn") if message.channel.value == "sms" else _("thư điện tử"),
        "recipient": phone_words(message.recipient),
        "status": status_words(message.status.value),
        "tone": {"failed": "late", "bounced": "late", "sent": "fine"}.get(message.status.value, "paused"),
        "at": moment(message.sent_at or message.created_at),
        "trouble": message.last_error,
        "may_resend": may_resend and message.status.value not in UNDER_WAY,
    }


def status_words(status: str) -> str:
    """How far a message has come."""
    words = {
        "queued": _("chờ gửi"),
        "sending": _("đang gửi"),
        "sent": _("đã gửi"),
        "failed": _("gửi không được"),
        "bounced": _("bị trả lại"),
    }
    return words[status]


def about_words(template: str) -> str:
    """What a message to the sender tells."""
    words = {
        "received": _("Đã tiếp nhận"),
        "code_recovered": _("Nhận lại mã tra cứu"),
        "asked": _("Đề nghị bổ sung"),
        "answered": _("Câu trả lời"),
        "reopened": _("Xem xét lại"),
        "reopening_refused": _("Không xem xét lại"),
        "withdrawn": _("Đã rút"),
        "extended": _("Gia hạn trả lời"),
        "refused": _("Không tiếp nhận"),
        "handed_over": _("Chuyển cơ quan khác"),
        "due_moved": _("Thay đổi hạn trả lời"),
        "merged": _("Giải quyết chung"),
        "interim_notice": _("Thông báo quá trình xử lý"),
        "opinion_asked": _("Đề nghị phối hợp"),
        "late_answer_apology": _("Thư xin lỗi"),
        "late_answer_apology_only": _("Thư xin lỗi"),
    }
    return words.get(template, _("Thông báo"))
