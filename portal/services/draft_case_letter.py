"""Drafting a letter of apology beside a late answer, or before it; the clock and its verdict stay as they are."""

from datetime import datetime

from sqlalchemy import select

from portal.domain.apologies import UNFINISHED, LetterStatus, proposed_appointment
from portal.domain.dossiers import DossierEventKind
from portal.domain.late_answers import LateFacts, NoLetter, why_no_letter
from portal.domain.letter_form import LetterForm, Paper
from portal.domain.permissions import Permission
from portal.models.case import Case
from portal.models.clock import CaseClock
from portal.models.letter import Letter
from portal.queries.letter_matter import answer_clock, given_in_round, late_facts
from portal.services.act import Act
from portal.services.draft_letter import agency_of
from portal.services.errors import RuleBroken
from portal.services.letter_matter import note_letter, require_letter


def draft_case_letter(act: Act, case: Case) -> Letter:
    """A new draft, or the one that is already there: a second click makes no second letter.

    Raises NotPermitted, and RuleBroken when the answer is not late or the sender has a letter that holds.
    """
    require_letter(act, Permission.WRITE_LETTER, case)
    wanted = select(Letter).where(Letter.case_id == case.id, Letter.status.in_(sorted(UNFINISHED)))
    found = act.session.scalar(wanted)
    if found is not None:
        return found
    clock = answer_clock(act.session, case)
    if clock is None:
        raise RuleBroken("case", NoLetter.NOT_LATE.value)
    facts = late_facts(act.settings, case, clock, given=given_in_round(act.session, case, clock), now=act.now)
    hindrance = why_no_letter(facts, act.today)
    if hindrance is not None:
        raise RuleBroken("case", hindrance.value)
    letter = _new_letter(act, case, clock, facts=facts)
    act.session.add(letter)
    act.session.flush()
    note_letter(act, case, DossierEventKind.LETTER_DRAFTED, letter_id=letter.id)
    return letter


def _new_letter(act: Act, case: Case, clock: CaseClock, *, facts: LateFacts) -> Letter:
    unit_id = agency_of(act.settings, case.unit_id, act.today)
    return Letter(
        case_id=case.id,
        unit_id=unit_id,
        status=LetterStatus.DRAFT,
        form=LetterForm.LATE_ANSWER,
        paper=Paper.A4,
        old_due_on=clock.due_on,
        old_due_at=clock.due_at,
        new_due_at=None if facts.answered_at else proposed_day(act, unit_id, clock),
        apology_only=facts.answered_at is not None,
        reappointment=len(facts.letters) + 1,
        drafted_by_id=act.actor.account_id,
        drafted_at=act.now,
    )


def proposed_day(act: Act, unit_id: int, clock: CaseClock) -> datetime:
    """The close of the day by which an answer is proposed to be promised."""
    delay = act.settings.unit_policy(unit_id, act.today).proposed_delay
    reckoning = act.settings.reckoning(unit_id, act.today)
    return proposed_appointment(clock.due_on, act.today, reckoning, delay=delay)
