"""The history of a case as its sender reads it: plain words, no names of staff, no internal reasons."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.web.shared.sentences import _
from portal.web.shared.words import iso, moment, unit_name, weekday

Facts = Mapping[str, Any]


class Happened(Protocol):
    """One event of a history."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def at(self) -> datetime: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def facts(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline."""

    title: str
    at_words: str
    at_iso: str
    body: str = ""


def sender_timeline(events: Iterable[Happened]) -> list[Step]:
    """What happened, newest first, of all that concerns the sender."""
    shown = [event for event in events if event.kind in SHOWN_TO_SENDER]
    return [_step(event) for event in reversed(shown)]


def _step(event: Happened) -> Step:
    title, body = WORDS[event.kind](event.facts)
    return Step(title, moment(event.at), iso(event.at), body)


def _said(title: Callable[[], str], fact: str = "") -> Callable[[Facts], tuple[str, str]]:
    """A title of its own, and under it what was said."""
    return lambda facts: (title(), str(facts.get(fact) or "") if fact else "")


def _received(facts: Facts) -> tuple[str, str]:
    return _("Đã tiếp nhận phản ánh, kiến nghị của Ông/Bà"), ""


def _routed(facts: Facts) -> tuple[str, str]:
    return _("Chuyển đến %(unit)s để xử lý", unit=unit_name(facts["unit_id"])), ""


def _rerouted(facts: Facts) -> tuple[str, str]:
    return _("Chuyển sang %(unit)s để xử lý; hạn trả lời giữ nguyên", unit=unit_name(facts["unit_id"])), ""


def _extended(facts: Facts) -> tuple[str, str]:
    until = weekday(date.fromisoformat(facts["until"]))
    return _("Gia hạn trả lời đến hết %(day)s", day=until), str(facts.get("reason", ""))


def _due_moved(facts: Facts) -> tuple[str, str]:
    old, new = (weekday(date.fromisoformat(facts[name])) for name in ("from", "to"))
    title = _("Hạn trả lời chuyển từ hết %(old)s sang hết %(new)s", old=old, new=new)
    return title, str(facts.get("notice") or "")


def _succeeded(facts: Facts) -> tuple[str, str]:
    names = {"old": unit_name(facts.get("from_unit_id")), "new": unit_name(facts.get("to_unit_id"))}
    return _("%(new)s tiếp tục xử lý thay %(old)s; hạn trả lời giữ nguyên", **names), str(
        facts.get("basis") or ""
    )


def _resolved(facts: Facts) -> tuple[str, str]:
    on = weekday(date.fromisoformat(facts["resolved_on"]))
    return _("Đã giải quyết xong %(day)s", day=on), str(facts.get("text") or "")


def _handed_over(facts: Facts) -> tuple[str, str]:
    title = _("Chuyển đến %(agency)s giải quyết theo thẩm quyền", agency=facts["agency"])
    return title, str(facts.get("reason") or "")


def notice_words(facts: Facts) -> str:
    """Who co-ordinates, when the answer is expected, and what else was said."""
    whom = [unit_name(each) for each in facts.get("unit_ids", ())] + list(facts.get("outside", ()))
    words = _("Phối hợp: %(units)s", units=", ".join(whom)) if whom else ""
    expected = ""
    if facts.get("expected_on"):
        day = weekday(date.fromisoformat(facts["expected_on"]))
        expected = _("Dự kiến trả lời: %(day)s", day=day)
    return "\n".join(filter(None, (words, expected, str(facts.get("text") or ""))))


def _notified(facts: Facts) -> tuple[str, str]:
    return _("Thông báo quá trình xử lý"), notice_words(facts)


def added_words(facts: Facts) -> str:
    """What the sender added unasked, and how many files came with it."""
    n = int(facts.get("files") or 0)
    return "\n".join(filter(None, (str(facts.get("text") or ""), _("Kèm %(n)s tệp", n=n) if n else "")))


def _added(facts: Facts) -> tuple[str, str]:
    return _("Ông/Bà bổ sung thêm"), added_words(facts)


def _apologised(facts: Facts) -> tuple[str, str]:
    """That the office apologised for a late answer, and for which day it promised the answer."""
    if not facts.get("until"):
        return _("Cơ quan gửi thư xin lỗi Ông/Bà vì đã trả lời chậm"), str(facts.get("reason") or "")
    until = weekday(date.fromisoformat(facts["until"]))
    title = _("Cơ quan gửi thư xin lỗi Ông/Bà vì chậm trả lời, hứa trả lời chậm nhất %(day)s", day=until)
    return title, str(facts.get("reason") or "")


WORDS: dict[EventKind, Callable[[Facts], tuple[str, str]]] = {
    EventKind.RECEIVED: _received,
    EventKind.ROUTED: _routed,
    EventKind.REROUTED: _rerouted,
    EventKind.ACCEPTED: _said(lambda: _("Đơn vị đã nhận và bắt đầu xử lý")),
    EventKind.ASKED: _said(lambda: _("Cơ quan đề nghị Ông/Bà bổ sung thông tin"), "text"),
    EventKind.REPLIED: _said(lambda: _("Ông/Bà đã bổ sung thông tin"), "text"),
    EventKind.WAIT_EXPIRED: _said(lambda: _("Hết thời gian chờ bổ sung, việc xử lý tiếp tục")),
    EventKind.EXTENDED: _extended,
    EventKind.INTERIM_NOTICE_SENT: _notified,
    EventKind.ANSWERED: _said(lambda: _("Đã trả lời Ông/Bà")),
    EventKind.CLOSED: _said(lambda: _("Hồ sơ kết thúc")),
    EventKind.REOPENING_REQUESTED: _said(lambda: _("Ông/Bà đề nghị xem xét lại"), "reason"),
    EventKind.REOPENED: _said(lambda: _("Phản ánh được xem xét lại, thời hạn trả lời tính từ đầu")),
    EventKind.REOPENING_REFUSED: _said(lambda: _("Đề nghị xem xét lại không được chấp nhận"), "reason"),
    EventKind.REFUSED: _said(lambda: _("Phản ánh không được tiếp nhận"), "text"),
    EventKind.HANDED_OVER: _handed_over,
    EventKind.WITHDRAWN: _said(lambda: _("Phản ánh đã được rút theo yêu cầu của Ông/Bà"), "reason"),
    EventKind.MERGED: _said(lambda: _("Gộp với một phản ánh khác về cùng việc này")),
    EventKind.PUBLISHED: _said(lambda: _("Câu trả lời được công khai trên cổng")),
    EventKind.RESOLVED: _resolved,
    EventKind.RESOLUTION_WITHDRAWN: _said(lambda: _("Rút ghi nhận đã giải quyết"), "reason"),
    EventKind.CALL_ATTACHED: _said(lambda: _("Ông/Bà gọi điện bổ sung"), "text"),
    EventKind.ADDED: _added,
    EventKind.RECORD_CORRECTED: _said(lambda: _("Cơ quan đính chính nội dung đã ghi lời Ông/Bà")),
    EventKind.DUE_MOVED: _due_moved,
    EventKind.UNIT_SUCCEEDED: _succeeded,
    EventKind.APOLOGISED: _apologised,
}
