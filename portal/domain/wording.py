"""Deadlines and their explanations in words, in Vietnamese and English."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

from portal.domain.clock import TimeUnit
from portal.domain.explanation import DayLine, DayReason, Explanation
from portal.domain.time import end_of

Language = Literal["vi", "en"]

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

UNITS: dict[Language, dict[TimeUnit, str]] = {
    "vi": {
        TimeUnit.WORKING_DAYS: "ngày làm việc",
        TimeUnit.DAYS: "ngày",
        TimeUnit.WORKING_HOURS: "giờ làm việc",
        TimeUnit.HOURS: "giờ",
    },
    "en": {
        TimeUnit.WORKING_DAYS: "working days",
        TimeUnit.DAYS: "days",
        TimeUnit.WORKING_HOURS: "working hours",
        TimeUnit.HOURS: "hours",
    },
}

REASONS: dict[Language, dict[DayReason, str]] = {
    "vi": {
        DayReason.RECEIVED: "ngày tiếp nhận (ngày 0), chưa tính",
        DayReason.RECEIVED_AFTER_HOURS: (
            "tiếp nhận ngoài giờ làm việc, được coi là tiếp nhận vào ngày làm việc tiếp theo"
        ),
        DayReason.DEEMED_RECEIVED: "được coi là ngày tiếp nhận (ngày 0), chưa tính",
        DayReason.WORKING: "ngày làm việc thứ {number}",
        DayReason.WORKED_IN_EXCHANGE: "ngày làm việc thứ {number} – {name} ({source})",
        DayReason.CALENDAR_DAY: "ngày thứ {number}",
        DayReason.WEEKEND: "nghỉ hằng tuần, không tính",
        DayReason.DAY_OFF: "ngày nghỉ: {name}, không tính ({source})",
        DayReason.PAUSED: "tạm dừng chờ người gửi bổ sung, không tính",
        DayReason.ROLLED: "thời hạn rơi vào ngày nghỉ nên kết thúc vào ngày làm việc tiếp theo",
        DayReason.OFFICE_TIME: "tính {hours} giờ làm việc",
        DayReason.PLAIN_TIME: "tính {hours} giờ",
        DayReason.OPENED_LATER: "ngày làm việc, thuộc thời gian được gia hạn hoặc theo thông báo phối hợp",
    },
    "en": {
        DayReason.RECEIVED: "day of receipt (day 0), not counted",
        DayReason.RECEIVED_AFTER_HOURS: (
            "received outside office hours, deemed received on the next working day"
        ),
        DayReason.DEEMED_RECEIVED: "deemed day of receipt (day 0), not counted",
        DayReason.WORKING: "working day {number}",
        DayReason.WORKED_IN_EXCHANGE: "working day {number} – {name} ({source})",
        DayReason.CALENDAR_DAY: "day {number}",
        DayReason.WEEKEND: "weekly rest, not counted",
        DayReason.DAY_OFF: "day off: {name}, not counted ({source})",
        DayReason.PAUSED: "paused, waiting for the sender, not counted",
        DayReason.ROLLED: "the term ends on a day of rest, so it runs to the next working day",
        DayReason.OFFICE_TIME: "{hours} h of working time counted",
        DayReason.PLAIN_TIME: "{hours} h counted",
        DayReason.OPENED_LATER: "working day in the time opened by the extension or the interim notice",
    },
}

PROVISIONAL: dict[Language, str] = {
    "vi": " (lịch tạm tính, chưa có thông báo chính thức)",
    "en": " (provisional calendar, no official notice yet)",
}

BEYOND: dict[Language, str] = {
    "vi": " – thời gian được gia hạn hoặc theo thông báo phối hợp",
    "en": " – time opened by the extension or the interim notice",
}


def day_words(day: date, language: Language = "vi") -> str:
    """A day with its weekday, such as "thứ Năm 26/11/2026"."""
    return f"{WEEKDAYS[language][day.weekday()]} {day:%d/%m/%Y}"


def term_words(amount: int, unit: TimeUnit, language: Language = "vi") -> str:
    """A term, such as "3 ngày làm việc"."""
    words = UNITS[language][unit]
    return f"{amount} {words.removesuffix('s') if language == 'en' and amount == 1 else words}"


def line_reason(line: DayLine, language: Language = "vi") -> str:
    """Why one day counts or does not."""
    text = REASONS[language][line.reason].format(
        number=line.number, name=line.name, source=line.source, hours=_hours(line.minutes, language)
    )
    # On a rest day worked in exchange a term in hours names the notice too: why a Saturday counts.
    text += f" – {line.name} ({line.source})" if line.reason is DayReason.OFFICE_TIME and line.name else ""
    text += BEYOND[language] if line.beyond_first and line.number else ""
    return text + (PROVISIONAL[language] if line.provisional else "")


def line_words(line: DayLine, language: Language = "vi") -> str:
    """One whole line of the explanation."""
    return f"{day_words(line.on, language)}: {line_reason(line, language)}"


def explanation_words(explanation: Explanation, language: Language = "vi") -> list[str]:
    """The explanation as lines of text, a day each, closed by the due date."""
    lines = [line_words(line, language) for line in explanation.lines]
    return [*lines, CLOSING[language](explanation)]


def _hours(minutes: int, language: Language) -> str:
    text = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "vi" else text


def _closing_vi(explanation: Explanation) -> str:
    due = explanation.deadline
    if due.due_at == end_of(due.due_on):
        return f"Hạn: hết {day_words(due.due_on, 'vi')} (24 giờ 00)"
    return f"Hạn: {due.due_at:%H:%M} {day_words(due.due_on, 'vi')}"


def _closing_en(explanation: Explanation) -> str:
    due = explanation.deadline
    if due.due_at == end_of(due.due_on):
        return f"Due: end of {day_words(due.due_on, 'en')} (24:00)"
    return f"Due: {due.due_at:%H:%M} {day_words(due.due_on, 'en')}"


CLOSING: dict[Language, Callable[[Explanation], str]] = {"vi": _closing_vi, "en": _closing_en}


def sign_of(difference: Decimal) -> str:
    """The sign of a difference that is told without one: a real minus, and nothing for no difference at all."""
    return "+" if difference > 0 else "−" if difference < 0 else ""
