"""What a letter about a late answer says of its case, and whether that is still true."""

from datetime import datetime

from portal.domain.late_answers import NoLetter
from portal.models.case import Case
from portal.models.letter import Letter
from portal.queries.letter_matter import Matter, answer_clock, answered_at
from portal.services.act import Act
from portal.services.errors import RuleBroken


def answer_told_of(act: Act, case: Case, letter: Letter) -> datetime | None:
    """When the answer was given of whose lateness a letter speaks; None while there is none."""
    clock = answer_clock(act.session, case, letter.drafted_at)
    return answered_at(act.session, case, clock.round) if clock else None


def answered_since(act: Act, matter: Matter, letter: Letter) -> bool:
    """Whether a letter promises an answer to a case that its sender was given meanwhile."""
    if not isinstance(matter, Case):
        return False
    return not letter.apology_only and answer_told_of(act, matter, letter) is not None


def check_still_true(act: Act, matter: Matter, letter: Letter) -> None:
    """Refuse a letter about a case that what happened since has made untrue. Raises RuleBroken."""
    if not isinstance(matter, Case):
        return
    clock = answer_clock(act.session, matter, letter.drafted_at)
    if clock is None or clock.stopped:
        raise RuleBroken("case", NoLetter.STOPPED.value)
    if answered_since(act, matter, letter):
        raise RuleBroken("letter", "answered_since")
