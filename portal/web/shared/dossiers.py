"""Dossiers in words: how far one has come, how it stands, its appointment, and the letters about it."""

from datetime import date, datetime
from typing import Protocol

from portal.domain.dossiers import Stage, Standing, stage, standing
from portal.domain.letter_form import LetterForm, LetterKind
from portal.domain.official_paper import padded_number
from portal.domain.time import VIETNAM, end_of, local_day
from portal.queries.dossier_state import facts_of
from portal.queries.looked_up_dossiers import Dossier
from portal.services.letter_paper import SYMBOLS
from portal.web.shared.acting import now, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import weekday

STAGE_TONES = {Stage.HANDLED: "live", Stage.READY: "fine", Stage.RETURNED: "done", Stage.STOPPED: "ended"}
STANDING_TONES = {
    Standing.EARLY: "fine",
    Standing.ON_TIME: "fine",
    Standing.LATE: "late",
    Standing.IN_TIME: "fine",
    Standing.DUE_SOON: "soon",
    Standing.OVERDUE: "late",
    Standing.NOT_UPDATED: "soon",
    Standing.STOPPED: "ended",
}


def stage_of(dossier: Dossier) -> Stage:
    """How far a dossier has come."""
    return stage(facts_of(dossier), is_returned=dossier.returned_at is not None)


def standing_of(dossier: Dossier) -> Standing:
    """Where a dossier stands today."""
    today = local_day(now())
    return standing(facts_of(dossier), today, settings().reckoning(dossier.unit_id, today).calendar)


def appointment_words(due_on: date, due_at: datetime | None) -> str:
    """An appointment: its day with the weekday, and the hour where one was told."""
    if due_at is None or due_at == end_of(due_on):
        return weekday(due_on)
    return _("%(hour)s, %(day)s", hour=f"{due_at.astimezone(VIETNAM):%H:%M}", day=weekday(due_on))


class Numbered(Protocol):
    """What the number of a letter is made from."""

    @property
    def number(self) -> int | None: ...
    @property
    def approved_at(self) -> datetime | None: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def form(self) -> LetterForm: ...


def letter_number(letter: Numbered) -> str:
    """The number of a letter as it stands on the paper, with the symbol its agency had that day."""
    if letter.number is None or letter.approved_at is None:
        return ""
    return number_words(letter.number, letter.unit_id, letter.approved_at, kind=letter.form.kind)


def number_words(number: int, unit_id: int, on: date | datetime, *, kind: LetterKind) -> str:
    """A number of the series of letters with the symbol its agency had on a day."""
    agency = settings().unit_on(unit_id, local_day(on) if isinstance(on, datetime) else on)
    return padded_number(f"{number}/{SYMBOLS[kind]}-{agency.symbol or agency.code}")
