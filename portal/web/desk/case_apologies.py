"""Letters of apology on the page of a late case: those there are, what was promised, and whether one may be begun."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from portal.domain.apologies import UNFINISHED
from portal.domain.late_answers import LateFacts, standing_promise, why_no_letter
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.case_file import CaseFile
from portal.queries.letter_matter import late_facts
from portal.web.desk.dossier_lines import STATUS_TONES
from portal.web.desk.next_steps import may
from portal.web.shared.acting import now, settings
from portal.web.shared.apologies_told import ToldLetter, given_told, told_letters
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, term_words, weekday


@dataclass(frozen=True, slots=True)
class LetterLink:
    """One letter beside its case."""

    title: str
    href: str
    status: str
    tone: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseApologies:
    """What the case page says of letters: `is_answered` when the answer has come, late."""

    letters: list[LetterLink]
    may_draft: bool
    is_answered: bool
    promise: str
    is_broken: bool


def case_apologies(file: CaseFile) -> CaseApologies | None:
    """The card of a case with letters, or with an answer that is late and no letter that holds; else None."""
    letters, facts = told_letters(file.events), _late_facts(file)
    may_draft = facts is not None and _may_draft(file, facts, letters)
    if not letters and not may_draft:
        return None
    promised = standing_promise(facts) if facts else None
    return CaseApologies(
        letters=[_link(each) for each in letters],
        may_draft=may_draft,
        is_answered=facts is not None and facts.answered_at is not None,
        promise=weekday(promised),
        is_broken=promised is not None and promised < _today(),
    )


def _late_facts(file: CaseFile) -> LateFacts | None:
    clock = file.answer_clock
    if clock is None:
        return None
    given = given_told(clock, file.events, file.issued)
    return late_facts(settings(), file.case, clock, given=given, now=now())


def _may_draft(file: CaseFile, facts: LateFacts, letters: list[ToldLetter]) -> bool:
    if any(each.status in UNFINISHED for each in letters):
        return False
    return why_no_letter(facts, _today()) is None and may(Permission.WRITE_LETTER, file)


def _today() -> date:
    return local_day(now())


def _link(letter: ToldLetter) -> LetterLink:
    title = _("Thư số %(number)s", number=letter.number) if letter.number else _("Thư chưa có số")
    return LetterLink(
        title=title,
        href=url_for("desk.letter", letter_id=letter.letter_id),
        status=term_words(letter.status),
        tone=STATUS_TONES[letter.status],
        note=moment(letter.at),
    )
