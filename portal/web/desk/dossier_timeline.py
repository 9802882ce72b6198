"""The history of a dossier in words: what happened, who did it, and what it says."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from portal.domain.apologies import Timing, Way
from portal.domain.dossiers import DossierEventKind as Kind
from portal.queries.dossiers import DossierEvent
from portal.web.shared.sentences import _
from portal.web.shared.staff_timeline import StaffStep
from portal.web.shared.words import iso, moment, person_name, term_words, unit_name, weekday

Facts = Mapping[str, Any]


def dossier_timeline(events: Iterable[DossierEvent]) -> list[StaffStep]:
    """All that happened, newest first."""
    return [_step(event) for event in reversed(list(events))]


def _step(event: DossierEvent) -> StaffStep:
    tell = BODIES.get(event.kind)
    return StaffStep(
        title=term_words(event.kind),
        at_words=moment(event.at),
        at_iso=iso(event.at),
        by=person_name(event.actor_id) or _("hệ thống"),
        body=tell(event.facts) if tell else "",
        internal=False,
    )


def _day(text: str | None) -> str:
    if not text:
        return ""
    return moment(datetime.fromisoformat(text)) if "T" in text else weekday(date.fromisoformat(text))


def _imported(facts: Facts) -> str:
    if not facts.get("due_on"):
        return ""
    told = _("phần mềm một cửa báo") if facts.get("due_given") else _("tính theo thời hạn của thủ tục")
    return _("Hẹn trả %(day)s, %(told)s", day=_day(facts["due_on"]), told=told)


def _changed(facts: Facts) -> str:
    labels = column_words()
    lines = [
        f"{labels[name]}: {_plain(name, old)} → {_plain(name, new)}"
        for name, (old, new) in ((each, facts[each]) for each in labels if each in facts)
    ]
    # What exactly changed about a person is in the register, not in the history.
    return "\n".join([*lines, *([_("Thông tin người nộp")] if facts.get("applicant") else [])])


def column_words() -> dict[str, str]:
    """What the facts of a dossier are called that the one-stop software can change."""
    return {
        "unit_id": _("Đơn vị giải quyết"),
        "counter": _("Nơi tiếp nhận"),
        "received_at": _("Ngày nhận"),
        "due_on": _("Ngày hẹn trả"),
        "finished_at": _("Có kết quả"),
        "returned_at": _("Đã trả"),
        "updated_at": _("Cập nhật phần mềm"),
        "stopped_on": _("Dừng giải quyết"),
        "stop_reason": _("Lý do dừng"),
        "supplement_requests": _("Số lần yêu cầu bổ sung"),
    }


def _plain(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if name == "unit_id":
        return unit_name(value)
    if name.endswith(("_at", "_on")):
        return _day(str(value))
    return str(value)


def _solved(facts: Facts) -> str:
    words = _("Có kết quả %(day)s", day=_day(facts.get("solved_on")))
    owner = _("Người cập nhật: %(name)s", name=person_name(facts.get("owner_id")))
    return f"{words}\n{facts.get('evidence') or ''}\n{owner}"


def _numbered(facts: Facts) -> str:
    if not facts.get("number"):
        return ""
    return _("Số %(number)s/%(year)s", number=facts["number"], year=facts.get("year"))


def _issued(facts: Facts) -> str:
    parts = [_numbered(facts)]
    parts += [term_words(Way(facts["way"]))] if facts.get("way") else []
    parts += [term_words(Timing(facts["timing"])).lower()] if facts.get("timing") else []
    return " · ".join(part for part in parts if part)


def _moved(facts: Facts) -> str:
    return _("Từ %(old)s sang %(new)s", old=_day(facts.get("from")), new=_day(facts.get("to")))


def _way(facts: Facts) -> str:
    return term_words(Way(facts["way"])) if facts.get("way") else ""


def _said(name: str) -> Callable[[Facts], str]:
    return lambda facts: str(facts.get(name) or "")


BODIES: Mapping[Kind, Callable[[Facts], str]] = {
    Kind.IMPORTED: _imported,
    Kind.CHANGED: _changed,
    Kind.MARKED_SOLVED: _solved,
    Kind.SOLVED_MARK_REMOVED: _said("reason"),
    Kind.LETTER_APPROVED: _numbered,
    Kind.LETTER_SENT_BACK: _said("reason"),
    Kind.LETTER_DISCARDED: _said("reason"),
    Kind.LETTER_ISSUED: _issued,
    Kind.LETTER_DELIVERED: _way,
    Kind.LETTER_NOT_DELIVERED: _way,
    Kind.APPOINTMENT_MOVED: _moved,
    Kind.OTHER_DOCUMENT_RECORDED: _said("document"),
    Kind.DUE_MOVED: _moved,
}
