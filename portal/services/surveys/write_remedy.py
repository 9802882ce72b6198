"""Planning a remedy, marking it done with evidence, and opening it again [001-05, 004-07] (rules §9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from portal.domain.permissions import Permission
from portal.domain.surveys.remedies import UNFINISHED, Progress, RemedyStatus, first_reminder
from portal.domain.text import nfc
from portal.models.remedy import Remedy
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.keep_uploads import kept_uploads
from portal.services.surveys.remedy_rights import possible_owners, require_for

LONGEST_WORDS = 5_000
# What the history keeps: never words, which those who read changes of the configuration need not see.
NOTED = ("status", "due_on", "owner_id")


@dataclass(frozen=True, slots=True)
class RemedyPlan:
    """Why it was rated low, what is done about it, by whom and by when."""

    cause: str
    measure: str
    owner_id: int | None
    due_on: date | None


def plan_remedy(act: Act, remedy: Remedy, plan: RemedyPlan, *, seen: int) -> None:
    """Say cause, measure, who and by when; also to change them while it is not done.

    A day of rest becomes the next working day. Raises NotPermitted, ChangedMeanwhile, RuleBroken.
    """
    require_for(act, Permission.WRITE_REMEDY, remedy)
    check_seen(remedy, seen)
    if remedy.status is RemedyStatus.DONE:
        raise RuleBroken("status", "remedy_done")
    cause, measure = _words(plan.cause, "cause"), _words(plan.measure, "measure")
    owner_id = _owner(act, remedy, plan.owner_id)
    due_on = _due(act, remedy, plan.due_on)
    with _noted(act, remedy, Change.REMEDY_PLANNED):
        remedy.cause, remedy.measure = cause, measure
        remedy.owner_id, remedy.due_on = owner_id, due_on
        remedy.status = RemedyStatus.PLANNED
        remedy.check_after = look_again(act, remedy)


def finish_remedy(act: Act, remedy: Remedy, *, evidence: str, upload_key: str, seen: int) -> None:
    """Mark a planned remedy done, with words that say what was reached and the files kept under an upload key.

    Nothing is changed when it raises: NotPermitted, ChangedMeanwhile, RuleBroken.
    """
    require_for(act, Permission.WRITE_REMEDY, remedy)
    check_seen(remedy, seen)
    if remedy.status is not RemedyStatus.PLANNED:
        raise RuleBroken("status", "remedy_not_planned")
    words = _words(evidence, "evidence", empty="what_reached")
    with _noted(act, remedy, Change.REMEDY_DONE):
        for file in kept_uploads(act, upload_key):
            file.remedy_id, file.upload_key, file.by_sender = remedy.id, None, False
        remedy.evidence, remedy.status, remedy.check_after = words, RemedyStatus.DONE, None
        remedy.done_at, remedy.done_on, remedy.done_by_id = act.now, act.today, act.actor.account_id


def reopen_remedy(act: Act, remedy: Remedy, *, reason: str, seen: int) -> None:
    """Go on with a remedy that was marked done too early; what was published of it is taken back.

    Raises NotPermitted, ChangedMeanwhile, RuleBroken: also when newer low ratings have opened another one.
    """
    require_for(act, Permission.WRITE_REMEDY, remedy)
    check_seen(remedy, seen)
    if remedy.status is not RemedyStatus.DONE:
        raise RuleBroken("status", "remedy_not_done")
    reason = _words(reason, "reason")
    if _goes_on_elsewhere(act, remedy):
        raise RuleBroken("reason", "another_remedy")
    with _noted(act, remedy, Change.REMEDY_REOPENED, reason=reason):
        remedy.status = RemedyStatus.PLANNED
        remedy.done_at = remedy.done_on = remedy.done_by_id = None
        remedy.published_at = remedy.published_by_id = None
        remedy.check_after = look_again(act, remedy)


def look_again(act: Act, remedy: Remedy) -> datetime | None:
    """When somebody is to be reminded of a remedy as it stands."""
    policy = act.settings.unit_policy(remedy.unit_id, act.today)
    progress = Progress(remedy.status, remedy.opened_on, remedy.due_on)
    reckoning = act.settings.reckoning(remedy.unit_id, act.today)
    return first_reminder(progress, plan_after=policy.remedy_plan_after, reckoning=reckoning)


def check_seen(remedy: Remedy, seen: int) -> None:
    """Refuse to act on a page that is out of date. Raises ChangedMeanwhile."""
    if remedy.version != seen:
        raise ChangedMeanwhile("")


def subject_of(remedy: Remedy) -> str:
    """What a remedy is called in the history of changes."""
    return f"#{remedy.id}"


@contextmanager
def _noted(act: Act, remedy: Remedy, change: Change, **more: str) -> Iterator[None]:
    before = facts_of_row(remedy, *NOTED)
    yield
    act.session.flush()
    after = {**facts_of_row(remedy, *NOTED), **more}
    note_change(act, change, subject_of(remedy), before=before, after=after, unit_id=remedy.unit_id)


def _words(typed: str, field: str, *, empty: str = "missing") -> str:
    text = nfc(typed).strip()
    if not text:
        raise RuleBroken(field, empty)
    if len(text) > LONGEST_WORDS:
        raise RuleBroken(field, "too_long")
    return text


def _owner(act: Act, remedy: Remedy, owner_id: int | None) -> int:
    if owner_id is None:
        raise RuleBroken("owner_id", "missing")
    if owner_id not in {person.id for person in possible_owners(act, remedy)}:
        raise RuleBroken("owner_id", "not_in_unit")
    return owner_id


def _due(act: Act, remedy: Remedy, due_on: date | None) -> date:
    if due_on is None:
        raise RuleBroken("due_on", "missing")
    if due_on == remedy.due_on:
        return due_on  # over or not, it stays what was promised
    if due_on < act.today:
        raise RuleBroken("due_on", "past")
    if due_on.year > act.today.year + 2:
        raise RuleBroken("due_on", "too_far")
    return act.settings.reckoning(remedy.unit_id, act.today).calendar.next_working(due_on)


def _goes_on_elsewhere(act: Act, remedy: Remedy) -> bool:
    wanted = select(func.count()).where(
        Remedy.unit_id == remedy.unit_id,
        Remedy.source == remedy.source,
        Remedy.questionnaire_id == remedy.questionnaire_id,
        Remedy.item == remedy.item,
        Remedy.status.in_(UNFINISHED),
        Remedy.id != remedy.id,
    )
    return bool(act.session.scalar(wanted))
