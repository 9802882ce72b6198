"""Drafting a letter of apology: everything filled in but the reason, with a new date proposed (rules §8).

What is done to a draft is the same for dossiers and cases; about a case it is begun in `draft_case_letter`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import select

from portal.domain.apologies import (
    UNFINISHED,
    DelayReason,
    LetterFacts,
    LetterStatus,
    date_problems,
    proposed_appointment,
)
from portal.domain.dossiers import DossierEventKind, Standing
from portal.domain.letter_form import LetterForm, Paper, form_in_force
from portal.domain.permissions import Permission
from portal.domain.states import Level
from portal.domain.text import nfc
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.queries.letter_matter import Matter
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.case_letter import answered_since, check_still_true
from portal.services.dossier_history import record_dossier, require_dossier
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.letter_matter import note_letter, require_letter

LONGEST_REASON = 1_000


class Ended(Protocol):
    """What tells whether a dossier with a result is still owed a letter."""

    @property
    def is_open(self) -> bool: ...
    @property
    def apologised_at(self) -> datetime | None: ...
    @property
    def kept_anew(self) -> bool | None: ...


def has_enough_letters(dossier: Ended) -> bool:
    """Whether a dossier with a result has its letter: one more is owed only where the new date was broken too."""
    return not dossier.is_open and dossier.apologised_at is not None and dossier.kept_anew is not False


def agency_of(settings: Settings, unit_id: int, on: date) -> int:
    """The agency that apologises for a unit: a division has neither number series nor seal of its own."""
    chain = settings.unit_chain(unit_id, on)
    return next((each for each in chain if settings.units[each].level is not Level.DIVISION), unit_id)


def unfinished_letter(act: Act, dossier: Dossier) -> Letter | None:
    """The letter of a dossier that is still being written, approved or issued."""
    wanted = select(Letter).where(Letter.dossier_id == dossier.id, Letter.status.in_(sorted(UNFINISHED)))
    return act.session.scalar(wanted)


def draft_letter(act: Act, dossier: Dossier) -> Letter:
    """A new draft, or the one that is already there: a second click makes no second letter.

    Raises NotPermitted, and RuleBroken when no letter is owed or no further one may be written.
    """
    require_dossier(act, Permission.WRITE_LETTER, dossier.unit_id)
    found = unfinished_letter(act, dossier)
    if found is not None:
        return found
    _check_owed(act, dossier)
    letter = new_letter(act, dossier)
    act.session.add(letter)
    act.session.flush()
    record_dossier(act, dossier, DossierEventKind.LETTER_DRAFTED, letter_id=letter.id)
    return letter


def _check_owed(act: Act, dossier: Dossier) -> None:
    if dossier.stopped_on is not None:
        raise RuleBroken("dossier", "stopped")
    if dossier.outcome in (Standing.EARLY, Standing.ON_TIME):
        raise RuleBroken("dossier", "not_late")
    if dossier.is_open and dossier.solved_on is not None:
        raise RuleBroken("dossier", "solved")
    if has_enough_letters(dossier):
        raise RuleBroken("dossier", "apologised")
    most = act.settings.unit_policy(dossier.unit_id, act.today).most_reappointments
    if dossier.is_open and dossier.reappointments >= most:
        # The head has to decide by another document (NĐ 61/2018 Đ19.9: "không quá một lần").
        raise RuleBroken("dossier", "second_overrun")


def new_letter(act: Act, dossier: Dossier) -> Letter:
    """A draft that is not yet part of the session: everything but the reason."""
    unit_id = agency_of(act.settings, dossier.unit_id, act.today)
    policy = act.settings.unit_policy(dossier.unit_id, act.today)
    apology_only = dossier.returned_at is not None
    proposed = proposed_appointment(
        dossier.due_on, act.today, act.settings.reckoning(unit_id, act.today), delay=policy.proposed_delay
    )
    return Letter(
        dossier_id=dossier.id,
        unit_id=unit_id,
        status=LetterStatus.DRAFT,
        form=form_in_force(act.today),
        paper=Paper.A5,
        old_due_on=dossier.due_on,
        old_due_at=dossier.due_at,
        new_due_at=None if apology_only else proposed,
        apology_only=apology_only,
        reappointment=dossier.reappointments + 1,
        drafted_by_id=act.actor.account_id,
        drafted_at=act.now,
    )


@dataclass(frozen=True, slots=True)
class Edits:
    """What its writer makes of a draft."""

    reason: DelayReason | None
    reason_words: str
    new_due_at: datetime | None
    form: LetterForm | None = None
    paper: Paper | None = None


def save_letter(act: Act, matter: Matter, letter: Letter, *, edits: Edits, seen: int | None = None) -> None:
    """Keep what was written; an impossible date is refused, a missing reason only at approval.

    A letter about a case that was answered meanwhile promises no answer any more.

    Raises NotPermitted, ChangedMeanwhile, RuleBroken.
    """
    require_letter(act, Permission.WRITE_LETTER, matter)
    check_seen_letter(letter, seen)
    require_status(letter, LetterStatus.DRAFT, LetterStatus.SUBMITTED)
    if len(edits.reason_words) > LONGEST_REASON:
        raise RuleBroken("reason_words", "too_long")
    letter.reason, letter.reason_words = edits.reason, " ".join(nfc(edits.reason_words).split())
    letter.form, letter.paper = edits.form or letter.form, edits.paper or letter.paper
    if answered_since(act, matter, letter):
        letter.apology_only, letter.new_due_at = True, None
    if not letter.apology_only:
        letter.new_due_at = edits.new_due_at
        check_date(act, letter)


def check_date(act: Act, letter: Letter) -> None:
    """Refuse a new date that cannot stand. Raises RuleBroken with what is wrong with it."""
    reckoning = act.settings.reckoning(letter.unit_id, act.today)
    found = date_problems(facts_of_letter(letter), act.now, reckoning)
    if found:
        # Of an answer it is said in other words than of the result of a dossier.
        about = "answer_" if letter.case_id is not None else ""
        raise RuleBroken("new_due", f"{about}{found[0].value}")


def facts_of_letter(letter: Letter) -> LetterFacts:
    """What the letter promises."""
    return LetterFacts(
        reason=letter.reason_words or (letter.reason.value if letter.reason else ""),
        old_due_on=letter.old_due_on,
        new_due_at=letter.new_due_at,
        is_apology_only=letter.apology_only,
    )


def submit_letter(act: Act, matter: Matter, letter: Letter, *, seen: int | None = None) -> None:
    """Lay a draft before the head of the agency. Raises NotPermitted, ChangedMeanwhile, RuleBroken."""
    require_letter(act, Permission.WRITE_LETTER, matter)
    check_seen_letter(letter, seen)
    require_status(letter, LetterStatus.DRAFT)
    check_complete(act, letter)
    check_still_true(act, matter, letter)
    letter.status, letter.submitted_at, letter.sent_back_reason = LetterStatus.SUBMITTED, act.now, ""


def check_complete(act: Act, letter: Letter) -> None:
    """Refuse a letter without reason or new date. Raises RuleBroken."""
    if letter.reason is None:
        raise RuleBroken("reason", "missing")
    if not letter.reason_words.strip():
        raise RuleBroken("reason_words", "missing")
    if not letter.apology_only:
        check_date(act, letter)


def discard_letter(act: Act, matter: Matter, letter: Letter, *, reason: str) -> None:
    """Give up a letter that was not issued; its number, if it has one, is not used again.

    Raises NotPermitted, RuleBroken.
    """
    require_letter(act, Permission.WRITE_LETTER, matter)
    require_status(letter, *UNFINISHED)
    if letter.status is not LetterStatus.DRAFT and not reason.strip():
        raise RuleBroken("reason", "missing")
    letter.status, letter.discarded_reason = LetterStatus.DISCARDED, nfc(reason).strip()
    note_letter(
        act, matter, DossierEventKind.LETTER_DISCARDED, letter_id=letter.id, reason=letter.discarded_reason
    )


def require_status(letter: Letter, *allowed: LetterStatus) -> None:
    """Refuse a step that does not fit how far a letter has come. Raises RuleBroken."""
    if letter.status not in allowed:
        raise RuleBroken("letter", f"is_{letter.status.value}")


def check_seen_letter(letter: Letter, seen: int | None) -> None:
    """Refuse to act on a page that is out of date. Raises ChangedMeanwhile."""
    if seen is not None and letter.version != seen:
        raise ChangedMeanwhile(str(letter.id))
