"""Recording that a matter is settled, with evidence, and taking that back (rules §2: answered is not resolved)."""

from datetime import date

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.models.case import Case
from portal.models.resolution import Resolution
from portal.queries.resolutions import standing_resolution
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.keep_uploads import kept_uploads
from portal.services.transition import record, require

LONGEST_REMARK = 10_000


def record_resolution(
    act: Act, case: Case, *, resolved_on: date | None, remark: str, upload_key: str
) -> Resolution:
    """Put on record when and how a matter was settled; its evidence are the files kept under an upload key.

    The answer and its verdict stay what they are. Nothing is changed when it raises: RuleBroken for a day
    before receipt or after today, without words or without evidence, and where one stands already;
    NotPermitted, IllegalStep.
    """
    require(act.actor, Permission.RECORD_RESOLUTION, case)
    text = nfc(remark).strip()
    day, evidence = _checked_day(act, case, resolved_on), kept_uploads(act, upload_key)
    if not text:
        raise RuleBroken("remark", "how_resolved")
    if len(text) > LONGEST_REMARK:
        raise RuleBroken("remark", "too_long")
    if not evidence:
        raise RuleBroken("files", "no_evidence")
    record(act, case, EventKind.RESOLVED, resolved_on=day.isoformat(), text=text)
    row = Resolution(
        case_id=case.id,
        resolved_on=day,
        remark=text,
        unit_id=case.unit_id,
        made_by_id=act.actor.account_id,
        made_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    for file in evidence:
        file.case_id, file.resolution_id = case.id, row.id
        file.upload_key, file.by_sender = None, False
    case.resolved_on = day
    act.session.flush()
    return row


def _checked_day(act: Act, case: Case, day: date | None) -> date:
    if case.resolved_on is not None:
        raise RuleBroken("resolved_on", "resolved_before")
    if day is None:
        raise RuleBroken("resolved_on", "missing")
    if day < local_day(case.received_at):
        raise RuleBroken("resolved_on", "before_receipt")
    if day > act.today:
        raise RuleBroken("resolved_on", "future")
    return day


def withdraw_resolution(act: Act, case: Case, *, reason: str) -> None:
    """Take back that a matter is settled; what was said and shown stays on record, for staff alone.

    Raises RuleBroken without a reason or without a resolution; NotPermitted, IllegalStep.
    """
    require(act.actor, Permission.RECORD_RESOLUTION, case)
    row = standing_resolution(act.session, case)
    if row is None:
        raise RuleBroken("reason", "not_resolved")
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    text = nfc(reason).strip()
    record(act, case, EventKind.RESOLUTION_WITHDRAWN, reason=text)
    row.withdrawn_by_id, row.withdrawn_at, row.withdraw_reason = act.actor.account_id, act.now, text
    case.resolved_on = None
    act.session.flush()
