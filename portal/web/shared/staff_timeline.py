"""The history of a case as staff read it: everything that happened, who did it, and the facts in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from portal.domain.apologies import Way
from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.domain.kinds import Channel, Kind
from portal.domain.permissions import By
from portal.domain.refusal import RefusalReason
from portal.domain.reminders import Reminder
from portal.domain.states import Outcome
from portal.domain.verdict import Verdict
from portal.web.shared.sentences import _
from portal.web.shared.timeline import added_words, notice_words
from portal.web.shared.words import category_name, iso, moment, person_name, term_words, unit_name, weekday

Facts = Mapping[str, Any]


class Happened(Protocol):
    """One event of a history."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def at(self) -> datetime: ...
    @property
    def actor_id(self) -> int | None: ...
    @property
    def by(self) -> str: ...
    @property
    def facts(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class StaffStep:
    """One line of the timeline; internal ones are never shown to the sender."""

    title: str
    at_words: str
    at_iso: str
    by: str
    body: str
    internal: bool


def staff_timeline(events: Iterable[Happened]) -> list[StaffStep]:
    """All that happened, newest first."""
    return [staff_step(event) for event in reversed(list(events))]


def staff_step(event: Happened) -> StaffStep:
    """One event in words."""
    tell = BODIES.get(event.kind)
    return StaffStep(
        title=term_words(event.kind),
        at_words=moment(event.at),
        at_iso=iso(event.at),
        by=who(event),
        body=tell(event.facts) if tell else "",
        internal=event.kind not in SHOWN_TO_SENDER,
    )


def who(event: Happened) -> str:
    """Who did it: a member of staff by name, the sender, or the system."""
    if event.by == By.SENDER:
        return _("người gửi")
    if event.by == By.SYSTEM or event.actor_id is None:
        return _("hệ thống")
    return person_name(event.actor_id)


def _day(text: str | None) -> str:
    """A day, or the day in Việt Nam of a moment, as facts keep them."""
    if not text:
        return ""
    return weekday(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))


def _lines(*parts: object) -> str:
    """What there is to say, a line each."""
    return "\n".join(str(part) for part in parts if part)


def _said(name: str) -> Callable[[Facts], str]:
    return lambda facts: str(facts.get(name) or "")


def _received(facts: Facts) -> str:
    channel = facts.get("channel")
    return _("Kênh: %(channel)s", channel=term_words(Channel(channel))) if channel else ""


def _routed(facts: Facts) -> str:
    unit = _("Đến %(unit)s", unit=unit_name(facts["unit_id"]))
    return f"{unit}\n{facts.get('reason') or ''}".strip()


def _taken(facts: Facts) -> str:
    words = _("Người xử lý: %(name)s", name=person_name(facts.get("officer_id")))
    before = person_name(facts.get("from_officer_id"))
    return _lines(words, _("Trước đó: %(name)s", name=before) if before else "")


def _returned(facts: Facts) -> str:
    return _lines(_("Từ %(unit)s", unit=unit_name(facts.get("from_unit_id"))), facts.get("reason"))


def _reclassified(facts: Facts) -> str:
    kind = term_words(Kind(facts["kind"])) if facts.get("kind") else ""
    about = ", ".join(part for part in (kind, category_name(facts.get("category_id"))) if part)
    return f"{about}\n{facts.get('reason') or ''}".strip()


def _asked(facts: Facts) -> str:
    text = str(facts.get("text") or "")
    if not facts.get("ends_at"):
        return text
    until, latest = _day(facts["ends_at"]), _day(facts.get("due_latest"))
    return _lines(text, _("Chờ đến hết %(day)s; hạn muộn nhất %(due)s", day=until, due=latest))


def _replied(facts: Facts) -> str:
    return _lines(facts.get("text"), _("Hạn trả lời: %(day)s", day=_day(facts.get("due"))))


def _wait_expired(facts: Facts) -> str:
    return _("Hạn trả lời: %(day)s", day=_day(facts.get("due")))


def _extended(facts: Facts) -> str:
    return _lines(_("Đến hết %(day)s", day=_day(facts.get("until"))), facts.get("reason"))


def _answered(facts: Facts) -> str:
    words = [term_words(Outcome(facts["outcome"]))]
    if facts.get("verdict"):
        words.append(term_words(Verdict(facts["verdict"])))
    if facts.get("late_by"):
        words.append(_("trễ %(days)s ngày làm việc", days=facts["late_by"]))
    return " · ".join(words)


def _submitted(facts: Facts) -> str:
    return _("Bản soạn thứ %(n)s", n=facts["version"]) if facts.get("version") else ""


def _published(facts: Facts) -> str:
    return _("Bản công khai thứ %(n)s", n=facts.get("version", 1))


def _diverted(facts: Facts) -> str:
    return f"{term_words(Kind(facts['procedure']))}\n{facts.get('to') or ''}".strip()


def _called_back(facts: Facts) -> str:
    reached = _("Đã gặp") if facts.get("reached") else _("Chưa gặp")
    words = _("Lần %(n)s: %(result)s", n=facts.get("attempt", 1), result=reached)
    return f"{words}\n{facts.get('remark') or ''}".strip()


def _due_moved(facts: Facts) -> str:
    words = _("Từ %(old)s sang %(new)s", old=_day(facts.get("from")), new=_day(facts.get("to")))
    return f"{words}\n{facts.get('notice') or ''}".strip()


def _reminded(facts: Facts) -> str:
    return term_words(Reminder(facts["reminder"])) if facts.get("reminder") else ""


def _refused(facts: Facts) -> str:
    reason = term_words(RefusalReason(facts["reason_code"])) if facts.get("reason_code") else ""
    return ". ".join(filter(None, (reason, str(facts.get("text") or ""))))


def _handed_over(facts: Facts) -> str:
    return ": ".join(str(facts[name]) for name in ("agency", "reason") if facts.get(name))


def _whom(facts: Facts) -> str:
    return unit_name(facts["unit_id"]) if facts.get("unit_id") else str(facts.get("outside") or "")


def _opinion_asked(facts: Facts) -> str:
    until = _("%(whom)s, trước hết %(day)s", whom=_whom(facts), day=_day(facts.get("due")))
    return f"{until}\n{facts.get('text') or ''}".strip()


def _opinion_given(facts: Facts) -> str:
    return f"{_whom(facts)}\n{facts.get('text') or facts.get('reason') or ''}".strip()


def _related(facts: Facts) -> str:
    """The other case, where it went, and why."""
    unit = unit_name(facts["unit_id"]) if facts.get("unit_id") else ""
    said = (str(facts.get("reference") or ""), unit, str(facts.get("reason") or ""))
    return " · ".join(filter(None, said))


def _undone(facts: Facts) -> str:
    officer = person_name(facts.get("officer_id"))
    return _("Trước khi hoàn tác: %(where)s", where=officer or unit_name(facts.get("unit_id")))


def _notified(facts: Facts) -> str:
    return notice_words(facts)


def _corrected(facts: Facts) -> str:
    return _lines(_("Bản ghi thứ %(n)s", n=facts["version"]), facts.get("reason"))


def _succeeded(facts: Facts) -> str:
    names = {"old": unit_name(facts.get("from_unit_id")), "new": unit_name(facts.get("to_unit_id"))}
    return _lines(_("Từ %(old)s sang %(new)s", **names), facts.get("basis"))


def _resolved(facts: Facts) -> str:
    words = _("Giải quyết xong %(day)s", day=_day(facts.get("resolved_on")))
    return f"{words}\n{facts.get('text') or ''}".strip()


def _rated(facts: Facts) -> str:
    """That there was a rating; its levels are for those who may see ratings, and stand elsewhere."""
    return _("Lần trả lời thứ %(n)s", n=facts["round"]) if facts.get("round", 1) > 1 else ""


def _apology_numbered(facts: Facts) -> str:
    if not facts.get("number"):
        return ""
    return _("Thư số %(number)s/%(year)s", number=facts["number"], year=facts.get("year"))


def _apologised(facts: Facts) -> str:
    way = term_words(Way(facts["way"])) if facts.get("way") else ""
    until = _("Hứa trả lời chậm nhất %(day)s", day=_day(facts["until"])) if facts.get("until") else ""
    return _lines(way, until, facts.get("reason"))


def _apology_delivered(facts: Facts) -> str:
    return term_words(Way(facts["way"])) if facts.get("way") else ""


BODIES: Mapping[EventKind, Callable[[Facts], str]] = {
    EventKind.RECEIVED: _received,
    EventKind.ROUTED: _routed,
    EventKind.REROUTED: _routed,
    EventKind.ACCEPTED: _taken,
    EventKind.ASSIGNED: _taken,
    EventKind.RETURNED: _returned,
    EventKind.STEP_UNDONE: _undone,
    EventKind.GIVEN_BACK: _taken,
    EventKind.RECLASSIFIED: _reclassified,
    EventKind.ASKED: _asked,
    EventKind.REPLIED: _replied,
    EventKind.WAIT_EXPIRED: _wait_expired,
    EventKind.EXTENDED: _extended,
    EventKind.OPINION_ASKED: _opinion_asked,
    EventKind.OPINION_GIVEN: _opinion_given,
    EventKind.OPINION_CANCELLED: _opinion_given,
    EventKind.SPLIT: _related,
    EventKind.CHILD_ANSWERED: _related,
    EventKind.CASE_JOINED: _related,
    EventKind.CASE_LEFT: _related,
    EventKind.MERGED: _related,
    EventKind.UNMERGED: _related,
    EventKind.INTERIM_NOTICE_SENT: _notified,
    EventKind.ANSWERED: _answered,
    EventKind.REOPENING_REQUESTED: _said("reason"),
    EventKind.REOPENED: _said("reason"),
    EventKind.REOPENING_REFUSED: _said("reason"),
    EventKind.REFUSAL_PROPOSED: _refused,
    EventKind.REFUSAL_DECLINED: _said("text"),
    EventKind.REFUSED: _refused,
    EventKind.HANDED_OVER: _handed_over,
    EventKind.WITHDRAWN: _said("reason"),
    EventKind.DIVERTED: _diverted,
    EventKind.CALL_ATTACHED: _said("text"),
    EventKind.ADDED: added_words,
    EventKind.RECORD_CORRECTED: _corrected,
    EventKind.ANSWER_SUBMITTED: _submitted,
    EventKind.ANSWER_APPROVED: _submitted,
    EventKind.ANSWER_SENT_BACK: _said("remark"),
    EventKind.PUBLISHED: _published,
    EventKind.PUBLICATION_DECLINED: _said("reason"),
    EventKind.PUBLICATION_WITHDRAWN: _said("reason"),
    EventKind.RATED: _rated,
    EventKind.RESOLVED: _resolved,
    EventKind.RESOLUTION_WITHDRAWN: _said("reason"),
    EventKind.CHASED: _said("text"),
    EventKind.NOTED: _said("text"),
    EventKind.DUE_MOVED: _due_moved,
    EventKind.WARNED: _reminded,
    EventKind.OVERDUE_NOTICED: _reminded,
    EventKind.ESCALATED: _reminded,
    EventKind.UNIT_SUCCEEDED: _succeeded,
    EventKind.CALLED_BACK: _called_back,
    EventKind.DELIVERY_FAILED: _said("template"),
    EventKind.APOLOGY_SENT_BACK: _said("reason"),
    EventKind.APOLOGY_APPROVED: _apology_numbered,
    EventKind.APOLOGY_DISCARDED: _said("reason"),
    EventKind.APOLOGISED: _apologised,
    EventKind.APOLOGY_DELIVERED: _apology_delivered,
}
