"""What was done with a remedy, as a timeline."""

from collections.abc import Iterable
from datetime import date

from portal.queries.surveys.remedies import AuditEntry
from portal.services.configure import Change
from portal.web.shared.sentences import _
from portal.web.shared.words import day, iso, moment, person_name


def told(entries: Iterable[AuditEntry]) -> list[dict[str, str]]:
    """Each step with who did it, and what the step itself says."""
    return [
        {
            "title": title_of(entry.action),
            "at_words": moment(entry.at),
            "at_iso": iso(entry.at),
            "by": person_name(entry.account_id),
            "body": _body(entry),
        }
        for entry in entries
    ]


def title_of(action: str) -> str:
    """What a step is called."""
    return {
        Change.REMEDY_PLANNED: _("Ghi nguyên nhân, biện pháp"),
        Change.REMEDY_DONE: _("Khắc phục xong"),
        Change.REMEDY_REOPENED: _("Mở lại để khắc phục tiếp"),
        Change.REMEDY_PUBLISHED: _("Công khai"),
        Change.REMEDY_TAKEN_BACK: _("Gỡ khỏi trang công khai"),
    }.get(Change(action), action)


def _body(entry: AuditEntry) -> str:
    after = entry.after or {}
    lines = []
    if after.get("owner_id"):
        lines.append(_("Người chịu trách nhiệm: %(name)s", name=person_name(after["owner_id"])))
    if after.get("due_on"):
        lines.append(_("Hoàn thành trước hết ngày %(day)s", day=_day(after["due_on"])))
    lines += [after[name] for name in ("reason", "dismissal") if after.get(name)]
    return "\n".join(lines)


def _day(written: str) -> str:
    return day(date.fromisoformat(written))
