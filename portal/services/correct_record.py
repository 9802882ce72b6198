"""Correcting what staff wrote down of a call or a talk: a new version, the old ones kept (rules §1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from portal.domain.events import EventKind
from portal.domain.kinds import WRITTEN_DOWN
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.domain.workflow import NOTES, IllegalStep
from portal.models.case import Case, CaseWords
from portal.models.record_version import RecordVersion
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.open_case import LONGEST_BODY, LONGEST_SUBJECT, heading_of, words_of
from portal.services.transition import record, require, units_concerned

LONGEST_PLACE = 300


@dataclass(frozen=True, slots=True)
class Record:
    """What was written down: a subject of its own or none, the words, and where it happened."""

    subject: str
    body: str
    place: str


def is_written_record(case: Case) -> bool:
    """Whether staff wrote the words down; what a sender typed is never edited."""
    return case.entered_by_id is not None and case.channel in WRITTEN_DOWN and case.parent_id is None


def may_correct(actor: Actor, case: Case) -> bool:
    """Whether the actor may correct the record of this case as it stands."""
    units = units_concerned(Permission.CORRECT_RECORD, case)
    open_now = case.state in NOTES[EventKind.RECORD_CORRECTED]
    return open_now and is_written_record(case) and actor.may(Permission.CORRECT_RECORD, *units)


def correct_record(act: Act, case: Case, corrected: Record, *, reason: str) -> None:
    """Let the case say something else from now on, with the reason; what it said stays beside it.

    Raises RuleBroken, IllegalStep once the case is no longer open, NotPermitted.
    """
    require(act.actor, Permission.CORRECT_RECORD, case)
    if case.state not in NOTES[EventKind.RECORD_CORRECTED]:
        raise IllegalStep(EventKind.RECORD_CORRECTED, case.state)
    told = _tidied(case, corrected)
    _check(case, told, reason)
    version = _last_version(act, case)
    if version == 0:
        version = 1
        _keep(act, case, version, by=case.entered_by_id, at=case.entered_at)
    case.subject, case.body, case.place = told.subject, told.body, told.place
    _keep(act, case, version + 1, by=act.actor.account_id, at=act.now, reason=nfc(reason).strip())
    record(act, case, EventKind.RECORD_CORRECTED, version=version + 1, reason=nfc(reason).strip())
    _renew_words(act, case)


def _tidied(case: Case, corrected: Record) -> Record:
    """The record as it is kept; a subject that was taken from the words follows them."""
    body = nfc(corrected.body).strip()
    given = " ".join(nfc(corrected.subject).split())
    if given == case.subject == heading_of("", case.body):
        given = ""
    return Record(given or heading_of("", body), body, nfc(corrected.place).strip())


def _check(case: Case, told: Record, reason: str) -> None:
    if not is_written_record(case):
        raise RuleBroken("words", "typed_by_sender")
    if not told.body:
        raise RuleBroken("words", "missing")
    for name, text, longest in (
        ("words", told.body, LONGEST_BODY),
        ("subject", told.subject, LONGEST_SUBJECT),
        ("place", told.place, LONGEST_PLACE),
    ):
        if len(text) > longest:
            raise RuleBroken(name, "too_long")
    if told == Record(case.subject, case.body, case.place):
        raise RuleBroken("words", "unchanged")
    if not reason.strip():
        raise RuleBroken("reason", "missing")


def _last_version(act: Act, case: Case) -> int:
    newest = select(func.max(RecordVersion.version)).where(RecordVersion.case_id == case.id)
    return act.session.scalar(newest) or 0


def _keep(act: Act, case: Case, version: int, *, by: int | None, at: datetime, reason: str = "") -> None:
    act.session.add(
        RecordVersion(
            case_id=case.id,
            version=version,
            subject=case.subject,
            body=case.body,
            place=case.place,
            made_by_id=by,
            made_at=at,
            reason=reason,
        )
    )


def _renew_words(act: Act, case: Case) -> None:
    """The search of staff finds it by what it says now."""
    words = act.session.get(CaseWords, case.id)
    if words is not None:
        words.words = words_of(case)
    act.session.flush()
