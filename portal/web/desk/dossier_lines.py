"""Lines of the lists of dossiers and letters, as templates show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from portal.domain.apologies import LetterStatus, Timing
from portal.domain.dossiers import DossierFacts, Standing, breaches_supplements, standing
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.dossier_rows import DossierRow
from portal.web.shared.acting import actor, now, settings
from portal.web.shared.dossiers import STANDING_TONES
from portal.web.shared.due import DueView
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words, weekday

STATUS_TONES = {
    LetterStatus.DRAFT: "soon",
    LetterStatus.SUBMITTED: "live",
    LetterStatus.APPROVED: "live",
    LetterStatus.ISSUED: "done",
    LetterStatus.DISCARDED: "",
}
TIMING_TONES = {Timing.BEFORE_DUE: "done", Timing.ON_DUE: "done", Timing.AFTER_DUE: "soon"}


@dataclass(frozen=True, slots=True)
class LetterNote:
    """How far the letter of a dossier has come; `href` leads to the one that is being written."""

    words: str
    tone: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One dossier in a list."""

    row: DossierRow
    href: str
    due: DueView
    letter: LetterNote
    may_draft: bool
    is_breach: bool


def dossier_lines(rows: Iterable[DossierRow]) -> list[DossierLine]:
    """The rows of a list, in words."""
    return [dossier_line(row) for row in rows]


def dossier_line(row: DossierRow) -> DossierLine:
    """One row in words."""
    return DossierLine(
        row=row,
        href=url_for("desk.dossier", code=row.code),
        due=due_of_dossier(row.facts, row.unit_id),
        letter=letter_note(row),
        may_draft=may_draft(row),
        is_breach=breaches_supplements(row.supplement_requests),
    )


def standing_of(facts: DossierFacts, unit_id: int) -> Standing:
    """Where a dossier stands today, by the calendar of its unit."""
    today = local_day(now())
    return standing(facts, today, settings().reckoning(unit_id, today).calendar)


def due_of_dossier(facts: DossierFacts, unit_id: int) -> DueView:
    """How a dossier stands against the date promised: in tone, in words, and the day."""
    found = standing_of(facts, unit_id)
    return DueView(STANDING_TONES[found], _standing_words(found, facts, unit_id), weekday(facts.due_on))


def _standing_words(found: Standing, facts: DossierFacts, unit_id: int) -> str:
    today = local_day(now())
    calendar = settings().reckoning(unit_id, today).calendar
    if found is Standing.OVERDUE:
        late = max(1, calendar.working_days_between(facts.due_on, today))
        return _("quá hạn %(days)s ngày", days=late)
    if found in {Standing.IN_TIME, Standing.DUE_SOON}:
        left = calendar.working_days_between(today, facts.due_on)
        return _("còn %(days)s ngày làm việc", days=left) if left else _("hết hôm nay")
    return term_words(found)


def letter_note(row: DossierRow) -> LetterNote:
    """How far the letter has come, in words."""
    if row.letter_id is not None and row.letter_status is not None:
        href = url_for("desk.letter", letter_id=row.letter_id)
        return LetterNote(term_words(row.letter_status), STATUS_TONES[row.letter_status], href)
    if row.first_timing is not None:
        words = _("đã xin lỗi: %(when)s", when=term_words(row.first_timing).lower())
        return LetterNote(words, TIMING_TONES.get(row.first_timing, "late"))
    wanted = standing_of(row.facts, row.unit_id) in {Standing.DUE_SOON, Standing.OVERDUE, Standing.LATE}
    return LetterNote(_("chưa có thư") if wanted else "–", "")


def may_draft(row: DossierRow) -> bool:
    """Whether the actor may draft a letter for the dossier now: one is owed, and none is being written."""
    if row.letter_id is not None or row.stopped_on is not None:
        return False
    found = standing_of(row.facts, row.unit_id)
    is_owed = found not in {Standing.EARLY, Standing.ON_TIME, Standing.NOT_UPDATED}
    return is_owed and not used_up(row) and actor().may(Permission.WRITE_LETTER, row.unit_id)


def used_up(row: DossierRow) -> bool:
    """Whether an open dossier has had all the new dates that ordinary letters may give it."""
    today: date = local_day(now())
    is_open = row.finished_at is None and row.returned_at is None
    most = settings().unit_policy(row.unit_id, today).most_reappointments
    return is_open and row.reappointments >= most
